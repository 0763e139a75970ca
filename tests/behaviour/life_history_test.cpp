#include "behaviour/life_history.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

TEST_CASE("a year of daily deaths leaves the yearly survival", "[behaviour]")
{
  const double survival = GENERATE(0.51, 0.76, 0.842, 0.94, 0.999);
  const double daily = static_cast<double>(daily_death(survival, 365));
  CHECK(std::pow(1.0 - daily, 365) == Approx(survival).margin(3e-5));  // daily is a float: 6e-8 x 365
}

TEST_CASE("who survives for certain does not die", "[behaviour]") { CHECK(daily_death(1.0, 365) == 0.0f); }

TEST_CASE("a calf's daily deaths leave June's survival after 30 days and the first year's after 365", "[behaviour]")
{
  Survival p;
  p.june_calf = 0.71;
  p.first_year = 0.51;
  double alive = 1.0;
  for (int age = 1; age <= 365; ++age) {
    alive *= 1.0 - static_cast<double>(calf_daily_death(p, age));
    if (age == 30) CHECK(alive == Approx(0.71).margin(1e-5));
  }
  CHECK(alive == Approx(0.51).margin(3e-5));
}

TEST_CASE("a calf dies more readily in June than later", "[behaviour]")
{
  Survival p;
  p.june_calf = 0.71;
  p.first_year = 0.51;
  CHECK(calf_daily_death(p, 1) > 5 * calf_daily_death(p, 31));
  CHECK(calf_daily_death(p, 1) == calf_daily_death(p, 30));
}

TEST_CASE("a June worse than the year leaves nothing to die of later", "[behaviour]")
{
  Survival p;
  p.june_calf = 0.5;
  p.first_year = 0.6;
  CHECK(calf_daily_death(p, 31) == 0.0f);
}
