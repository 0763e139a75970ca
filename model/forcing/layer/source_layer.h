#pragma once
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "forcing/layer/gap_fill.h"
#include "forcing/layer/layer_units.h"
#include "forcing/space/resample.h"
#include "forcing/time/time_axis.h"

namespace rangifer::forcing {

/// What all daily layers share: where the cells are, how high, which are sea, and the weights of each
/// source grid, made once however many variables lie on it.
class Domain {
public:
  explicit Domain(const landscape::Terrain& terrain);
  [[nodiscard]] std::shared_ptr<const Sampler> sampler(const SourceGrid& source, Resampling how);
  /// As the layer says; else the area mean of a source finer than the cells, bilinear of others.
  /// @throws InputError if there is no such resampling
  [[nodiscard]] Resampling resampling(const SourceGrid& source, const LayerSpec& spec) const;
  [[nodiscard]] std::string place(std::size_t cell) const;
  [[nodiscard]] const Grid& grid() const noexcept { return grid_; }
  [[nodiscard]] const Field& elevation_m() const noexcept { return elevation_m_; }
  [[nodiscard]] const Field& land_fraction() const noexcept { return land_fraction_; }
  /// @throws InputError ("NAME covers 12 % of the model grid ...") if a cell of land lies outside
  void require_cover(const Sampler& sampler, const SourceGrid& source, const std::string& name) const;

private:
  Grid grid_;
  Places lon_lat_;
  Field elevation_m_, land_fraction_;
  struct Known {
    SourceGrid grid;
    Resampling how;
    std::shared_ptr<const Sampler> sampler;
  };
  std::vector<Known> known_;
};

/// bilinear, nearest or area_mean. @throws InputError with the nearest of them
[[nodiscard]] Resampling resampling_named(const std::string& name);

/// "bilinear", "nearest", "area mean"
[[nodiscard]] std::string resampling_text(Resampling how);

/// A variable along time in the unit of its role, at the places of its source and on the cells of the
/// model. Holds two records, however long the source is.
class SourceLayer {
public:
  /// @throws InputError (without the place in the scenario): file, variable, grid, units, cover, calendar
  SourceLayer(const LayerSpec& spec, const Role& role, const std::shared_ptr<Domain>& domain,
              Meaning meaning = Meaning::value);

  [[nodiscard]] const Role& role() const noexcept { return *role_; }
  [[nodiscard]] const Series& series() const noexcept { return series_; }
  [[nodiscard]] const TimeAxis& time() const noexcept { return time_; }
  void forget_times() { series_.forget_times(); }
  [[nodiscard]] const Sampler& sampler() const noexcept { return *sampler_; }
  /// A line for what is missing of [first, last], if anything.
  [[nodiscard]] std::optional<std::string> missing_period(Day first, Day last) const;
  [[nodiscard]] LayerFact fact() const;
  /// "tas_2001.nc: variable tas", of the file that holds the day.
  [[nodiscard]] std::string name(Day day) const;

  /// The window of a record, scaled; sums as rates. @throws InputError
  const std::vector<double>& record(std::size_t number);
  /// Amounts as they stand in the file, mm; for checks of what they are sums over.
  [[nodiscard]] std::vector<double> amounts(std::size_t number);

  /// Mean over a day, and the least or the highest of its records, on the source's own places.
  void mean(Day day, std::vector<double>& out);
  void extreme(Day day, bool highest, std::vector<double>& out);

  /// Values of the window on all cells of the model. @throws InputError for a cell of land without one
  void onto_cells(Day day, const std::vector<double>& source, std::vector<double>& cells);
  /// @throws InputError with date and place if the role can't have a value; rounding past its ends is cut
  void require_believable(Day day, std::vector<double>& cells) const;

private:
  LayerSpec spec_;
  const Role* role_;
  std::shared_ptr<Domain> domain_;
  Series series_;
  LayerUnits units_;
  TimeAxis time_;
  Resampling how_;
  std::shared_ptr<const Sampler> sampler_;
  GapFill gaps_;
  std::optional<std::string> filled_;                               ///< of the first day read
  std::list<std::pair<std::size_t, std::vector<double>>> records_;  ///< at most two; the one used last at the end

  [[nodiscard]] double leap_factor(std::size_t number, Day day) const;
  void note_filled(std::size_t cells);
};

}  // namespace rangifer::forcing
