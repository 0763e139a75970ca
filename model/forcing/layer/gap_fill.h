#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/grid.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Carries values of a source to the cells of the model where some of them are missing, as at the coast of
/// a product that is made for land alone (ERA5-Land, Daymet).
///
/// - A cell with values at some of the neighbours that bear on it gets their mean, by their weights.
/// - A cell of sea without any gets the value of the nearest cell that has one: nothing of the model looks
///   at it, but a field has no holes.
/// - A cell of land without any is a gap, and stays NaN.
/// - What is missing must be missing always: a hole that comes or goes is no coast, and a cell of land
///   that it bears on is a gap too.
///
/// Where nothing is missing the values are exactly those of the sampler.
class GapFill {
public:
  struct Gap {
    std::size_t cell;
    bool filled_now = false;  ///< a value today, but none in the first field
  };

  /// `land_fraction`: empty if all is land.
  GapFill(const Grid& grid, const Field& land_fraction);

  /// @return the first cell of land without a value, if any
  std::optional<Gap> onto_cells(const Sampler& sampler, std::span<const double> source, std::span<double> cells);

  [[nodiscard]] bool is_sea(std::size_t cell) const noexcept { return !sea_.empty() && sea_[cell] != 0; }
  /// Of the last field: cells that took the mean of part of their neighbours, and cells of sea that took
  /// another cell's value.
  [[nodiscard]] std::size_t from_part() const noexcept { return from_part_; }
  [[nodiscard]] std::size_t from_elsewhere() const noexcept { return empty_.size(); }

private:
  int columns_, rows_;
  std::vector<std::uint8_t> sea_;
  std::size_t from_part_ = 0;

  // A mask of gaps is mostly the same every day: what follows from it is kept until it changes.
  const Sampler* last_sampler_ = nullptr;
  std::vector<double> first_present_;           ///< of the first source: 1 where there is a value
  std::vector<double> present_;                 ///< of today's
  std::vector<double> present_share_;           ///< of each cell's neighbours, by weight
  std::vector<std::uint32_t> empty_, nearest_;  ///< cells without a value and where each takes it from
  std::vector<double> zero_filled_, part_;

  [[nodiscard]] std::optional<Gap> hole(const Sampler& sampler, std::span<const double> source);
  void learn_mask(const Sampler& sampler, std::span<const double> source);
  [[nodiscard]] std::vector<std::uint32_t> empty_cells(std::span<const double> cells) const;
  void find_nearest(std::span<const double> cells);
};

}  // namespace rangifer::forcing
