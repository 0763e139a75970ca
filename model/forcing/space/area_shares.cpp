#include "forcing/space/area_shares.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "forcing/space/axis.h"
#include "forcing/space/sub_places.h"

namespace rangifer::forcing {
namespace {

/// A projection stretches sides by some percent, which are not worth another place.
int places_along_side(const SourceGrid& source, const Grid& grid)
{
  constexpr double stretch = 1.05;
  const auto sides = source_cell_sides(source, grid);
  if (!sides) return 2;
  return static_cast<int>(std::clamp(std::ceil(2.0 * grid.cell_m / (sides->shorter_m * stretch)), 2.0, 16.0));
}

std::optional<std::size_t> nearest(const Spot& spot)
{
  if (std::isnan(spot.share)) return std::nullopt;
  return spot.share < 0.5 ? spot.first : spot.second;
}

}  // namespace

AreaShares::AreaShares(const SourceGrid& source, const Grid& grid, std::span<const std::optional<SourceCell>> own)
{
  constexpr std::size_t places_at_once = std::size_t {1} << 19;  // 12 MB
  const int per_side = places_along_side(source, grid);
  const auto per_cell = static_cast<std::size_t>(per_side * per_side);
  const auto per_row = per_cell * static_cast<std::size_t>(grid.columns);
  const auto rows_at_once = static_cast<int>(std::max<std::size_t>(1, places_at_once / per_row));
  const SubPlaces sub_places(source, grid, per_side);
  const Axis x_axis(source.x, source.geographic), y_axis(source.y, false);
  std::vector<std::uint64_t> cells, met;  // numbered in the whole source
  for (int row = 0; row < grid.rows; row += rows_at_once) {
    const Places here = sub_places.of_rows(row, std::min(rows_at_once, grid.rows - row));
    for (std::size_t begin = 0; begin < here.x.size(); begin += per_cell) {
      met.clear();
      const auto& centre = own[first_.size() - 1];
      for (std::size_t i = begin; centre && i < begin + per_cell; ++i)
        if (const auto x = nearest(x_axis.find(here.x[i])), y = nearest(y_axis.find(here.y[i])); x && y)
          met.push_back(*y * source.x.size() + *x);
      if (centre && met.empty()) met.push_back(centre->row * source.x.size() + centre->column);
      add(met, cells);
    }
  }
  settle_window(source, cells);
}

/// The shares of the next model cell, from the source cells its places met.
void AreaShares::add(std::vector<std::uint64_t>& met, std::vector<std::uint64_t>& cells)
{
  std::ranges::sort(met);
  for (std::size_t i = 0; i < met.size(); ++i) {
    if (i > 0 && met[i] == met[i - 1]) {
      ++places_.back();
      continue;
    }
    cells.push_back(met[i]);
    places_.push_back(1);
  }
  first_.push_back(cells.size());
}

void AreaShares::settle_window(const SourceGrid& source, std::span<const std::uint64_t> cells)
{
  const std::size_t width = source.x.size();
  ColumnsInUse columns(width, Axis(source.x, source.geographic).closed());
  std::size_t low = source.y.size(), high = 0;
  for (const std::uint64_t cell : cells) {
    columns.add(cell % width);
    low = std::min<std::size_t>(low, cell / width);
    high = std::max<std::size_t>(high, cell / width);
  }
  const auto [first, count] = columns.run();
  window_ = {first, low, count, high - low + 1};
  cell_.reserve(cells.size());
  for (const std::uint64_t cell : cells) {
    const std::size_t column = (cell % width + width - first) % width;
    cell_.push_back(static_cast<std::uint32_t>((cell / width - low) * count + column));
  }
}

/// Sums differences from the first value, so that a constant stays exactly what it is.
void AreaShares::apply(std::span<const double> values, std::span<double> out) const noexcept
{
  for (std::size_t i = 0; i + 1 < first_.size(); ++i) {
    double base = std::numeric_limits<double>::quiet_NaN(), sum = 0.0, places = 0.0;
    for (std::size_t k = first_[i]; k < first_[i + 1]; ++k) {
      const double value = values[cell_[k]];
      if (std::isnan(value)) continue;
      if (std::isnan(base)) base = value;
      sum += places_[k] * (value - base);
      places += places_[k];
    }
    out[i] = std::isnan(base) ? base : base + sum / places;
  }
}

}  // namespace rangifer::forcing
