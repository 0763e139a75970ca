#include "landscape/cost_distance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/random.h"

using namespace rangifer;
using namespace rangifer::landscape;

namespace {

constexpr float wall = std::numeric_limits<float>::infinity();

Grid grid_of(int columns, int rows, double cell_m = 2000) { return {"", -5000, 3000, cell_m, columns, rows}; }

Field source_at(const Grid& grid, int column, int row)
{
  Field source(grid.size(), unreachable_km);
  source[grid.index(column, row)] = 0.0f;
  return source;
}

Field rough_ground(const Grid& grid, std::uint64_t seed)
{
  Field cost(grid.size());
  for (std::size_t i = 0; i < cost.size(); ++i) {
    const auto u = uniform4(seed, i, 0, Draw::start);
    cost[i] = u[1] < 0.2f ? wall : 1.0f + 4.0f * u[0];
  }
  return cost;
}

/// The same by relaxing every pair of neighbours until nothing changes (Bellman and Ford). Of sixteen
/// neighbours the knight's moves cost the mean of the four cells they touch.
std::vector<double> by_relaxing(const Grid& grid, const Field& cost, const Field& source)
{
  std::vector<double> km(source.begin(), source.end());
  for (std::size_t i = 0; i < km.size(); ++i) {
    if (!std::isfinite(cost[i])) km[i] = static_cast<double>(unreachable_km);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (int r = 0; r < grid.rows; ++r) {
      for (int c = 0; c < grid.columns; ++c) {
        for (int rr = std::max(r - 2, 0); rr <= std::min(r + 2, grid.rows - 1); ++rr) {
          for (int cc = std::max(c - 2, 0); cc <= std::min(c + 2, grid.columns - 1); ++cc) {
            const int dc = cc - c, dr = rr - r;
            if (dc * dc + dr * dr > 2 && dc * dc + dr * dr != 5) continue;
            const auto at = [&](int column, int row) { return static_cast<double>(cost[grid.index(column, row)]); };
            const std::size_t a = grid.index(c, r), b = grid.index(cc, rr);
            const bool squeezed = !std::isfinite(at(cc, r)) && !std::isfinite(at(c, rr));
            if (dc * dc + dr * dr == 2 && squeezed) continue;  // between two walls that touch at a corner
            double mean = 0.5 * (at(c, r) + at(cc, rr));
            if (std::abs(dc) == 2) mean = 0.25 * (at(c, r) + at(c + dc / 2, r) + at(c + dc / 2, rr) + at(cc, rr));
            if (std::abs(dr) == 2) mean = 0.25 * (at(c, r) + at(c, r + dr / 2) + at(cc, r + dr / 2) + at(cc, rr));
            const double there = km[a] + grid.cell_m / 1000 * std::hypot(dr, dc) * mean;
            if (there < km[b] - 1e-9) {
              km[b] = there;
              changed = true;
            }
          }
        }
      }
    }
  }
  return km;
}

}  // namespace

TEST_CASE("on even ground the way is made of straight, slant and knight's moves", "[landscape]")
{
  const Grid grid = grid_of(25, 18);
  const Field km = CostDistance(grid, Field(grid.size(), 1.5f)).to(source_at(grid, 9, 4));
  double worst = 0;
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      const int dx = std::abs(c - 9), dy = std::abs(r - 4);
      const int far = std::max(dx, dy), near = std::min(dx, dy);
      const double cells = far >= 2 * near ? std::sqrt(5.0) * near + (far - 2 * near)
                                           : std::sqrt(5.0) * (far - near) + std::sqrt(2.0) * (2 * near - far);
      const double found = static_cast<double>(km[grid.index(c, r)]);
      worst = std::max(worst, std::abs(found - 1.5 * 2.0 * cells));
      REQUIRE(found >= 1.5 * 2.0 * std::hypot(dx, dy) - 1e-4);
      REQUIRE(found <= 1.0276 * 1.5 * 2.0 * std::hypot(dx, dy) + 1e-4);  // 1 / cos(13.3 degrees)
    }
  }
  CHECK(worst < 1e-4);
}

TEST_CASE("on rough ground no way is shorter than the one found", "[landscape]")
{
  const Grid grid = grid_of(21, 16);
  const std::uint64_t seed = GENERATE(1u, 2u, 3u);
  const Field cost = rough_ground(grid, seed);
  Field source = source_at(grid, 3, 3);
  source[grid.index(18, 12)] = 7.0f;  // a head start
  const Field km = CostDistance(grid, cost).to(source);
  const std::vector<double> truth = by_relaxing(grid, cost, source);
  double worst = 0;
  for (std::size_t i = 0; i < km.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(km[i]) - truth[i]));
  }
  CHECK(worst < 1e-3);
}

TEST_CASE("harder ground never makes a way shorter", "[landscape]")
{
  const Grid grid = grid_of(30, 30);
  const Field cost = rough_ground(grid, 4);
  Field harder = cost;
  for (std::size_t i = 0; i < harder.size(); i += 3) harder[i] += 2.0f;
  const Field source = source_at(grid, 15, 15);
  const Field easy_km = CostDistance(grid, cost).to(source), hard_km = CostDistance(grid, harder).to(source);
  bool shorter = false, longer = false;
  for (std::size_t i = 0; i < easy_km.size(); ++i) {
    shorter = shorter || hard_km[i] < easy_km[i];
    longer = longer || hard_km[i] > easy_km[i];
  }
  CHECK_FALSE(shorter);
  CHECK(longer);
}

