#include "engine/country_covariates.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

TEST_CASE("rivers and lakes are open until they bear an animal", "[engine]")
{
  landscape::Terrain t = flat_land();
  t.river[3] = 1.0f;
  t.lake_fraction[4] = 0.75f;
  landscape::Environment e;
  e.resize(t.grid);
  engine::CountryCovariates country {t};
  country.look_at_water(e);
  CHECK(country.open_river()[3] == 1.0f);
  CHECK(country.open_lake()[4] == 0.75f);
  CHECK(country.open_lake()[3] == 0.0f);
  e.ice[3] = e.ice[4] = 1;
  country.look_at_water(e);
  CHECK(country.open_lake()[4] == 0.75f);  // nothing has said that the ice is another
  ++e.version.ice;
  country.look_at_water(e);
  CHECK(country.open_river()[3] == 0.0f);
  CHECK(country.open_lake()[4] == 0.0f);
}

TEST_CASE("the snow around is that of the land within ten km, and none where there is no land", "[engine]")
{
  landscape::Terrain t = flat_land();  // cells of 4 km: windows of five by five
  for (int row = 10; row < t.grid.rows; ++row) {
    std::fill_n(&t.sea[t.grid.index(0, row)], t.grid.columns, std::uint8_t {1});
  }
  landscape::Environment e;
  e.resize(t.grid);
  engine::CountryCovariates country {t};
  country.look_for_snow(e);
  CHECK(std::ranges::count(country.snow_around(), 0.0f) == static_cast<std::ptrdiff_t>(t.grid.size()));
  e.snow_cover[t.grid.index(30, 5)] = 1.0f;
  e.snow_cover[t.grid.index(10, 9)] = 0.5f;
  ++e.version.snow_cover;
  country.look_for_snow(e);
  const auto snow = [&](int column, int row) { return country.snow_around()[t.grid.index(column, row)]; };
  CHECK(snow(32, 3) == Approx(1.0 / 25));
  CHECK(snow(33, 3) == 0.0f);
  CHECK(snow(10, 9) == Approx(0.5 / 15));  // three rows of five are land
  CHECK(snow(10, 11) == Approx(0.5 / 5));
  CHECK(snow(10, 12) == 0.0f);
}

TEST_CASE("another environment is another, though it counts its days the same way", "[engine]")
{
  landscape::Terrain t = flat_land();
  t.lake_fraction.assign(t.grid.size(), 0.5f);
  landscape::Environment summer;
  summer.resize(t.grid);
  landscape::Environment winter = summer;
  std::ranges::fill(winter.ice, std::uint8_t {1});
  std::ranges::fill(winter.snow_cover, 1.0f);
  REQUIRE(winter.version.ice == summer.version.ice);
  engine::CountryCovariates country {t};
  for (const bool snow : {false, true, false}) {
    const landscape::Environment& e = snow ? winter : summer;
    country.look_at_water(e);
    country.look_for_snow(e);
    CHECK(country.open_lake()[0] == (snow ? 0.0f : 0.5f));
    CHECK(country.snow_around()[0] == (snow ? 1.0f : 0.0f));
  }
}
