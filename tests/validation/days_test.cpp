#include "validation/days.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

TEST_CASE("rows fall to their calendar years", "[validation]")
{
  const std::vector<double> days {day(2004, 12, 31), day(2005, 1, 1), day(2005, 1, 2) + 0.5};
  const std::vector<YearRows> years = rows_by_year(days);
  REQUIRE(years.size() == 2);
  CHECK(years[0].year == 2004);
  CHECK(years[1].first == 1);
  CHECK(years[1].end == 3);
}

TEST_CASE("hours are dropped, before 1970 too", "[validation]")
{
  CHECK(to_string(day_of(0.99)) == "1970-01-01");
  CHECK(to_string(day_of(-0.01)) == "1969-12-31");
}
