#include "app/whole_maps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace rangifer::app {
namespace {

/// A coarse field at the middle of a fine cell: bilinear, of the values that are there; NaN if none is.
float at(const Field& field, const Grid& coarse, double x_m, double y_m)
{
  const double column = (x_m - coarse.x_min_m) / coarse.cell_m - 0.5,
               row = (y_m - coarse.y_min_m) / coarse.cell_m - 0.5;
  const int c0 = static_cast<int>(std::floor(column)), r0 = static_cast<int>(std::floor(row));
  double sum = 0, weights = 0;
  for (const int r : {r0, r0 + 1}) {
    for (const int c : {c0, c0 + 1}) {
      const int in_row = std::clamp(r, 0, coarse.rows - 1), in_column = std::clamp(c, 0, coarse.columns - 1);
      const float value = field[static_cast<std::size_t>(in_row) * static_cast<std::size_t>(coarse.columns) +
                                static_cast<std::size_t>(in_column)];
      if (std::isnan(value)) continue;
      const double weight = (1.0 - std::abs(row - r)) * (1.0 - std::abs(column - c)) + 1e-6;
      sum += weight * static_cast<double>(value);
      weights += weight;
    }
  }
  return weights > 0 ? static_cast<float>(sum / weights) : std::nanf("");
}

template <class Change>
Field drawn(const Field& field, const Grid& coarse, const landscape::Terrain& terrain, Change change)
{
  const Grid& grid = terrain.grid;
  Field out;
  out.reserve(grid.size());
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c)
      out.push_back(change(terrain.sea[out.size()] != 0, at(field, coarse, grid.x_of(c), grid.y_of(r))));
  return out;
}

/// Sums are as many as there are cells; dates are whole days, and differ from cell to cell with the relief.
Field sums(const Field& field, const Grid& coarse, const landscape::Terrain& terrain)
{
  return drawn(field, coarse, terrain, [](bool sea, float value) { return sea ? std::nanf("") : value; });
}

Field dates(const Field& field, const Grid& coarse, const landscape::Terrain& terrain)
{
  return drawn(field, coarse, terrain, [](bool sea, float value) { return sea ? std::nanf("") : std::round(value); });
}

}  // namespace

herd::YearMaps whole_year(const herd::YearMaps& maps, const Grid& coarse, const landscape::Terrain& terrain,
                          double births_per_unit)
{
  herd::YearMaps out;
  out.year = maps.year;
  out.births = whole_use(maps.births, coarse, terrain, births_per_unit);
  out.snow_free_doy = dates(maps.snow_free_doy, coarse, terrain);
  out.green_up_doy = dates(maps.green_up_doy, coarse, terrain);
  out.mosquito_hours = sums(maps.mosquito_hours, coarse, terrain);
  out.oestrid_hours = sums(maps.oestrid_hours, coarse, terrain);
  for (const Field& isopleth : maps.calving_isopleth) out.calving_isopleth.push_back(sums(isopleth, coarse, terrain));
  return out;
}

Field whole_use(const Field& use, const Grid& coarse, const landscape::Terrain& terrain, double steps_per_unit)
{
  const double finer = terrain.grid.cell_m / coarse.cell_m;
  std::mt19937_64 draw {1};
  return drawn(use, coarse, terrain, [&](bool sea, float value) {
    const double expected = sea || !(value > 0) ? 0.0 : static_cast<double>(value) * steps_per_unit * finer * finer;
    return expected > 0 ? static_cast<float>(std::poisson_distribution<std::int64_t> {expected}(draw)) : 0.0f;
  });
}

}  // namespace rangifer::app
