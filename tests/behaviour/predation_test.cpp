#include "behaviour/predation.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

Predation hayes_and_russell()
{
  Predation p;
  p.wolves_per_1000_km2 = 6;
  p.kill_per_wolf_d = 0.08;
  p.plain_refuge = 0.85;
  p.refuge_from_doy = 121;
  p.refuge_until_doy = 243;
  return p;
}

}  // namespace

TEST_CASE("wolves kill 7,600 a year of a herd that stays where they are, however large it is", "[behaviour]")
{
  const Predation p = hayes_and_russell();
  const double grown = GENERATE(30e3, 110e3, 180e3);
  double killed = 0;
  for (int day = 1; day <= 365; ++day) killed += grown * wolf_risk(p, 43400, grown, 0.0, day);
  CHECK(killed == Approx(7600).epsilon(0.005));
}

TEST_CASE("the plain spares from May to August, in part, and in no other month", "[behaviour]")
{
  const Predation p = hayes_and_russell();
  const double inland = wolf_risk(p, 43400, 100e3, 0.0, 180);
  CHECK(wolf_risk(p, 43400, 100e3, 1.0, 180) == Approx(0.15 * inland));
  CHECK(wolf_risk(p, 43400, 100e3, 0.5, 180) == Approx(0.575 * inland));
  for (const int day : {1, 120, 244, 365}) CHECK(wolf_risk(p, 43400, 100e3, 1.0, day) == inland);
  for (const int day : {121, 243}) CHECK(wolf_risk(p, 43400, 100e3, 1.0, day) < inland);
  for (double plain = 0; plain < 1; plain += 0.1) {
    REQUIRE(wolf_risk(p, 43400, 100e3, plain + 0.1, 180) < wolf_risk(p, 43400, 100e3, plain, 180));
  }
}

TEST_CASE("the last animal of a herd is killed at most once, and without wolves nobody is", "[behaviour]")
{
  Predation p = hayes_and_russell();
  CHECK(wolf_risk(p, 43400, 1.0, 0.0, 10) == 1.0);
  CHECK(wolf_risk(p, 43400, 0.0, 0.0, 10) == 1.0);
  p.wolves_per_1000_km2 = 0;
  CHECK(wolf_risk(p, 43400, 100.0, 0.0, 10) == 0.0);
}

TEST_CASE("a calf on a plain, well fed and alone, dies as often as told; e times so in the foothills", "[behaviour]")
{
  Predation p;
  p.calf_first_days = 0.018;
  p.calf_later = 0.0007;
  p.calf_young_d = 6;
  p.foothill_risk = 1;
  CHECK(calf_risk(p, {.age_days = 0}) == Approx(0.0187));
  CHECK(calf_risk(p, {.age_days = 6}) == Approx(0.018 / std::exp(1.0) + 0.0007));
  CHECK(calf_risk(p, {.age_days = 100}) == Approx(0.0007).epsilon(1e-4));
  CHECK(calf_risk(p, {.age_days = 6, .plain = 0}) == Approx(std::exp(1.0) * calf_risk(p, {.age_days = 6})));
}

TEST_CASE("a calf's risk falls with the plain, with age and with many newborn, rises with each lack", "[behaviour]")
{
  Predation p;
  p.foothill_risk = 1;
  p.swamping = 0.6;
  p.weak_calf = p.thin_mother = 2;
  p.unfed_mother = 1.5;
  for (double age = 0; age < 100; age += 7) {
    for (double x = 0; x < 0.95; x += 0.1) {
      const auto risk = [&](double plain, double newborn, double lack, double thin, double unfed) {
        return calf_risk(p, {age, plain, newborn, lack, thin, unfed});
      };
      REQUIRE(risk(x + 0.1, 0, 0, 0, 0) < risk(x, 0, 0, 0, 0));
      REQUIRE(risk(1, x + 0.1, 0, 0, 0) < risk(1, x, 0, 0, 0));
      REQUIRE(risk(1, 0, x + 0.1, 0, 0) > risk(1, 0, x, 0, 0));
      REQUIRE(risk(1, 0, 0, x + 0.1, 0) > risk(1, 0, 0, x, 0));
      REQUIRE(risk(1, 0, 0, 0, x + 0.1) > risk(1, 0, 0, 0, x));
      REQUIRE(calf_risk(p, {age + 1, x, 0, 0, 0, 0}) < calf_risk(p, {age, x, 0, 0, 0, 0}));
    }
  }
}

TEST_CASE("a calf's risk is a chance, whatever is wrong with it", "[behaviour]")
{
  Predation p;
  p.calf_first_days = 0.2;
  p.calf_later = 0.05;
  p.weak_calf = p.thin_mother = 15;
  CHECK(calf_risk(p, {0, 0, 0, 1, 1, 1}) == 1.0);
  CHECK(calf_risk(p, {0, 1, 1, 0, 0, 0}) >= 0.0);
}
