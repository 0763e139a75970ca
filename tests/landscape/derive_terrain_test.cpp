#include "landscape/derive_terrain.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"

using namespace rangifer;
using namespace rangifer::landscape;

namespace {

Grid grid_of(int columns, int rows, double cell_m = 2000) { return {"", 0, 0, cell_m, columns, rows}; }

Field noise(const Grid& grid, std::uint64_t seed)
{
  Field field(grid.size());
  for (std::size_t i = 0; i < field.size(); ++i) field[i] = 100.0f * uniform(seed, i, 0, Draw::start);
  return field;
}

/// Flat, dry land all over; callers raise, drown and plant it.
Terrain flat_land(const Grid& grid, float elevation_m, float latitude_deg)
{
  Terrain t;
  t.grid = grid;
  t.elevation_m.assign(grid.size(), elevation_m);
  t.land_fraction.assign(grid.size(), 1.0f);
  t.lake_fraction.assign(grid.size(), 0.0f);
  t.river.assign(grid.size(), 0.0f);
  t.latitude_deg.assign(grid.size(), latitude_deg);
  t.longitude_deg.assign(grid.size(), -141.0f);
  return t;
}

TerrainRules rules()
{
  TerrainRules r;
  r.treeline_at_67n_m = 900;
  r.treeline_fall_m_per_deg = 400;
  r.coastal_tundra_km = 10;
  r.plain_max_elevation_m = 200;
  r.plain_max_ruggedness_m = 40;
  r.plain_window_km = 6;
  r.flooded_below_m = 5;
  return r;
}

}  // namespace

TEST_CASE("the mean of a window is what counting its cells gives", "[landscape]")
{
  const Grid grid = grid_of(23, 17);
  const Field field = noise(grid, 5);
  const int radius = GENERATE(0, 1, 4, 11, 40);
  CAPTURE(radius);
  const Field mean = window_mean(grid, field, radius);
  double worst = 0;
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      double sum = 0;
      int count = 0;
      for (int rr = 0; rr < grid.rows; ++rr) {
        for (int cc = 0; cc < grid.columns; ++cc) {
          if (std::abs(rr - r) > radius || std::abs(cc - c) > radius) continue;
          sum += static_cast<double>(field[grid.index(cc, rr)]);
          ++count;
        }
      }
      worst = std::max(worst, std::abs(static_cast<double>(mean[grid.index(c, r)]) - sum / count));
    }
  }
  CHECK(worst < 1e-4);
}

TEST_CASE("the distance to marked cells is the shortest of all", "[landscape]")
{
  const Grid grid = grid_of(31, 19, 2500);
  const float share = GENERATE(0.003f, 0.02f, 0.3f, 1.0f);
  std::vector<std::uint8_t> marked(grid.size());
  for (std::size_t i = 0; i < marked.size(); ++i) marked[i] = uniform(8, i, 0, Draw::start) < share ? 1 : 0;
  marked[grid.index(7, 11)] = 1;
  const Field km = distance_to(grid, marked, 1e4f);
  double worst = 0;
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      double nearest = 1e9;
      for (int rr = 0; rr < grid.rows; ++rr) {
        for (int cc = 0; cc < grid.columns; ++cc) {
          if (marked[grid.index(cc, rr)] != 0) nearest = std::min(nearest, 2.5 * std::hypot(rr - r, cc - c));
        }
      }
      worst = std::max(worst, std::abs(static_cast<double>(km[grid.index(c, r)]) - nearest));
    }
  }
  CHECK(worst < 1e-4);
}

TEST_CASE("where nothing is marked everything is far, and far is the farthest", "[landscape]")
{
  const Grid grid = grid_of(40, 3, 1000);
  std::vector<std::uint8_t> marked(grid.size(), 0);
  const Field none = distance_to(grid, marked, 12.5f);
  CHECK(std::all_of(none.begin(), none.end(), [](float km) { return km == 12.5f; }));
  marked[0] = 1;
  const Field one = distance_to(grid, marked, 12.5f);
  CHECK(one[grid.index(12, 0)] == 12.0f);
  CHECK(one[grid.index(39, 0)] == 12.5f);
}

TEST_CASE("sea is where less than half a cell is land, and the coast is measured from it", "[landscape]")
{
  Terrain t = flat_land(grid_of(20, 20), 50, 70);
  for (int c = 0; c < 20; ++c) {
    t.land_fraction[t.grid.index(c, 19)] = 0.0f;
    t.land_fraction[t.grid.index(c, 18)] = 0.5f;
  }
  derive_terrain(rules(), t);
  CHECK(t.sea[t.grid.index(4, 19)] == 1);
  CHECK(t.sea[t.grid.index(4, 18)] == 0);
  CHECK(t.coast_distance_km[t.grid.index(4, 18)] == 2.0f);
  CHECK(t.coast_distance_km[t.grid.index(4, 9)] == 20.0f);
}

TEST_CASE("without a sea in sight the coast is far away", "[landscape]")
{
  Terrain t = flat_land(grid_of(9, 9), 50, 70);
  derive_terrain(rules(), t);
  CHECK(t.coast_distance_km[40] >= 2000.0f);
}

