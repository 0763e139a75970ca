#include "forcing/space/resample.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using testing::even;
using testing::map_of;

namespace {

SourceGrid lon_lat(std::vector<double> lon, std::vector<double> lat)
{
  return {geographic_crs, true, std::move(lon), std::move(lat)};
}

/// f on the source, read at the given longitudes and latitudes.
std::vector<double> read_at(const SourceGrid& grid, std::vector<double> lon, std::vector<double> lat,
                            const std::function<double(double, double)>& f)
{
  const Sampler weights(grid, Places {geographic_crs, std::move(lon), std::move(lat)});
  const Window& w = weights.window();
  std::vector<double> values;
  for (std::size_t j = 0; j < w.rows; ++j)
    for (std::size_t i = 0; i < w.columns; ++i)
      values.push_back(f(grid.x[(w.column + i) % grid.x.size()], grid.y[w.row + j]));
  std::vector<double> out(weights.size());
  weights.apply(values, out);
  return out;
}

}  // namespace

TEST_CASE("bilinear: a worked number between four neighbours", "[forcing]")
{
  // 10 20 at 60 N, 30 50 at 62 N; a quarter across, half way up: (12.5 + 35) / 2
  const SourceGrid grid = lon_lat({-144, -140}, {60, 62});
  const auto f = [](double lon, double lat) {
    return lat < 61 ? (lon < -142 ? 10.0 : 20.0) : (lon < -142 ? 30.0 : 50.0);
  };
  CHECK(read_at(grid, {-143}, {61}, f)[0] == Approx(23.75));
}

TEST_CASE("a constant stays exactly itself under any resampling", "[forcing]")
{
  const SourceGrid gaussian = lon_lat(even(0, 1.875, 192), {88.57, 86.72, 84.86, 83.0, 71.81, 69.9, 68.1, 66.0});
  for (const double v :
       read_at(gaussian, even(-170, 3.3, 40), even(66.2, 0.13, 40), [](double, double) { return 0.1; }))
    CHECK(v == 0.1);
}

TEST_CASE("a plane is reproduced, whatever the order and spacing of the axes", "[forcing]")
{
  const auto plane = [](double lon, double lat) { return 3.0 + 2.0 * std::remainder(lon + 141, 360.0) - 0.7 * lat; };
  const auto lon = GENERATE(even(-160, 2, 20), even(200, 2, 20), even(240, -2, 20),
                            std::vector<double> {-160, -151, -149.5, -141, -140, -130});
  const auto lat = GENERATE(even(60, 1.5, 10), even(74, -1.5, 10), std::vector<double> {60, 61, 65, 66.5, 71});
  const std::vector<double> at_lon {-150.3, -141, -133.001, -149.9}, at_lat {60.5, 63.77, 70.99, 66.5};
  const auto got = read_at(lon_lat(lon, lat), at_lon, at_lat, plane);
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == Approx(plane(at_lon[i], at_lat[i])).epsilon(1e-12));
}

TEST_CASE("a longitude axis that closes the circle has no seam", "[forcing]")
{
  const auto wave = [](double lon, double) { return std::cos((lon + 50) * 3.14159265358979 / 180.0); };
  const SourceGrid from_zero = lon_lat(even(0.5, 1, 360), even(60, 1, 10));
  const SourceGrid from_date_line = lon_lat(even(-179.5, 1, 360), even(60, 1, 10));
  for (const double lon : {0.1, -0.2, 359.9, 179.9, -179.9, 180.0}) {
    CAPTURE(lon);
    CHECK(read_at(from_zero, {lon}, {65}, wave)[0] == Approx(wave(lon, 0)).margin(1e-3));
    CHECK(read_at(from_date_line, {lon}, {65}, wave)[0] == Approx(wave(lon, 0)).margin(1e-3));
  }
}

TEST_CASE("longitudes such as 30 .. 390, with a column twice, are read", "[forcing]")
{
  const auto plane = [](double lon, double) { return std::remainder(lon + 141, 360.0); };
  CHECK(read_at(lon_lat(even(30, 1, 361), even(60, 1, 10)), {-140.25}, {65}, plane)[0] == Approx(0.75));
  CHECK(read_at(lon_lat(even(-300, 1, 361), even(60, 1, 10)), {-140.25}, {65}, plane)[0] == Approx(0.75));
}

TEST_CASE("half a cell past the outermost centres is covered, more is not", "[forcing]")
{
  const SourceGrid grid = lon_lat(even(-150, 1, 11), even(60, 1, 6));  // edges -150.5 .. -139.5, 59.5 .. 65.5
  const auto f = [](double lon, double) { return lon; };
  const auto got = read_at(grid, {-150.5, -139.5, -139.49, -145}, {62, 62, 62, 65.6}, f);
  CHECK(got[0] == -150);
  CHECK(got[1] == -140);
  CHECK(std::isnan(got[2]));
  CHECK(std::isnan(got[3]));
  const Sampler weights(grid, Places {geographic_crs, {-145, 10, -145}, {62, 62, 10}});
  CHECK(weights.covered() == 1);
  CHECK(weights.first_outside() == 1);
}