TEST_CASE("beyond a wall nothing can be reached, and a source in the sea leads nowhere", "[landscape]")
{
  const Grid grid = grid_of(11, 7);
  Field cost(grid.size(), 1.0f);
  for (int r = 0; r < 7; ++r) cost[grid.index(5, r)] = wall;
  const Field km = CostDistance(grid, cost).to(source_at(grid, 1, 1));
  CHECK(km[grid.index(4, 6)] < 100.0f);
  CHECK(km[grid.index(5, 3)] == unreachable_km);
  CHECK(km[grid.index(6, 3)] == unreachable_km);
  const Field drowned = CostDistance(grid, cost).to(source_at(grid, 5, 3));
  CHECK(std::all_of(drowned.begin(), drowned.end(), [](float v) { return v == unreachable_km; }));
}

TEST_CASE("ways of equal length leave the land as symmetric as it was", "[landscape]")
{
  const Grid grid = grid_of(13, 13);
  Field cost(grid.size(), 1.0f);
  cost[grid.index(6, 8)] = cost[grid.index(6, 4)] = cost[grid.index(8, 6)] = cost[grid.index(4, 6)] = wall;
  const Field km = CostDistance(grid, cost).to(source_at(grid, 6, 6));
  for (int r = 0; r < 13; ++r) {
    for (int c = 0; c < 13; ++c) {
      REQUIRE(km[grid.index(c, r)] == Approx(km[grid.index(12 - c, r)]));
      REQUIRE(km[grid.index(c, r)] == Approx(km[grid.index(r, c)]));
    }
  }
  CHECK(CostDistance(grid, cost).to(source_at(grid, 6, 6)) == km);
}

TEST_CASE("blocks cover the land, also where the last ones are cut", "[landscape]")
{
  const Grid fine = grid_of(10, 7);
  const Grid coarse = coarsen(fine, 4);
  CHECK(coarse.columns == 3);
  CHECK(coarse.rows == 2);
  CHECK(coarse.cell_m == 8000.0);
  CHECK(coarse.x_min_m == fine.x_min_m);
  CHECK(coarse.y_min_m == fine.y_min_m);
  for (int c = 0; c < 10; ++c) {
    CHECK(coarse.cell_at(fine.x_of(c), fine.y_of(2)) == c / 4);
  }
}

TEST_CASE("a block holds the mean of its cells", "[landscape]")
{
  const Grid fine = grid_of(10, 7);
  const Grid coarse = coarsen(fine, 4);
  Field field(fine.size());
  for (std::size_t i = 0; i < field.size(); ++i) field[i] = static_cast<float>(i);
  const Field mean = block_mean(fine, field, coarse, 4);
  CHECK(mean[0] == Approx(16.5));                   // rows 0..3, columns 0..3
  CHECK(mean[coarse.index(2, 1)] == Approx(58.5));  // rows 4..6, columns 8..9
}

TEST_CASE("what is even stays even through blocks and back", "[landscape]")
{
  const Grid fine = grid_of(23, 14);
  const int factor = GENERATE(1, 2, 4, 5, 30);
  const Grid coarse = coarsen(fine, factor);
  const Field mean = block_mean(fine, Field(fine.size(), 42.5f), coarse, factor);
  Field back;
  spread_to_cells(coarse, mean, fine, factor, back);
  REQUIRE(back.size() == fine.size());
  CHECK(std::all_of(mean.begin(), mean.end(), [](float v) { return v == 42.5f; }));
  CHECK(std::all_of(back.begin(), back.end(), [](float v) { return v == Approx(42.5f); }));
}

TEST_CASE("between block centres an even slope stays even, and no block overshoots", "[landscape]")
{
  const Grid fine = grid_of(24, 16);
  const int factor = 4;
  const Grid coarse = coarsen(fine, factor);
  Field value(coarse.size());
  for (int r = 0; r < coarse.rows; ++r) {
    for (int c = 0; c < coarse.columns; ++c)
      value[coarse.index(c, r)] = 10.0f * static_cast<float>(c) + static_cast<float>(r);
  }
  Field out;
  spread_to_cells(coarse, value, fine, factor, out);
  for (int c = 3; c < 20; ++c) {
    CHECK(out[fine.index(c + 1, 7)] - out[fine.index(c, 7)] == Approx(2.5).epsilon(1e-4));
  }
  CHECK(*std::max_element(out.begin(), out.end()) <= 53.0f);
  CHECK(*std::min_element(out.begin(), out.end()) >= 0.0f);
}

TEST_CASE("cells of an unreachable block are unreachable, and do not bleed into their neighbours", "[landscape]")
{
  const Grid fine = grid_of(12, 12);
  const int factor = 4;
  const Grid coarse = coarsen(fine, factor);
  Field value(coarse.size(), 100.0f);
  value[coarse.index(1, 1)] = unreachable_km;
  Field out;
  spread_to_cells(coarse, value, fine, factor, out);
  for (int r = 0; r < 12; ++r) {
    for (int c = 0; c < 12; ++c) {
      const bool lost = c / 4 == 1 && r / 4 == 1;
      REQUIRE(out[fine.index(c, r)] == (lost ? unreachable_km : 100.0f));
    }
  }
}
