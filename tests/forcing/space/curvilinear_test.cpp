#include "forcing/space/curvilinear.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/space/resample.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using testing::even;

namespace {

/// A plane grid given by nothing but the latitudes and longitudes of its cells.
SourceGrid curvilinear(const std::string& crs, const std::vector<double>& x, const std::vector<double>& y)
{
  Places centres {crs, {}, {}};
  for (const double b : y)
    for (const double a : x) centres.x.push_back(a), centres.y.push_back(b);
  const Places at = in_crs(centres, geographic_crs);
  return {geographic_crs, false, even(0, 1, x.size()), even(0, 1, y.size()), at.x, at.y};
}

std::vector<double> sampled(const Sampler& sampler, const std::function<double(std::size_t, std::size_t)>& f)
{
  const Window& w = sampler.window();
  std::vector<double> values, out(sampler.size());
  for (std::size_t j = 0; j < w.rows; ++j)
    for (std::size_t i = 0; i < w.columns; ++i) values.push_back(f(w.column + i, w.row + j));
  sampler.apply(values, out);
  return out;
}

std::string laea(double latitude, double longitude)
{
  return "+proj=laea +lat_0=" + std::to_string(latitude) + " +lon_0=" + std::to_string(longitude) +
         " +datum=WGS84 +units=m +no_defs";
}

}  // namespace

TEST_CASE("a curvilinear grid is read like the plane it was made from", "[forcing][curvilinear]")
{
  // At the border, across the date line, with the pole inside; cells of 20 x 30 km.
  const auto [latitude, longitude] =
    GENERATE(std::pair {68.0, -141.0}, std::pair {68.0, 180.0}, std::pair {90.0, 0.0}, std::pair {0.0, 0.0});
  CAPTURE(latitude, longitude);
  const std::string crs = laea(latitude, longitude);
  const auto x = even(-400'000, 20'000, 41), y = even(450'000, -30'000, 31);
  const SourceGrid grid = curvilinear(crs, x, y);
  Places places {crs, {}, {}};
  for (int i = 0; i < 500; ++i) {
    places.x.push_back(399'000 * std::sin(i * 1.7));
    places.y.push_back(448'000 * std::cos(i * 2.3));
  }
  const Sampler sampler(grid, places);
  REQUIRE(sampler.covered() == places.x.size());
  const auto got = sampled(sampler, [&](std::size_t i, std::size_t j) { return x[i] + 0.01 * y[j]; });
  for (std::size_t i = 0; i < got.size(); ++i)
    CHECK(got[i] == Approx(places.x[i] + 0.01 * places.y[i]).margin(60));  // of cells of 20,000 m

  const Sampler nearest(grid, places, Resampling::nearest);
  REQUIRE(nearest.covered() == places.x.size());
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    CHECK(std::abs(x[nearest.nearest_of(i)->column] - places.x[i]) < 10'100);
    CHECK(std::abs(y[nearest.nearest_of(i)->row] - places.y[i]) < 15'100);
  }
}

TEST_CASE("a constant on a curvilinear grid stays exactly that", "[forcing][curvilinear]")
{
  const SourceGrid grid = curvilinear(laea(68, -141), even(-60'000, 3000, 41), even(-60'000, 3000, 41));
  for (const Resampling how : {Resampling::bilinear, Resampling::nearest, Resampling::area_mean})
    for (const double v : sampled(Sampler(grid, testing::small_grid(), how), [](auto, auto) { return 0.1; }))
      CHECK(v == 0.1);
}

TEST_CASE("half a cell beyond a curvilinear border, and no more", "[forcing][curvilinear]")
{
  const std::string crs = laea(68, 180);
  const SourceGrid grid = curvilinear(crs, even(0, 10'000, 11), even(0, 10'000, 11));
  const Places places {
    crs, {-4'900, -5'200, 50'000, 104'900, 105'200, 50'000}, {50'000, 50'000, -4'900, 7'000, 7'000, 105'200}};
  for (const Resampling how : {Resampling::bilinear, Resampling::nearest}) {
    const Sampler sampler(grid, places, how);
    CHECK(sampler.nearest_of(0));
    CHECK_FALSE(sampler.nearest_of(1));
    CHECK(sampler.nearest_of(2));
    CHECK(sampler.nearest_of(3));
    CHECK_FALSE(sampler.nearest_of(4));
    CHECK_FALSE(sampler.nearest_of(5));
  }
}

TEST_CASE("cells without a place or folded over are passed by", "[forcing][curvilinear]")
{
  const std::string crs = laea(68, -141);
  SourceGrid grid = curvilinear(crs, even(0, 10'000, 6), even(0, 10'000, 6));
  grid.longitude[14] = grid.latitude[14] = std::nan("");  // row 2, column 2
  const Sampler hole(grid, {crs, {25'000, 35'000, 15'000}, {25'000, 25'000, 35'000}});
  CHECK_FALSE(hole.nearest_of(0));
  CHECK(hole.nearest_of(1));
  CHECK(hole.covered() == 2);
  std::swap(grid.longitude[27], grid.longitude[28]);  // row 4: two cells change places
  std::swap(grid.latitude[27], grid.latitude[28]);
  const Sampler folded(grid, {crs, {45'000, 35'000}, {5'000, 48'000}});
  CHECK(folded.nearest_of(0));
  CHECK_FALSE(folded.nearest_of(1));
}

TEST_CASE("area mean from a curvilinear grid is the mean of the cells below", "[forcing][curvilinear]")
{
  const Grid model = testing::small_grid();
  const SourceGrid grid =
    curvilinear(model.crs, even(model.x_min_m - 8750, 2500, 40), even(model.y_min_m - 8750, 2500, 32));
  const auto got = sampled(Sampler(grid, model, Resampling::area_mean), [](std::size_t i, std::size_t j) {
    return static_cast<double>(i) + 100.0 * static_cast<double>(j);
  });
  CHECK(got[model.index(0, 0)] == Approx(5.5 + 550).epsilon(1e-3));  // cells 4 to 7 each way
  CHECK(got[model.index(5, 2)] == Approx(25.5 + 1350).epsilon(1e-3));
}

TEST_CASE("a million curvilinear cells are searched without looking at each pair", "[forcing][curvilinear]")
{
  const SourceGrid grid = curvilinear(laea(70, 180), even(-2'000'000, 4'000, 1000), even(-2'000'000, 4'000, 1000));
  const Grid model {laea(68, -160), -600'000, -300'000, 2'000, 600, 300};
  const Sampler sampler(grid, model, Resampling::bilinear);  // n squared would be refused as too many looks
  CHECK(sampler.covered() == model.size());
}

TEST_CASE("latitudes and longitudes that jump about are refused in good time", "[forcing][curvilinear]")
{
  SourceGrid grid = curvilinear(laea(70, -141), even(-200'000, 4'000, 100), even(-200'000, 4'000, 100));
  for (std::size_t i = 0; i < grid.longitude.size(); ++i) {
    grid.longitude[i] = std::fmod(static_cast<double>(i) * 137.508, 360.0);
    grid.latitude[i] = std::fmod(static_cast<double>(i) * 61.803, 180.0) - 90.0;
  }
  const Grid model {laea(68, -141), -400'000, -400'000, 2'000, 400, 400};
  CHECK_THAT(testing::refusal([&] { (void)Sampler(grid, model, Resampling::bilinear); }),
             Catch::Matchers::Contains("latitude and longitude jump about"));
}
