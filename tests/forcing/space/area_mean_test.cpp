#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "forcing/space/curvilinear.h"
#include "forcing/space/resample.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using testing::even;

namespace {

std::vector<double> sampled(const Sampler& sampler, const SourceGrid& source,
                            const std::function<double(std::size_t, std::size_t)>& f)
{
  const Window& w = sampler.window();
  std::vector<double> values;
  for (std::size_t j = 0; j < w.rows; ++j)
    for (std::size_t i = 0; i < w.columns; ++i) values.push_back(f((w.column + i) % source.x.size(), w.row + j));
  std::vector<double> out(sampler.size());
  sampler.apply(values, out);
  return out;
}

/// Cells of `size_m` that tile the model's own grid exactly.
SourceGrid same_plane(double size_m)
{
  const Grid grid = testing::small_grid();
  const auto n = [&](int cells) { return static_cast<std::size_t>(cells * grid.cell_m / size_m + 0.5) + 20; };
  return {grid.crs, false, even(grid.x_min_m - 9.5 * size_m, size_m, n(grid.columns)),
          even(grid.y_min_m - 9.5 * size_m, size_m, n(grid.rows))};
}

}  // namespace

TEST_CASE("an area mean is the mean of the source cells under a cell", "[forcing][resample]")
{
  const Grid grid = testing::small_grid();
  const SourceGrid source = same_plane(2500);  // 4 x 4 in each cell
  const Sampler mean(source, grid, Resampling::area_mean);
  const auto f = [](std::size_t i, std::size_t j) { return std::sin(static_cast<double>(i * 37 + j * 11)); };
  const auto got = sampled(mean, source, f);
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      double sum = 0.0;
      for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t i = 0; i < 4; ++i)
          sum += f(10 + 4 * static_cast<std::size_t>(column) + i, 10 + 4 * static_cast<std::size_t>(row) + j);
      CHECK(got[grid.index(column, row)] == Approx(sum / 16).margin(1e-12));
    }
}

TEST_CASE("an area mean leaves out what is missing and keeps a constant exactly", "[forcing][resample]")
{
  const Grid grid = testing::small_grid();
  const SourceGrid source = same_plane(2500);
  const Sampler mean(source, grid, Resampling::area_mean);
  const auto holed = sampled(mean, source, [](std::size_t i, std::size_t j) {
    return i < 14 && !(i == 10 && j == 10) ? std::nan("") : 0.1;  // the first column but for one source cell
  });
  CHECK(holed[grid.index(0, 0)] == 0.1);
  CHECK(std::isnan(holed[grid.index(0, 1)]));
  CHECK(holed[grid.index(1, 0)] == 0.1);
}

TEST_CASE("an area mean is the same across the date line as elsewhere", "[forcing][resample]")
{
  Grid grid = testing::small_grid();
  const double middle = GENERATE(-141.0, 180.0, 0.0);
  grid.crs = "+proj=laea +lat_0=68 +lon_0=" + std::to_string(middle) + " +datum=WGS84 +units=m +no_defs";
  const SourceGrid source {geographic_crs, true, even(0.025, 0.05, 7200), even(75, -0.05, 300)};
  const Sampler mean(source, grid, Resampling::area_mean);
  CHECK(mean.covered() == grid.size());
  CHECK(mean.window().columns < 60);
  const auto got = sampled(mean, source, [&](std::size_t i, std::size_t) {
    return std::remainder(source.x[i] - middle, 360.0);  // antisymmetric about the middle of the grid
  });
  CHECK(std::accumulate(got.begin(), got.end(), 0.0) == Approx(0.0).margin(1e-6));
  CHECK(got[grid.index(7, 3)] == Approx(35'000 / (111'320 * std::cos(68.05 * 3.14159265 / 180))).epsilon(0.01));
}

TEST_CASE("a source coarser than the model or one that ends in it", "[forcing][resample]")
{
  const Grid grid = testing::small_grid();
  const SourceGrid coarse {geographic_crs, true, even(-150, 1, 20), even(60, 1, 20)};
  for (const double v :
       sampled(Sampler(coarse, grid, Resampling::area_mean), coarse, [](std::size_t, std::size_t) { return 7.3; }))
    CHECK(v == 7.3);
  SourceGrid west = same_plane(2500);
  west.x.resize(26);  // the western half
  const Sampler half(west, grid, Resampling::area_mean);
  CHECK(half.covered() == grid.size() / 2);
  REQUIRE(half.first_outside() == 4U);
  const auto got = sampled(half, west, [](std::size_t, std::size_t) { return 1.0; });
  CHECK(got[3] == 1.0);
  CHECK(std::isnan(got[4]));
  const SourceGrid elsewhere {geographic_crs, true, even(10, 1, 20), even(0, 1, 20)};
  const Sampler none(elsewhere, grid, Resampling::area_mean);
  CHECK(none.covered() == 0);
  CHECK(none.window().columns == 0);
}

TEST_CASE("sides of source cells are measured on the ground", "[forcing][resample]")
{
  const SourceGrid quarter {geographic_crs, true, even(0, 0.25, 1440), even(90, -0.25, 721)};
  const auto sides = source_cell_sides(quarter, testing::small_grid());
  REQUIRE(sides);
  CHECK(sides->shorter_m == Approx(0.25 * 111'195 * std::cos(68.25 * 3.14159265 / 180)).epsilon(0.01));
  CHECK(sides->longer_m == Approx(0.25 * 111'195).epsilon(0.001));
}
