#include "behaviour/nursing.h"

#include <catch2/catch.hpp>
#include <tuple>
#include <utility>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

Gestation boertje()
{
  Gestation p;
  p.days = 230;
  p.energy_mj = 369;
  p.last_days = 65;
  p.last_share = 0.8;
  return p;
}

/// Reindeer of Gjostein 2004.
Milk reindeer()
{
  Milk p;
  p.peak_kg = 0.983;
  p.peak_day = 21;
  p.at_birth = 0.65;
  p.dry_day = 182;
  p.energy_mj_kg = 8.7;
  p.lean_from = 0.86;
  p.lean_to = 0.68;
  return p;
}

}  // namespace

TEST_CASE("gestation takes 369 MJ in all, four fifths of them in the last 65 days", "[behaviour]")
{
  const Gestation p = boertje();
  double all = 0, last = 0;
  for (int to_due = 0; to_due < 230; ++to_due) {
    all += GestationCurve(p).mj(to_due);
    if (to_due < 65) last += GestationCurve(p).mj(to_due);
  }
  CHECK(all == Approx(369).epsilon(1e-4));
  CHECK(last / all == Approx(0.80).margin(0.005));
}

TEST_CASE("each day of gestation takes more than the last", "[behaviour]")
{
  const Gestation p = boertje();
  for (int to_due = 1; to_due < 230; ++to_due) {
    REQUIRE(GestationCurve(p).mj(to_due - 1) > GestationCurve(p).mj(to_due));
    REQUIRE(GestationCurve(p).mj(to_due) > 0.0);
  }
  CHECK(GestationCurve(p).mj(-3) == GestationCurve(p).mj(0));
}

TEST_CASE("heavy mothers bear heavy calves, and no calf is less than half of the mean", "[behaviour]")
{
  Gestation p;
  p.birth_kg = 6.8;
  p.birth_per_kg = 0.04;
  p.mother_kg = 78;
  p.male_heavier_kg = 0.4;
  CHECK(birth_mass_kg(p, 78, false) == Approx(6.8));
  CHECK(birth_mass_kg(p, 78, true) == Approx(7.2));
  CHECK(birth_mass_kg(p, 88, false) == Approx(7.2));
  CHECK(birth_mass_kg(p, 0, false) == Approx(3.68));
  p.birth_per_kg = 0.3;
  CHECK(birth_mass_kg(p, 0, false) == Approx(3.4));
}

TEST_CASE("milk peaks in week three at what Gjostein measured, and the season's sum is near theirs", "[behaviour]")
{
  const Milk p = reindeer();
  double sum = 0, peak = 0;
  int at = -1;
  for (int day = 0; day < 250; ++day) {
    const double kg = milk_potential_kg(p, day);
    sum += kg;
    if (kg > peak) std::tie(peak, at) = std::pair {kg, day};
  }
  CHECK(peak == Approx(0.983));
  CHECK(at == 21);
  CHECK(sum == Approx(99.5).epsilon(0.05));
  CHECK(peak * p.energy_mj_kg == Approx(8.6).margin(0.1));
}

TEST_CASE("milk begins at birth, ends on its day and is never below nothing", "[behaviour]")
{
  const Milk p = reindeer();
  CHECK(milk_potential_kg(p, -1) == 0.0);
  CHECK(milk_potential_kg(p, 0) == Approx(0.65 * 0.983));
  CHECK(milk_potential_kg(p, 182) == Approx(0.0).margin(1e-12));
  CHECK(milk_potential_kg(p, 400) == 0.0);
  for (int day = 21; day < 200; ++day) REQUIRE(milk_potential_kg(p, day + 1) <= milk_potential_kg(p, day));
}

TEST_CASE("leaner never means more milk, and all or none beyond the two limits", "[behaviour]")
{
  const Milk p = reindeer();
  CHECK(milk_share(p, 1.1) == 1.0);
  CHECK(milk_share(p, 0.86) == Approx(1.0));
  CHECK(milk_share(p, 0.77) == Approx(0.5));
  CHECK(milk_share(p, 0.68) == Approx(0.0).margin(1e-12));
  CHECK(milk_share(p, 0.2) == 0.0);
  for (double share = 0.2; share < 1.2; share += 0.01) REQUIRE(milk_share(p, share + 0.01) >= milk_share(p, share));
}

TEST_CASE("each season has its own limit under which a cow dries up; the rut stops all but the rich", "[behaviour]")
{
  Milk p;
  p.post_natal = 0.72;
  p.post_natal_until = 200;
  p.summer = 0.76;
  p.summer_until = 235;
  p.fall = 0.80;
  p.extended = 0.97;
  const double rut = 288;
  const auto limit = [&](int day) {
    double share = 0.5;
    while (dries_up(p, share, day, rut)) share += 0.001;
    return share;
  };
  CHECK(limit(160) == Approx(0.72).margin(0.002));
  CHECK(limit(200) == Approx(0.72).margin(0.002));
  CHECK(limit(201) == Approx(0.76).margin(0.002));
  CHECK(limit(236) == Approx(0.80).margin(0.002));
  CHECK(limit(287) == Approx(0.80).margin(0.002));
  CHECK(limit(288) == Approx(0.97).margin(0.002));
}
