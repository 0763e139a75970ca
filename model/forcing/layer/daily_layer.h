#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "forcing/file/netcdf_grid.h"
#include "forcing/file/units.h"
#include "forcing/forcing.h"
#include "forcing/space/resample.h"
#include "forcing/time/time_axis.h"

namespace rangifer::forcing {

/// What all daily layers share: where the cells are, how high, and the weights of each source grid, made
/// once however many variables lie on it.
class Domain {
public:
  explicit Domain(const landscape::Terrain& terrain);
  [[nodiscard]] std::shared_ptr<const Bilinear> weights(const SourceGrid& source);
  [[nodiscard]] std::string place(std::size_t cell) const;
  [[nodiscard]] const Field& elevation_m() const noexcept { return elevation_m_; }

private:
  Places centres_, lon_lat_;
  Field elevation_m_;
  std::vector<std::pair<SourceGrid, std::shared_ptr<const Bilinear>>> known_;
};

/// One variable of an open netCDF file, as daily fields on the model grid in the unit of its role. Holds
/// at most two records of the file, however long that is.
class DailyLayer {
public:
  /// @throws InputError (without the place in the scenario): file, variable, grid, units, cover, calendar
  DailyLayer(const ResolvedLayer& layer, const Role& role, const LapseRate& lapse,
             const std::shared_ptr<Domain>& domain);

  /// A line for what is missing of [first, last], if anything.
  [[nodiscard]] std::optional<std::string> missing_period(Day first, Day last) const;

  /// @throws InputError with file, variable, date, place and value: a gap, a value outside its role
  void read(Day day, Field& out);

  [[nodiscard]] LayerFact fact(const std::string& sha256) const;

private:
  std::string where_;
  LayerSpec spec_;
  const Role* role_;
  LapseRate lapse_;
  std::shared_ptr<Domain> domain_;
  NetcdfFile file_;
  GridVariable of_;
  std::string units_;
  TimeAxis time_;
  Quantity quantity_;
  std::optional<UnitConverter> convert_;
  bool amount_ = false;  ///< sums over a record, still to be divided by its days
  std::shared_ptr<const Bilinear> weights_;
  Field height_km_;  ///< of the model above the file's own ground; empty: no correction
  std::map<std::size_t, std::vector<double>> records_;  ///< at most two, in the unit of the role
  std::vector<double> source_, cells_;

  [[nodiscard]] std::shared_ptr<const Bilinear> covering(const GridVariable& of) const;
  void choose_units();
  void read_heights();
  const std::vector<double>& record(std::size_t number);
  [[noreturn]] void fail(const std::string& what) const;
  [[noreturn]] void refuse_gap(Day day, std::size_t first) const;
};

}  // namespace rangifer::forcing
