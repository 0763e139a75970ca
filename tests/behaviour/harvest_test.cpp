#include "behaviour/harvest.h"

#include <catch2/catch.hpp>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

HarvestPlan pcmb()
{
  HarvestPlan p;
  p.green_above = 115000;
  p.yellow_above = 80000;
  p.orange_above = 45000;
  p.yellow_take = 0.75;
  p.yellow_bulls = 0.95;
  p.orange_take = 0.35;
  p.red_take = 0.02;
  p.most_a_day = 0.02;
  return p;
}

/// 1,000 animals in 100 days, six of ten bulls.
Harvest of_100_days(bool plan)
{
  Harvest h;
  h.region = "West";
  h.animals = 1000;
  h.from_doy = 201;
  h.until_doy = 300;
  h.bull_share = 0.6;
  h.plan = plan;
  return h;
}

/// Animals taken on a day, of 10,000 bulls and 20,000 others within reach.
double taken(const Harvest& harvest, double herd_size, int day = 250)
{
  const Hunted h = hunted(pcmb(), harvest, day, herd_size, 10e3, 20e3);
  return h.bull * 10e3 + h.other * 20e3;
}

double bulls_of_it(const Harvest& harvest, double herd_size)
{
  return hunted(pcmb(), harvest, 250, herd_size, 10e3, 20e3).bull * 10e3 / taken(harvest, herd_size);
}

}  // namespace

TEST_CASE("a harvest is spread over its season, and shared between bulls and others as told", "[behaviour]")
{
  const Harvest h = of_100_days(false);
  CHECK(taken(h, 200e3) == Approx(10));
  CHECK(bulls_of_it(h, 200e3) == Approx(0.6));
  double year = 0;
  for (int day = 1; day <= 365; ++day) year += taken(h, 200e3, day);
  CHECK(year == Approx(1000));
  CHECK(taken(h, 200e3, 200) == 0.0);
  CHECK(taken(h, 200e3, 301) == 0.0);
}

TEST_CASE("a season may run over the new year", "[behaviour]")
{
  Harvest h = of_100_days(false);
  h.from_doy = 320;
  h.until_doy = 60;
  double year = 0;
  for (int day = 1; day <= 366; ++day) year += taken(h, 200e3, day);
  CHECK(year == Approx(1000).epsilon(0.012));  // a day more in leap years
  CHECK(taken(h, 200e3, 319) == 0.0);
  CHECK(taken(h, 200e3, 366) > 0.0);
  CHECK(taken(h, 200e3, 1) > 0.0);
  CHECK(taken(h, 200e3, 61) == 0.0);
}

TEST_CASE("the zones of the plan begin at 115,000, 80,000 and 45,000 animals", "[behaviour]")
{
  const Harvest h = of_100_days(true);
  CHECK(taken(h, 115'001) == Approx(10));
  CHECK(taken(h, 115'000) == Approx(7.5));
  CHECK(taken(h, 80'001) == Approx(7.5));
  CHECK(taken(h, 80'000) == Approx(3.5));
  CHECK(taken(h, 45'001) == Approx(3.5));
  CHECK(taken(h, 45'000) == Approx(0.2));
  CHECK(bulls_of_it(h, 115'001) == Approx(0.6));
  CHECK(bulls_of_it(h, 115'000) == Approx(0.95));
  CHECK(bulls_of_it(h, 30'000) == Approx(0.95));
  CHECK(taken(of_100_days(false), 45'000) == Approx(10));  // where no plan holds
}

TEST_CASE("hunters never take more than their share of the animals within reach in a day", "[behaviour]")
{
  const Harvest h = of_100_days(false);
  for (double bulls = 0; bulls < 2000; bulls += 50) {
    for (double others = 0; others < 2000; others += 50) {
      const Hunted chance = hunted(pcmb(), h, 250, 200e3, bulls, others);
      REQUIRE((chance.bull >= 0.0 && chance.bull <= 0.02));
      REQUIRE((chance.other >= 0.0 && chance.other <= 0.02));
      REQUIRE(chance.bull * bulls <= 6.0 + 1e-9);
      REQUIRE(chance.other * others <= 4.0 + 1e-9);
    }
  }
  const Hunted nobody = hunted(pcmb(), h, 250, 200e3, 0, 0);
  CHECK(nobody.bull == 0.0);
  CHECK(nobody.other == 0.0);
}
