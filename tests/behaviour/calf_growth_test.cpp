#include "behaviour/calf_growth.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.h"

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

constexpr double climb_j = 24;

CalfGrowth plain_numbers()
{
  CalfGrowth p;
  p.maintenance_mj = 0.62;
  p.stored_mj_kg = 7.5;
  p.efficiency = 0.60;
  p.milk_use = 0.93;
  p.forage_from_d = 15;
  p.forage_full_d = 75;
  p.appetite_g = 100;
  p.protein_kg_kg = 0.17;
  return p;
}

DaysWork summer_forage(double kg)
{
  DaysWork w;
  w.graze_kg = kg;
  w.graze_mj = 10.5 * kg;
  w.graze_protein_kg = 0.12 * kg;
  return w;
}

}  // namespace

TEST_CASE("what a calf takes in is what it spends and what it stores, for any calf on any day", "[behaviour]")
{
  const CalfGrowth p = plain_numbers();
  const Milk milk;
  int grew = 0, shrank = 0;
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    CAPTURE(n);
    std::uint32_t draw = 0;
    const auto between = [&](double low, double high) {
      return low + (high - low) * static_cast<double>(uniform(7, n, draw++, Draw::start));
    };
    DaysWork w = summer_forage(between(0, 1) < 0.1 ? 0.0 : between(0.1, 6));
    w.walk_kj_kg = between(0, 120);
    w.climb_m = between(0, 600);
    const double mass = between(4, 60);
    const CalfDay day = calf_day(p, milk, mass, between(0, 150), between(0, 2), between(0, 1), w, climb_j);
    const double stored = (day.mass_kg - mass) * p.stored_mj_kg;
    REQUIRE(std::abs(day.intake_mj - day.spent_mj - stored) <= 1e-9 * (day.intake_mj + day.spent_mj + 1));
    REQUIRE(day.intake_mj >= 0.0);
    const double forage_kg = w.graze_kg > 0 ? p.appetite_g * metabolic_mass(mass) / 1000 : 0.0;
    REQUIRE(day.intake_mj <= 1e-9 + 2 * milk.energy_mj_kg * p.milk_use + 10.5 * forage_kg);
    grew += day.mass_kg > mass;
    shrank += day.mass_kg < mass;
  }
  CHECK(grew > 1000);
  CHECK(shrank > 1000);
}

TEST_CASE("a calf of two weeks that gets 1.1 kg of milk grows 400 g a day", "[behaviour]")
{
  CalfGrowth p = plain_numbers();
  p.nitrogen_g = 0.32;
  p.protein_use = 0.75;
  const Milk milk;  // its energy and protein are published
  const double gain = calf_day(p, milk, 11, 14, 1.1, 1, {}, climb_j).mass_kg - 11;
  const double by_energy = 0.60 * (1.1 * 8.7 * 0.93 - 0.62 * metabolic_mass(11)) / 7.5;
  const double by_protein = (0.75 * 1.1 * 0.099 - 6.25 * 0.32 * metabolic_mass(11) / 1000) / 0.17;
  CHECK(gain == Approx(std::min(by_energy, by_protein)));
  CHECK(gain == Approx(0.402).epsilon(0.1));  // Gerhart 1996
  const CalfDay day = calf_day(p, milk, 11, 14, 1.1, 1, {}, climb_j);
  CHECK(day.intake_mj == Approx(0.62 * metabolic_mass(11) + 7.5 * gain / 0.60));
}

TEST_CASE("more milk, more forage and better feeding never make a calf smaller; a longer way never larger",
          "[behaviour]")
{
  const CalfGrowth p = plain_numbers();
  const Milk milk;
  const auto mass = [&](double milk_kg, double age, double fed, double km) {
    DaysWork w = summer_forage(3);
    w.walk_kj_kg = 2.25 * km;
    return calf_day(p, milk, 20, age, milk_kg, fed, w, climb_j).mass_kg;
  };
  for (double x = 0; x < 1; x += 0.05) {
    REQUIRE(mass(x + 0.05, 40, 1, 10) >= mass(x, 40, 1, 10));
    REQUIRE(mass(0.5, 40, x + 0.05, 10) >= mass(0.5, 40, x, 10));
    REQUIRE(mass(0.5, 100 * (x + 0.05), 1, 10) >= mass(0.5, 100 * x, 1, 10));
    REQUIRE(mass(0.5, 40, 1, 60 * (x + 0.05)) <= mass(0.5, 40, 1, 60 * x));
  }
}

TEST_CASE("growth is limited by protein where there is energy in plenty", "[behaviour]")
{
  CalfGrowth p = plain_numbers();
  p.nitrogen_g = 0.32;
  p.protein_use = 0.75;
  Milk watery;
  watery.protein = 0.06;
  watery.energy_mj_kg = 11;
  const double milk_kg = 2.0, mass = 10;
  const double protein = 0.75 * milk_kg * 0.06 - 6.25 * 0.32 * metabolic_mass(mass) / 1000;
  const CalfDay day = calf_day(p, watery, mass, 5, milk_kg, 1, {}, climb_j);
  CHECK(day.mass_kg - mass == Approx(protein / 0.17));
  CHECK(day.intake_mj < milk_kg * 11 * 0.93);  // what it cannot use it does not take
}

TEST_CASE("a calf does not graze before its time, and its mother's empty pasture feeds it nothing", "[behaviour]")
{
  const CalfGrowth p = plain_numbers();
  const Milk milk;
  CHECK(calf_day(p, milk, 12, 10, 0, 1, summer_forage(3), climb_j).intake_mj == 0.0);
  CHECK(calf_day(p, milk, 12, 15, 0, 1, summer_forage(3), climb_j).intake_mj == 0.0);
  CHECK(calf_day(p, milk, 12, 45, 0, 1, summer_forage(3), climb_j).intake_mj > 0.0);
  CHECK(calf_day(p, milk, 12, 90, 0, 1, summer_forage(0), climb_j).intake_mj == 0.0);
  CHECK(calf_day(p, milk, 12, 90, 0, 1, summer_forage(0), climb_j).mass_kg < 12);
}

TEST_CASE("a thriving calf grows as Gerhart measured and stops at a hundred days", "[behaviour]")
{
  CHECK(thriving_calf_kg(6.8, 0) == 6.8);
  CHECK(thriving_calf_kg(6.8, 28) == Approx(6.8 + 28 * 0.402));
  CHECK(thriving_calf_kg(6.8, 42) - thriving_calf_kg(6.8, 28) == Approx(14 * 0.306));
  CHECK(thriving_calf_kg(6.8, 100) == Approx(6.8 + 28 * 0.402 + 72 * 0.306));
  CHECK(thriving_calf_kg(6.8, 300) == thriving_calf_kg(6.8, 100));
}
