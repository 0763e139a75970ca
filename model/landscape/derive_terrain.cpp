#include "landscape/derive_terrain.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rangifer::landscape {
namespace {

/// Lower envelope of parabolas: squared distance along one line (Felzenszwalb and Huttenlocher 2012).
void squared_distance_along(std::vector<double>& value, std::vector<double>& out, std::vector<int>& vertex,
                            std::vector<double>& boundary)
{
  const int n = static_cast<int>(value.size());
  const auto at = [&](int i) { return value[static_cast<std::size_t>(i)]; };
  constexpr double inf = std::numeric_limits<double>::infinity();
  int k = -1;
  for (int q = 0; q < n; ++q) {
    if (at(q) == inf) continue;
    double meets = -inf;
    while (k >= 0) {
      const int v = vertex[static_cast<std::size_t>(k)];
      meets = ((at(q) + double(q) * q) - (at(v) + double(v) * v)) / (2.0 * q - 2.0 * v);
      if (meets > boundary[static_cast<std::size_t>(k)]) break;
      --k;
    }
    if (k < 0) meets = -inf;
    ++k;
    vertex[static_cast<std::size_t>(k)] = q;
    boundary[static_cast<std::size_t>(k)] = meets;
  }
  for (int q = 0, j = 0; q < n; ++q) {
    if (k < 0) {
      out[static_cast<std::size_t>(q)] = inf;
      continue;
    }
    while (j < k && boundary[static_cast<std::size_t>(j) + 1] < q) ++j;
    const int v = vertex[static_cast<std::size_t>(j)];
    out[static_cast<std::size_t>(q)] = double(q - v) * (q - v) + at(v);
  }
}

bool is_forest(const TerrainRules& rules, const Terrain& terrain, std::size_t cell)
{
  if (!terrain.forest_cover.empty())
    return terrain.sea[cell] == 0 && terrain.forest_cover[cell] >= static_cast<float>(rules.forest_from_cover);
  const double treeline_m =
    rules.treeline_at_67n_m - rules.treeline_fall_m_per_deg * (terrain.latitude_deg[cell] - 67.0);
  return terrain.sea[cell] == 0 && terrain.elevation_m[cell] < treeline_m &&
         terrain.coast_distance_km[cell] > rules.coastal_tundra_km;
}

}  // namespace

Field window_mean(const Grid& grid, const Field& field, int radius)
{
  const int columns = grid.columns, rows = grid.rows;
  const auto stride = static_cast<std::size_t>(columns) + 1;
  std::vector<double> sum(stride * (static_cast<std::size_t>(rows) + 1), 0.0);  // summed-area table
  for (int r = 0; r < rows; ++r) {
    double row_sum = 0.0;
    for (int c = 0; c < columns; ++c) {
      row_sum += field[grid.index(c, r)];
      const auto here = (static_cast<std::size_t>(r) + 1) * stride + static_cast<std::size_t>(c) + 1;
      sum[here] = sum[here - stride] + row_sum;
    }
  }
  Field mean(field.size());
  for (int r = 0; r < rows; ++r) {
    const auto bottom = static_cast<std::size_t>(std::max(r - radius, 0));
    const auto top = static_cast<std::size_t>(std::min(r + radius + 1, rows));
    for (int c = 0; c < columns; ++c) {
      const auto left = static_cast<std::size_t>(std::max(c - radius, 0));
      const auto right = static_cast<std::size_t>(std::min(c + radius + 1, columns));
      const double total = sum[top * stride + right] - sum[bottom * stride + right] - sum[top * stride + left] +
                           sum[bottom * stride + left];
      mean[grid.index(c, r)] = static_cast<float>(total / static_cast<double>((top - bottom) * (right - left)));
    }
  }
  return mean;
}

