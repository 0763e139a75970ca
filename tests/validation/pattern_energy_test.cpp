#include "validation/pattern_energy.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

/// Boertje's course: 21 MJ in winter, 24 on the way, 29 in June, 38 in July, 36 in August, 34 and 32 in autumn.
Run year_of_needs()
{
  constexpr double by_month[] = {21, 21, 21, 24, 24, 29, 38, 36, 34, 32, 21, 21};
  Run run;
  run.daily = year_of_days(2001);
  run.daily.cow_need_mj = daily_values(run.daily, [&](int month, int) { return by_month[month - 1]; });
  return run;
}

}  // namespace

TEST_CASE("needs are of winter, summer and the insect season", "[validation]")
{
  const Run run = year_of_needs();
  CHECK(need_in_winter(std::span(&run, 1)).value == Approx(21));
  CHECK(need_in_summer(std::span(&run, 1)).value == Approx((30 * 29 + 31 * 38 + 31 * 36) / 92.0));
  CHECK(insect_season_over_others(std::span(&run, 1)).value == Approx(38.0 / 36.0));
}

TEST_CASE("any season may be the next highest", "[validation]")
{
  Run run = year_of_needs();
  run.daily.cow_need_mj = daily_values(run.daily, [](int month, int) {
    return month == 4 ? 45.0 : month == 5 ? 55.0 : 40.0;
  });
  CHECK(insect_season_over_others(std::span(&run, 1)).value == Approx(40 / ((30 * 45 + 31 * 55) / 61.0)));
}

TEST_CASE("a year that ends in November has a summer but no winter", "[validation]")
{
  Run run = year_of_needs();
  run.daily.day.resize(330);
  run.daily.cow_need_mj.resize(330);
  CHECK(need_in_winter(std::span(&run, 1)).needs == "needs herd/cow_need, and December and January to March");
  CHECK(need_in_summer(std::span(&run, 1)).needs.empty());
  CHECK(insect_season_over_others(std::span(&run, 1)).needs == "needs herd/cow_need, and a whole year");
}