TEST_CASE("a missing neighbour makes a gap, unless it bears nothing", "[forcing]")
{
  const SourceGrid grid = lon_lat({-150, -149, -148}, {60, 61});
  const auto hole = [](double lon, double) { return lon == -148 ? std::nan("") : 1.0; };
  const auto got = read_at(grid, {-148.5, -149, -149.5}, {60.5, 60.5, 60.5}, hole);
  CHECK(std::isnan(got[0]));
  CHECK(got[1] == 1.0);
  CHECK(got[2] == 1.0);
}

TEST_CASE("only the block under the places is asked for", "[forcing]")
{
  const SourceGrid grid = lon_lat(even(0, 0.25, 1440), even(90, -0.25, 721));
  const Sampler weights(grid, Places {geographic_crs, {-145.1, -141.1}, {66.1, 69.6}});
  CHECK(weights.window().columns == 18);
  CHECK(weights.window().rows == 16);
  CHECK(grid.x[weights.window().column] == 214.75);
}

TEST_CASE("a plane in x and y of a projected source is reproduced on the model grid", "[forcing]")
{
  const Grid model = testing::small_grid();
  const SourceGrid source {testing::model_crs, false, even(-47'000, 7'000, 20), even(50'000, -7'000, 20)};
  const Sampler weights(source, cell_centres(model));
  REQUIRE(weights.covered() == model.size());
  const Window& w = weights.window();
  std::vector<double> values, out(model.size());
  for (std::size_t j = 0; j < w.rows; ++j)
    for (std::size_t i = 0; i < w.columns; ++i)
      values.push_back(5 + 1e-3 * source.x[w.column + i] - 2e-3 * source.y[w.row + j]);
  weights.apply(values, out);
  for (int row = 0; row < model.rows; ++row)
    for (int column = 0; column < model.columns; ++column)
      CHECK(out[model.index(column, row)] == Approx(5 + 1e-3 * model.x_of(column) - 2e-3 * model.y_of(row)));
}

TEST_CASE("cells in rows along those of the source get the very numbers that each would get alone",
          "[forcing][resample]")
{
  const Grid model = testing::small_grid();
  const SourceGrid source {testing::model_crs, false, even(-47'000, 7'000, 20), even(50'000, -7'000, 20)};
  const auto how = GENERATE(Resampling::bilinear, Resampling::nearest);
  const Sampler together(source, model, how), alone(source, cell_centres(model), how);
  const Window& w = together.window();
  REQUIRE(w.columns == alone.window().columns);
  REQUIRE(w.rows == alone.window().rows);
  std::vector<double> values;
  for (std::size_t i = 0; i < w.columns * w.rows; ++i) values.push_back(std::sin(static_cast<double>(i * i)) / 3);
  const bool gap = GENERATE(false, true);
  if (gap) values[values.size() / 2] = std::nan("");
  std::vector<double> rows(model.size()), cells(model.size());
  together.apply(values, rows);
  alone.apply(values, cells);
  int missing = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    missing += std::isnan(cells[i]) ? 1 : 0;
    CHECK((rows[i] == cells[i] || (std::isnan(rows[i]) && std::isnan(cells[i]))));
  }
  CHECK((missing > 0) == gap);
}

TEST_CASE("a domain across the seam of a closed circle needs two narrow blocks", "[forcing][resample]")
{
  const SourceGrid globe = lon_lat(even(0.5, 1, 360), even(60, 1, 10));
  const Sampler across(globe, {geographic_crs, {358.2, 1.7}, {65, 66}});
  CHECK(across.window().column == 357);
  CHECK(across.window().columns == 6);  // 357.5, 358.5, 359.5, 0.5, 1.5, 2.5
  const Sampler inside(globe, {geographic_crs, {219, 222}, {65, 66}});
  CHECK(inside.window().column == 218);
  CHECK(inside.window().columns == 5);
}

TEST_CASE("nearest takes one cell, and says which", "[forcing][resample]")
{
  const SourceGrid falling = lon_lat(even(0, 1.875, 192), {88.57, 86.72, 84.86, 71.81, 69.9, 68.1, 66.0});
  const Sampler nearest(falling, {geographic_crs, {-145, -145, 359.9}, {68, 40, 69.01}}, Resampling::nearest);
  REQUIRE(nearest.nearest_of(0));
  CHECK(nearest.nearest_of(0)->column == 115);  // 215.625 E
  CHECK(nearest.nearest_of(0)->row == 5);
  CHECK_FALSE(nearest.nearest_of(1));
  CHECK(nearest.nearest_of(2)->column == 0);  // over the seam
  CHECK(nearest.nearest_of(2)->row == 4);
  CHECK(nearest.first_outside() == 1U);
  CHECK(nearest.covered() == 2);
  const Sampler bilinear(falling, {geographic_crs, {-145}, {68}});
  CHECK(bilinear.nearest_of(0)->column == 115);
  CHECK(bilinear.nearest_of(0)->row == 5);
}
