#include "validation/pattern_ground.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

TEST_CASE("early July is its first ten days", "[validation]")
{
  InAlaska a;
  for (double at = day(2005, 6, 25); at < day(2005, 7, 20); ++at) {
    a.day.push_back(at);
    a.share.push_back(at < day(2005, 7, 1) ? 0.1 : at < day(2005, 7, 6) ? 0.8 : at < day(2005, 7, 11) ? 1.0 : 0.0);
  }
  CHECK(early_july_in_alaska(a).at(0) == Approx(0.9));
  a.day.resize(10);  // to 4 July
  CHECK(early_july_in_alaska(a).empty());
}

TEST_CASE("the coast is held against low land 25 to 35 km inland", "[validation]")
{
  Maps m = strip(21, {2005});  // cells of 2 km: sea, coast, then 2, 4, ... km from the coast
  m.land_fraction[0] = 0;
  for (std::size_t c = 1; c < 21; ++c) m.mosquito_hours[c] = c == 1 ? 20.0f : 500.0f;
  for (std::size_t c = 14; c <= 18; ++c) m.mosquito_hours[c] = 100.0f;  // 26 to 34 km
  CHECK(coast_to_inland(m).at(0) == Approx(0.2));
  m.elevation_m[14] = 300;  // a hill does not count
  m.mosquito_hours[14] = 5000;
  CHECK(coast_to_inland(m).at(0) == Approx(0.2));
  m.land_fraction[0] = 1;  // no sea, no coast
  CHECK(coast_to_inland(m).empty());
}

TEST_CASE("the range between years is that of the places of birth", "[validation]")
{
  Maps m = strip(3, {2001, 2002});
  m.snow_free_doy = {140, 150, 100, 160, 160, 200};
  m.births = {3, 0, 0, 0, 1, 0};
  CHECK(snow_free_range(m) == Approx((3 * 20 + 1 * 10) / 4.0));
  m.snow_free_doy[0] = std::numeric_limits<float>::quiet_NaN();
  CHECK(snow_free_range(m) == Approx(10));
}

TEST_CASE("what the runs lack is said", "[validation]")
{
  Run run;
  run.maps = strip(3, {2001});
  CHECK(alaska_in_early_july(std::span(&run, 1)).needs == "needs a [[region]] Alaska in the scenario");
  CHECK(mosquitoes_at_the_coast(std::span(&run, 1)).needs.starts_with("needs cells of 2 km or less"));
  CHECK(snow_free_between_years(std::span(&run, 1)).needs == "needs a run of 10 years or more");
  run.ground.snow_free_doy = {150, none, 154};
  CHECK(snow_free_where_born(std::span(&run, 1)).value == 152);
}
