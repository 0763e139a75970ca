#include <catch2/catch.hpp>
#include <cmath>

#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::DailyFile;
using testing::even;
using testing::Setting;

TEST_CASE("a land-only source has a coast, and no sea", "[forcing][gaps]")
{
  Setting s;
  s.terrain.land_fraction.assign(s.terrain.grid.size(), 1.0f);
  DailyFile file;
  file.units = "degC";
  file.lon = even(-145, 0.25, 33);
  file.lat = even(65, 0.25, 25);
  const auto sea_from = GENERATE(as<double> {}, -140.9, -140.6);
  file.value = [sea_from](std::size_t, double lon, double) { return lon > sea_from ? std::nan("") : 4.0; };
  s.give("temperature", file);
  const Grid& grid = s.terrain.grid;
  SECTION("the sea takes the nearest value")
  {
    for (int row = 0; row < grid.rows; ++row)
      for (int column = 4; column < 8; ++column) s.terrain.land_fraction[grid.index(column, row)] = 0.2f;
    const landscape::Weather w = s.read(s.first);
    CHECK(w.temperature_c == Field(48, 4.0f));
    CHECK_THAT(s.facts[0].note, Contains("% of cells, all sea, from the nearest"));
    CHECK_THAT(s.facts[0].note, Contains("from part of their neighbours"));
  }
  SECTION("land without any value is refused, with its place")
  {
    CHECK_THAT(s.only_problem(), Contains("temperature.nc: variable v on 2001-05-01: no value at 67."));
  }
}

TEST_CASE("the coast takes the values it has, by their weights", "[forcing][gaps]")
{
  Setting s;
  s.terrain.grid = {testing::model_crs, -500, -500, 1000, 1, 1};  // on the border meridian at 68 N
  s.terrain.elevation_m = {0.0f};
  DailyFile file;
  file.units = "degC";
  file.lon = {-141.25, -140.25, -139};
  file.lat = {67.5, 68.5, 69.5};
  file.value = [](std::size_t, double lon, double lat) {
    return lon > -141 ? (lat > 68 ? std::nan("") : 8.0) : (lat > 68 ? 2.0 : 4.0);
  };
  s.give("temperature", file);
  // Weights: 3/8, 1/8 in each row; the fourth is missing.
  CHECK(s.read(s.first).temperature_c[0] == Approx((0.375 * 4 + 0.125 * 8 + 0.375 * 2) / 0.875).margin(1e-4));
}

TEST_CASE("a hole that comes or goes is no coast", "[forcing][gaps]")
{
  const double hole_from = GENERATE(0.0, 3.0);  // days; 0: there at first, and filled on the fourth
  Setting s;
  s.terrain.land_fraction.assign(s.terrain.grid.size(), 1.0f);
  DailyFile file;
  file.units = "degC";
  file.value = [hole_from](std::size_t day, double lon, double lat) {
    const bool early = day < 3;
    const bool hole = std::abs(lon + 141) < 0.1 && std::abs(lat - 68) < 0.1 && early == (hole_from == 0.0);
    return hole ? std::nan("") : -5.0;
  };
  s.give("temperature", file);
  const auto source = s.open();
  for (const std::string& problem : s.problems) UNSCOPED_INFO(problem);
  REQUIRE(source);
  landscape::Weather w;
  for (int day = 0; day < 3; ++day) source->read(s.first + std::chrono::days {day}, w);
  const std::string said = testing::refusal([&] { source->read(s.first + std::chrono::days {3}, w); });
  CHECK_THAT(said, Contains("variable v on 2001-05-04: "));
  CHECK_THAT(said, Contains(hole_from > 0 ? ": no value " : ", where there was none before: a hole in the data"));
}