TEST_CASE("trees grow below the tree line, which falls northward, and not by the sea", "[landscape]")
{
  Terrain t = flat_land(grid_of(20, 20), 300, 0);
  for (int r = 0; r < 20; ++r) {
    for (int c = 0; c < 20; ++c) {
      t.latitude_deg[t.grid.index(c, r)] = 68.0f + 0.1f * static_cast<float>(r);  // tree line 500 to -260 m
      if (c == 0) t.land_fraction[t.grid.index(c, r)] = 0.0f;
    }
  }
  derive_terrain(rules(), t);
  CHECK(t.forest[t.grid.index(15, 0)] == 1);  // 500 m
  CHECK(t.forest[t.grid.index(15, 4)] == 1);  // 340 m
  CHECK(t.forest[t.grid.index(15, 6)] == 0);  // 260 m
  CHECK(t.forest[t.grid.index(0, 0)] == 0);   // sea
  CHECK(t.forest[t.grid.index(5, 0)] == 0);   // 10 km from the sea
  CHECK(t.forest[t.grid.index(6, 0)] == 1);
  CHECK(t.forest_distance_km[t.grid.index(15, 4)] == 0.0f);
  CHECK(t.forest_distance_km[t.grid.index(15, 7)] == Approx(6.0f));  // three rows
}

TEST_CASE("flat ground is not rugged and no ridge, at any height", "[landscape]")
{
  Terrain t = flat_land(grid_of(15, 15), GENERATE(0.0f, 123.0f, 2000.0f), 70);
  derive_terrain(rules(), t);
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    REQUIRE(t.ruggedness_m[i] < 1.0f);  // the difference of two squares, in float
    REQUIRE(std::abs(t.ridge_m[i]) < 1e-3f);
  }
}

TEST_CASE("ruggedness is the standard deviation of height around", "[landscape]")
{
  Terrain t = flat_land(grid_of(20, 20, 1000), 0, 70);
  for (int r = 0; r < 20; ++r) {
    for (int c = 0; c < 20; ++c) t.elevation_m[t.grid.index(c, r)] = 10.0f * static_cast<float>(c);
  }
  derive_terrain(rules(), t);
  CHECK(t.ruggedness_m[t.grid.index(10, 10)] == Approx(20.0).epsilon(1e-3));  // -30 .. 30 in seven steps: variance 400
  CHECK(t.ridge_m[t.grid.index(10, 10)] == Approx(0.0).margin(1e-3));
}

TEST_CASE("a lone ridge stands out above its surroundings", "[landscape]")
{
  Terrain t = flat_land(grid_of(21, 21, 1000), 100, 70);
  for (int c = 0; c < 21; ++c) t.elevation_m[t.grid.index(c, 10)] = 320;
  derive_terrain(rules(), t);
  CHECK(t.ridge_m[t.grid.index(10, 10)] == Approx(200.0));  // mean of 11 rows: 120
  CHECK(t.ridge_m[t.grid.index(10, 8)] == Approx(-20.0));
  CHECK(t.ridge_m[t.grid.index(10, 2)] == Approx(0.0).margin(1e-3));
}

TEST_CASE("low gentle dry tundra is plain; hills, swamp, lakes and forest are not", "[landscape]")
{
  const Grid grid = grid_of(30, 30);
  Terrain t = flat_land(grid, 50, 70);
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == Approx(1.0));

  t = flat_land(grid, 300, 70);
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == 0.0f);
  CHECK(t.upland_distance_km[grid.index(15, 15)] == 0.0f);

  t = flat_land(grid, 4, 70);
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == 0.0f);

  t = flat_land(grid, 50, 68);
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == 0.0f);

  t = flat_land(grid, 50, 70);
  t.lake_fraction.assign(grid.size(), 0.4f);
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == Approx(0.6));
}

TEST_CASE("a narrow plain by the sea is all the ground there is", "[landscape]")
{
  const Grid grid = grid_of(30, 30);
  Terrain t = flat_land(grid, 50, 70);
  for (int r = 16; r < 30; ++r) {
    for (int c = 0; c < 30; ++c) t.land_fraction[grid.index(c, r)] = 0.0f;
  }
  derive_terrain(rules(), t);
  CHECK(t.plain[grid.index(15, 15)] == Approx(1.0));
  CHECK(t.plain[grid.index(15, 25)] == 0.0f);
}

TEST_CASE("a map of forest cover takes the place of the tree line", "[landscape]")
{
  const Grid grid = grid_of(40, 3);
  Terrain t = flat_land(grid, 2500.0f, 71.0f);  // far above any tree line
  t.forest_cover.assign(grid.size(), 0.0f);
  t.forest_cover[grid.index(20, 1)] = 0.6f;
  t.forest_cover[grid.index(30, 1)] = 0.4f;
  derive_terrain(rules(), t);
  CHECK(std::ranges::count(t.forest, 1) == 1);
  CHECK(t.forest[grid.index(20, 1)] == 1);
}