Field distance_to(const Grid& grid, const std::vector<std::uint8_t>& marked, float far_km)
{
  constexpr double inf = std::numeric_limits<double>::infinity();
  const auto columns = static_cast<std::size_t>(grid.columns), rows = static_cast<std::size_t>(grid.rows);
  std::vector<double> squared(grid.size());
  std::transform(marked.begin(), marked.end(), squared.begin(), [](auto m) { return m != 0 ? 0.0 : inf; });

  const std::size_t longest = std::max(columns, rows) + 1;
  std::vector<int> vertex(longest);
  std::vector<double> boundary(longest + 1), line, out;
  line.resize(rows);
  out.resize(rows);
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t r = 0; r < rows; ++r) line[r] = squared[r * columns + c];
    squared_distance_along(line, out, vertex, boundary);
    for (std::size_t r = 0; r < rows; ++r) squared[r * columns + c] = out[r];
  }
  line.resize(columns);
  out.resize(columns);
  Field km(grid.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) line[c] = squared[r * columns + c];
    squared_distance_along(line, out, vertex, boundary);
    for (std::size_t c = 0; c < columns; ++c) {
      const double distance_km = std::sqrt(out[c]) * grid.cell_m / 1000.0;
      km[r * columns + c] = static_cast<float>(std::min(distance_km, static_cast<double>(far_km)));
    }
  }
  return km;
}

void derive_terrain(const TerrainRules& rules, Terrain& terrain)
{
  const Grid& grid = terrain.grid;
  const std::size_t n = grid.size();
  const auto cells = [&](double km) { return std::max(1, static_cast<int>(std::lround(km * 1000.0 / grid.cell_m))); };

  terrain.sea.resize(n);
  for (std::size_t i = 0; i < n; ++i) terrain.sea[i] = terrain.land_fraction[i] < 0.5f ? 1 : 0;
  terrain.coast_distance_km = distance_to(grid, terrain.sea, 2000.0f);

  const Field mean_3km = window_mean(grid, terrain.elevation_m, cells(3.0));
  Field square(n);
  for (std::size_t i = 0; i < n; ++i) square[i] = terrain.elevation_m[i] * terrain.elevation_m[i];
  const Field mean_square = window_mean(grid, square, cells(3.0));
  const Field mean_5km = window_mean(grid, terrain.elevation_m, cells(5.0));
  terrain.ruggedness_m.resize(n);
  terrain.ridge_m.resize(n);
  terrain.forest.resize(n);
  Field low_tundra(n);
  std::vector<std::uint8_t> upland(n);
  for (std::size_t i = 0; i < n; ++i) {
    terrain.ruggedness_m[i] = std::sqrt(std::max(mean_square[i] - mean_3km[i] * mean_3km[i], 0.0f));
    terrain.ridge_m[i] = terrain.elevation_m[i] - mean_5km[i];
    terrain.forest[i] = is_forest(rules, terrain, i) ? 1 : 0;
    const bool gentle = terrain.elevation_m[i] < static_cast<float>(rules.plain_max_elevation_m) &&
                        terrain.ruggedness_m[i] < static_cast<float>(rules.plain_max_ruggedness_m);
    const bool dry = terrain.elevation_m[i] >= static_cast<float>(rules.flooded_below_m);
    low_tundra[i] =
      gentle && dry && terrain.sea[i] == 0 && terrain.forest[i] == 0 ? 1.0f - terrain.lake_fraction[i] : 0.0f;
    upland[i] = gentle || terrain.sea[i] != 0 ? 0 : 1;
  }
  terrain.upland_distance_km = distance_to(grid, upland, 2000.0f);
  // A share of the land, not of the window: a narrow plain by the sea is all the ground there is.
  terrain.plain = window_mean(grid, low_tundra, cells(rules.plain_window_km));
  const Field land = window_mean(grid, terrain.land_fraction, cells(rules.plain_window_km));
  for (std::size_t i = 0; i < n; ++i)
    terrain.plain[i] = land[i] > 0.02f ? std::min(1.0f, terrain.plain[i] / land[i]) : 0.0f;
  terrain.forest_distance_km = distance_to(grid, terrain.forest, 2000.0f);
}

}  // namespace rangifer::landscape
