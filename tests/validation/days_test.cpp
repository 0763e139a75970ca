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

TEST_CASE("the mean of months is that of all their days, or nothing", "[validation]")
{
  Daily d = year_of_days(2004);
  const std::vector<double> month = daily_values(d, [](int m, int) { return m; });
  CHECK(mean_of_months(d.day, month, 2004, {2}) == 2);
  CHECK(mean_of_months(d.day, month, 2004, {1, 2}) == Approx((31 * 1 + 29 * 2) / 60.0));
  CHECK(mean_of_months(d.day, month, 2004, {12}) == 12);
  CHECK(std::isnan(mean_of_months(d.day, month, 2005, {1})));
  d.day.pop_back();  // 31 December
  CHECK(std::isnan(mean_of_months(d.day, month, 2004, {11, 12})));
}

TEST_CASE("hours are dropped, before 1970 too", "[validation]")
{
  CHECK(to_string(day_of(0.99)) == "1970-01-01");
  CHECK(to_string(day_of(-0.01)) == "1969-12-31");
}
