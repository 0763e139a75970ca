#include "behaviour/body.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

Body published()
{
  Body p;
  p.cow_protein_kg = 15;
  p.at_birth = 0.1;
  p.growth_per_year = 0.75;
  p.bull_larger = 0.75;
  p.bull_growth_per_year = 0.45;
  p.fat_reference = 0.10;
  p.fat_winter = 0.55;      // Gerhart 1996: 45 % of fat
  p.protein_winter = 0.71;  // and 29 % of protein are lost by May
  p.protein_in_lean = 0.22;
  p.gut = 0.14;
  p.fat_mj_kg = 39.3;
  p.protein_mj_kg = 23.6;
  return p;
}

}  // namespace

TEST_CASE("a cow weighs her fat, her lean and what is in her gut", "[behaviour]")
{
  const Body p = published();
  CHECK(live_mass_kg(p, 7.0, 15.0) == Approx((7.0 + 15.0 / 0.22) / 0.86));
  CHECK(live_mass_kg(p, 7.0, 15.0) == Approx(87.4).margin(0.05));
  CHECK(live_mass_kg(p, 8.0, 15.0) - live_mass_kg(p, 7.0, 15.0) == Approx(1 / 0.86));
}

TEST_CASE("a kg of lean holds some five megajoules, one of fat 39", "[behaviour]")
{
  const Body p = published();
  CHECK(body_energy_mj(p, 0.0, 0.22) == Approx(5.2).margin(0.05));
  CHECK(body_energy_mj(p, 1.0, 0.0) == Approx(39.3));
  CHECK(body_energy_mj(p, 2.0, 3.0) == Approx(2 * 39.3 + 3 * 23.6));
}

TEST_CASE("animals grow from birth on and never past the adult, bulls to more", "[behaviour]")
{
  const Body p = published();
  CHECK(grown_protein_kg(p, 1.0, 0.0, false) == Approx(1.5));
  CHECK(grown_protein_kg(p, 1.0, -0.5, false) == Approx(1.5));
  CHECK(grown_protein_kg(p, 1.0, 40.0, false) == Approx(15.0));
  CHECK(grown_protein_kg(p, 1.0, 40.0, true) == Approx(15.0 * 1.75));
  CHECK(grown_protein_kg(p, 1.1, 3.0, false) == Approx(1.1 * grown_protein_kg(p, 1.0, 3.0, false)));
  CHECK(grown_protein_kg(p, 1.0, 2.0, false) == Approx(15 * (1 - 0.9 * std::exp(-1.5))));
  for (double age = 0; age < 18; age += 0.1) {
    for (const bool male : {false, true}) {
      REQUIRE(grown_protein_kg(p, 1.0, age + 0.1, male) > grown_protein_kg(p, 1.0, age, male));
    }
    REQUIRE(grown_protein_kg(p, 1.0, age, true) >= grown_protein_kg(p, 1.0, age, false));
  }
}

TEST_CASE("midsummer is in mid-July, midwinter half a year from it", "[behaviour]")
{
  CHECK(midsummer(196) == Approx(1.0));
  CHECK(midsummer(14) == Approx(0.0).margin(1e-3));
  CHECK(midsummer(105) == Approx(0.5).margin(0.01));
  for (int day = 1; day <= 366; ++day) REQUIRE((midsummer(day) >= 0.0 && midsummer(day) <= 1.0));
  CHECK(midsummer(366) == Approx(midsummer(1)).margin(0.01));
}

TEST_CASE("winter passes from November to May and is over by midsummer, without a leap", "[behaviour]")
{
  CHECK(winter_past(196) == 0.0);
  CHECK(winter_past(250) == 0.0);
  CHECK(winter_past(304) == 0.0);
  CHECK(winter_past(151) == 1.0);
  CHECK(winter_past(1) == Approx(62.0 / 212));
  for (int day = 1; day <= 366; ++day) {
    const double next = winter_past(day < 366 ? day + 1 : 1);
    REQUIRE(std::abs(next - winter_past(day)) < 0.025);
    REQUIRE((winter_past(day) >= 0.0 && winter_past(day) <= 1.0));
  }
}

TEST_CASE("appetite defends all of an autumn's body, and in May what Gerhart found left of it", "[behaviour]")
{
  const Body p = published();
  const Reserves autumn = defended_reserves(p, 15.0, defended_share(p, 300)),
                 may = defended_reserves(p, 15.0, defended_share(p, 151));
  CHECK(autumn.protein_kg == 15.0);
  CHECK(autumn.fat_kg == Approx(0.10 * 15 / 0.22));
  CHECK(may.protein_kg == Approx(0.71 * 15));
  CHECK(may.fat_kg == Approx(0.55 * autumn.fat_kg));
}
