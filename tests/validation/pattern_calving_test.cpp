#include "validation/pattern_calving.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

/// One cell free of snow on `doy[i]` in year 2001 + i; ten calves that year, on 4 June, `lon[i]` degrees east.
Run run_of_years(const std::vector<float>& doy, const std::vector<double>& lon)
{
  std::vector<int> years;
  for (std::size_t i = 0; i < doy.size(); ++i) years.push_back(2001 + static_cast<int>(i));
  Run run;
  run.maps = strip(2, years);
  run.maps.spring_use = {1, 0};
  for (std::size_t i = 0; i < doy.size(); ++i) {
    run.maps.snow_free_doy[2 * i] = doy[i];
    add_birth(run.births, day(years[i], 6, 4), 69.5, lon[i], 10);
  }
  return run;
}

}  // namespace

TEST_CASE("births by day, worked by hand: median, shortest span, shares", "[validation]")
{
  Births b;
  add_birth(b, day(2005, 6, 1), 69.5, -143.0, 2);   // doy 152: in the belt, in Alaska
  add_birth(b, day(2005, 6, 3), 69.5, -140.0, 3);   // doy 154: in the belt, Yukon
  add_birth(b, day(2005, 6, 4), 68.0, -143.0, 3);   // doy 155: Alaska, still on the way
  add_birth(b, day(2005, 6, 20), 69.5, -146.0, 2);  // doy 171: west of the belt
  const std::vector<CalvingYear> years = calving_years(b, strip(2, {2005}));
  REQUIRE(years.size() == 1);
  CHECK(years[0].year == 2005);
  CHECK(years[0].median_doy == 154.5);  // the fifth calf on 154, the sixth on 155
  CHECK(years[0].span80_d == 4);        // 8 of 10 calves from 1 to 4 June
  CHECK(years[0].in_belt == Approx(0.5));
  CHECK(years[0].short_of_west == Approx(0.6));
  CHECK(years[0].lon_deg == Approx(-(2 * 143 + 3 * 140 + 3 * 143 + 2 * 146) / 10.0));
  CHECK(std::isnan(years[0].snow_free_doy));
}

TEST_CASE("the snow-free day of spring is of the ground they use, the same in all years", "[validation]")
{
  Maps m = strip(4, {2001, 2002});
  m.spring_use = {1, 3, 0, 5};
  const float missing = std::numeric_limits<float>::quiet_NaN();
  m.snow_free_doy = {100, 120, 10, missing, 110, 130, 10, 150};  // the last cell is not known in both years
  const std::vector<double> doy = spring_snow_free(m);
  CHECK(doy[0] == Approx(115));
  CHECK(doy[1] == Approx(125));
}

TEST_CASE("springs count as normal and late by half a standard deviation", "[validation]")
{
  // Mean 120, standard deviation 10: normal from 115 to 125.
  const std::vector<Run> runs {run_of_years({110, 120, 130}, {-142, -143, -139})};
  CHECK(births_in_belt(runs).value == 1.0);
  CHECK(births_in_belt(runs).n == 1);
  CHECK(births_in_late_springs(runs).value == 1.0);
  CHECK(births_in_late_springs(runs).n == 1);
  const std::vector<Run> west {run_of_years({110, 120, 130}, {-142, -146, -142})};
  CHECK(births_in_belt(west).value == 0.0);
  CHECK(births_in_late_springs(west).value == 0.0);
}

TEST_CASE("later springs farther east correlate above 0, and the other way below", "[validation]")
{
  const std::vector<Run> east {run_of_years({110, 120, 130}, {-144, -142, -140})};
  CHECK(snow_and_longitude(east).value == Approx(1));
  const std::vector<Run> west {run_of_years({110, 120, 130}, {-140, -142, -144})};
  CHECK(snow_and_longitude(west).value == Approx(-1));
}

TEST_CASE("years of several runs are put together, and too few are said so", "[validation]")
{
  const std::vector<Run> two {run_of_years({110, 120}, {-144, -142})};
  CHECK(births_in_belt(two).needs == "needs 3 years or more, to tell a normal spring");
  CHECK(snow_and_longitude(two).needs == "needs 3 years or more");
  const std::vector<Run> four {two[0], two[0]};
  CHECK(snow_and_longitude(four).needs.empty());
  CHECK(median_birth_day(four).n == 4);
}

TEST_CASE("the shift of calving is that of a spring earlier by 9.5 days", "[validation]")
{
  Run run = run_of_years({110, 112, 114, 116, 118, 120, 122, 124, 126, 128}, std::vector<double>(10, -142));
  CHECK(birth_day_shift(std::span(&run, 1)).value == Approx(0).margin(1));  // 4 June is a day later in a leap year
  for (std::size_t i = 0; i < 10; ++i) {
    run.births.day[i] = day(2001 + static_cast<int>(i), 1, 1) + 150 + static_cast<double>(i);  // half a day a day
  }
  CHECK(birth_day_shift(std::span(&run, 1)).value == Approx(-4.75));
  run.maps.years.pop_back();
  CHECK(birth_day_shift(std::span(&run, 1)).needs == "needs 10 years or more");
}

TEST_CASE("the longest span of any year counts", "[validation]")
{
  Run run = run_of_years({110, 120}, {-142, -142});
  add_birth(run.births, day(2002, 6, 23), 69.5, -142, 10);
  CHECK(birth_span(std::span(&run, 1)).value == 20);  // 4 to 23 June
}
