#include "validation/pattern_survival.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

/// 2001 and 2002: 100 cows, 60 calves in June 2001, of which 30 are yearlings on 1 June 2002.
Run two_years()
{
  Run run;
  run.daily = year_of_days(2001);
  const Daily next = year_of_days(2002);
  run.daily.day.insert(run.daily.day.end(), next.day.begin(), next.day.end());
  run.daily.cows.assign(730, 100.0);
  run.daily.yearlings.assign(730, 0.0);
  run.daily.animals.assign(730, 200.0);
  run.daily.yearlings[365 + 151] = 30;  // 1 June 2002
  run.daily.animals[729] = 206;
  add_birth(run.births, day(2001, 6, 3), 69.5, -142, 40);
  add_birth(run.births, day(2001, 6, 5), 69.5, -142, 20);
  return run;
}

}  // namespace

TEST_CASE("a calf that is a yearling on the next 1 June has lived its first year", "[validation]")
{
  const Run run = two_years();
  CHECK(first_year_survival(run.births, run.daily) == std::vector<double> {0.5});
  CHECK(calf_first_year(std::span(&run, 1)).value == 0.5);
}

TEST_CASE("births by cow are shown but not scored, for want of the mothers' ages", "[validation]")
{
  const Run run = two_years();
  CHECK(births_per_cow(run.births, run.daily) == std::vector<double> {0.6});
  CHECK(parturition(std::span(&run, 1)).needs == "needs the mothers' ages; cows of 2 years and more: 0.60");
}

TEST_CASE("births by cows of 3 years and more, and of 2 years, are those that the result tells", "[validation]")
{
  Run run = two_years();
  CHECK(parturition_of_two_year_olds(std::span(&run, 1)).needs == "needs impact/parturition_two_year, and a June");
  run.ground.parturition_adult = {0.7, 0.8, none};
  run.ground.parturition_two_year = {0.1, none, 0.3};
  CHECK(parturition(std::span(&run, 1)).value == Approx(0.75));
  CHECK(parturition(std::span(&run, 1)).needs.empty());
  CHECK(parturition_of_two_year_olds(std::span(&run, 1)).value == Approx(0.2));
}

TEST_CASE("growth goes from one 31 December to the next", "[validation]")
{
  const Run run = two_years();
  REQUIRE(yearly_growth(run.daily).size() == 1);
  CHECK(yearly_growth(run.daily)[0] == Approx(3));
  CHECK(growth(std::span(&run, 1)).needs.starts_with("needs 5 years of growth"));
  const std::vector<Run> five(5, run);
  CHECK(growth(five).value == Approx(3));
}

TEST_CASE("June survival: mean and range of the years", "[validation]")
{
  Run run;
  run.ground.june_survival = {0.6, 0.8, none, 0.7, 0.7, 0.7};
  CHECK(june_survival(std::span(&run, 1)).value == Approx(0.7));
  CHECK(june_survival_range(std::span(&run, 1)).value == Approx(0.2));
  run.ground.june_survival.pop_back();
  CHECK(june_survival_range(std::span(&run, 1)).needs == "needs 5 years or more");
}
