#include "behaviour/energy_budget.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "base/random.h"

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

constexpr double climb_j = 24;
constexpr int january_15 = 15, july_15 = 196;

/// All that a budget is made of, with the numbers that tests lean on.
struct Physiology {
  Energy energy;
  Body body;
  Gestation gestation;
  Milk milk;

  Physiology()
  {
    energy.rest_winter_kj = 380;
    energy.rest_summer_kj = 480;
    energy.activity = 0.22;
    energy.harassed = 0.25;
    energy.maintenance_efficiency = 0.80;
    energy.gain_efficiency = 0.65;
    energy.nursing_gain_efficiency = 0.60;
    energy.appetite_winter_g = 80;
    energy.appetite_summer_g = 128;
    energy.nursing_appetite = 1.25;
    energy.growing_appetite = 0.5;
    energy.feedback = 2;
    energy.rut_appetite = 0.35;
    energy.protein_use = 0.78;
    energy.nitrogen_g = 0.28;
    energy.protein_first = 0.25;
    body.cow_protein_kg = 15;
    body.fat_reference = 0.10;
    body.protein_in_lean = 0.22;
    body.gut = 0.14;
    body.fat_mj_kg = 39.3;
    body.protein_mj_kg = 23.6;
  }
  [[nodiscard]] Budget day(const Animal& a, const DaysWork& work, int day_of_year = january_15) const
  {
    return EnergyDay(energy, body, gestation, milk, climb_j, day_of_year).of(a, work);
  }
};

double spent(const Budget& b) { return std::accumulate(b.spent_mj.begin(), b.spent_mj.end(), 0.0); }
double of(const Budget& b, Expense e) { return b.spent_mj[static_cast<std::size_t>(e)]; }

/// A full-grown cow of 85 kg, not pregnant.
Animal cow()
{
  Animal a;
  a.protein_kg = a.grown_protein_kg = 15;
  a.fat_kg = 85 * 0.86 - 15 / 0.22;
  return a;
}

/// Forage of winter, `kg` of it.
DaysWork forage(double kg)
{
  DaysWork w;
  w.graze_kg = kg;
  w.graze_mj = 9.4 * kg;
  w.graze_protein_kg = 0.04 * kg;
  return w;
}

/// Any animal on any day.
struct Anyone {
  Animal animal;
  DaysWork work;
  int day_of_year;
};

Anyone anyone(std::uint64_t number)
{
  std::uint32_t draw = 0;
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(uniform(42, number, draw++, Draw::start));
  };
  Anyone one;
  one.day_of_year = static_cast<int>(between(1, 366.99));
  Animal& a = one.animal;
  a.grown_protein_kg = between(3, 28);
  a.protein_kg = a.grown_protein_kg * between(0.4, 1.05);
  a.fat_kg = a.protein_kg / 0.22 * (between(0, 1) < 0.2 ? between(0, 0.02) : between(0, 0.25));
  a.male = between(0, 1) < 0.4;
  a.rutting = between(0, 1) < 0.2;
  a.pregnant = !a.male && between(0, 1) < 0.5;
  a.days_to_due = between(0, 230);
  a.nursing = !a.male && between(0, 1) < 0.5;
  a.days_since_birth = between(0, 200);
  DaysWork& w = one.work;
  w.walk_kj_kg = between(0, 150);
  w.climb_m = between(0, 800);
  w.graze_kg = between(0, 1) < 0.1 ? 0.0 : between(0, 6);
  w.graze_mj = w.graze_kg * between(6, 12);
  w.graze_protein_kg = w.graze_kg * between(0.01, 0.2);
  w.digging_kj = w.graze_kg > 0.0 ? between(0, 800) : 0.0;
  w.insects = between(0, 1);
  return one;
}

}  // namespace

TEST_CASE("what an animal eats is what it spends and what it stores, for any animal on any day", "[behaviour]")
{
  const Physiology body;
  int gained = 0, lost = 0;
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    CAPTURE(n);
    const Anyone one = anyone(n);
    const Budget b = body.day(one.animal, one.work, one.day_of_year);
    const double stored = body_energy_mj(body.body, b.fat_kg, b.protein_kg) -
                          body_energy_mj(body.body, one.animal.fat_kg, one.animal.protein_kg);
    const double turnover = b.intake_mj + spent(b) + std::abs(stored);
    REQUIRE(std::abs(b.intake_mj - spent(b) - stored) <= 1e-9 * turnover);
    for (const double mj : b.spent_mj) REQUIRE(mj >= 0.0);
    REQUIRE(b.fat_kg >= 0.0);
    gained += stored > 0;
    lost += stored < 0;
  }
  CHECK(gained > 1000);
  CHECK(lost > 1000);
}

TEST_CASE("no animal eats more than it is offered or than its appetite", "[behaviour]")
{
  const Physiology body;
  for (std::uint64_t n = 0; n < 5000; ++n) {
    CAPTURE(n);
    const Anyone one = anyone(n);
    const Budget b = body.day(one.animal, one.work, one.day_of_year);
    const double mouth =
      metabolic_mass(live_mass_kg(body.body, one.animal.fat_kg, one.animal.protein_kg)) / metabolic_mass(85);
    REQUIRE(b.eaten_kg <= one.work.graze_kg * mouth);
    REQUIRE((b.fed >= 0.0 && b.fed <= 1.0));
    if (one.work.graze_kg > 0) REQUIRE(b.intake_mj == Approx(b.eaten_kg * one.work.graze_mj / one.work.graze_kg));
    else REQUIRE(b.intake_mj == 0.0);
  }
}

TEST_CASE("with plenty before her a cow at her set point eats what is published", "[behaviour]")
{
  Physiology body;
  body.energy.feedback = 0;
  const Budget winter = body.day(cow(), forage(50), january_15), summer = body.day(cow(), forage(50), july_15);
  CHECK(winter.eaten_kg == Approx(80 * metabolic_mass(85) / 1000).epsilon(1e-3));  // the day after the trough
  CHECK(summer.eaten_kg == Approx(128 * metabolic_mass(85) / 1000).epsilon(1e-5));
  CHECK(winter.eaten_kg >= 1.6);  // 1.6 to 2.2 kg and 2.8 to 4.0 kg, science of the region
  CHECK(winter.eaten_kg <= 2.3);
  CHECK(summer.eaten_kg >= 2.8);
  CHECK(summer.eaten_kg <= 4.0);
  CHECK(winter.fed == 1.0);
  Animal nursing = cow();
  nursing.nursing = true;
  CHECK(body.day(nursing, forage(50), july_15).eaten_kg == Approx(1.25 * summer.eaten_kg));
}

TEST_CASE("a bull in the rut and an animal with more than it defends eat less, a lean or growing one more",
          "[behaviour]")
{
  const Physiology body;
  Animal bull = cow();
  bull.male = true;
  const double eats = body.day(bull, forage(50), 288).eaten_kg;
  bull.rutting = true;
  CHECK(body.day(bull, forage(50), 288).eaten_kg == Approx(0.35 * eats));

  const auto per_metabolic_kg = [&](const Animal& a) {
    return body.day(a, forage(50), 288).eaten_kg / metabolic_mass(live_mass_kg(body.body, a.fat_kg, a.protein_kg));
  };
  double before = 1e9;
  for (double fat = 0; fat < 15; fat += 0.5) {
    Animal a = cow();
    a.fat_kg = fat;
    REQUIRE(per_metabolic_kg(a) <= before * (1 + 1e-6));  // metabolic mass is rounded to a float
    before = per_metabolic_kg(a);
  }
  Animal small = cow();
  small.grown_protein_kg = small.protein_kg = 7.5;
  small.fat_kg = 0.5 * cow().fat_kg;
  CHECK(per_metabolic_kg(small) == Approx(1.5 * per_metabolic_kg(cow())).epsilon(1e-4));
}

TEST_CASE("resting metabolism is that told in January and July and scales with mass to three quarters", "[behaviour]")
{
  Energy p;
  p.rest_winter_kj = 380;
  p.rest_summer_kj = 480;
  CHECK(metabolic_mass(85) == Approx(std::pow(85.0, 0.75)).epsilon(1e-5));
  CHECK(resting_kj(p, july_15) == Approx(480).epsilon(1e-4));
  CHECK(resting_kj(p, january_15) == Approx(380).epsilon(1e-3));
  CHECK(resting_kj(p, january_15) / resting_kj(p, july_15) == Approx(0.79).margin(0.005));  // Boertje: -21 %
}

TEST_CASE("a cow's needs in January and in July are about those of Boertje", "[behaviour]")
{
  const Physiology body;
  DaysWork winter, summer;
  winter.walk_kj_kg = 4 * 2.6;
  winter.digging_kj = 300;
  summer.walk_kj_kg = 14 * 2.5;
  summer.climb_m = 100;
  summer.insects = 0.4;
  const double in_winter = body.day(cow(), winter, january_15).need_mj;
  CHECK(in_winter == Approx(20.5).epsilon(0.2));
  Animal nursing = cow();
  nursing.nursing = true;
  nursing.days_since_birth = 42;
  const double in_summer = body.day(nursing, summer, july_15).need_mj;
  CHECK(in_summer == Approx(38.2).epsilon(0.25));
  CHECK(in_winter < 0.6 * in_summer);
}

TEST_CASE("walking, climbing, insects and digging each cost what they are told to", "[behaviour]")
{
  const Physiology body;
  DaysWork w = forage(1.0);
  const Budget still = body.day(cow(), w);
  w.walk_kj_kg = 22.5;  // 10 km
  w.climb_m = 500;
  w.insects = 1;
  w.digging_kj = 240;
  const Budget b = body.day(cow(), w);
  CHECK(of(b, Expense::walking) == Approx(22.5 * 85 / 1000 / 0.8));
  CHECK(of(b, Expense::climbing) == Approx(24 * 500 * 85 / 1e6 / 0.8));
  CHECK(of(b, Expense::activity) == Approx(of(b, Expense::rest) * (0.22 + 0.25)));
  CHECK(of(still, Expense::activity) == Approx(of(b, Expense::rest) * 0.22));
  CHECK(of(b, Expense::digging) == Approx(0.24 / 0.8));  // she took all that she uncovered
  CHECK(of(b, Expense::gestation) == 0.0);
  CHECK(of(b, Expense::milk) == 0.0);
  CHECK(b.need_mj == Approx(spent(b) - of(b, Expense::gain)));
  CHECK(of(body.day(cow(), forage(0)), Expense::digging) == 0.0);
}

TEST_CASE("who needs only half of what feeding time offers digs only half of it up", "[behaviour]")
{
  Physiology body;
  body.energy.feedback = 0;
  const double appetite = body.day(cow(), forage(50)).eaten_kg;
  DaysWork w = forage(2 * appetite);
  w.digging_kj = 400;
  CHECK(of(body.day(cow(), w), Expense::digging) == Approx(0.2 / 0.8));
}

TEST_CASE("more insects never mean more feeding time, and full harassment costs the share told", "[behaviour]")
{
  Energy p;
  p.feeding_share = 0.52;
  p.marching_share = 0.45;
  p.insect_loss = 0.45;
  CHECK(feeding_min(p, 24, false, 0) == Approx(0.52 * 1440));
  CHECK(feeding_min(p, 24, true, 0) == Approx(0.45 * 1440));
  CHECK(feeding_min(p, 24, false, 1) == Approx(0.55 * 0.52 * 1440));
  CHECK(feeding_min(p, 3, false, 0) == Approx(0.52 * 180));
  const Physiology body;
  double before = 1e9;
  for (float insects = 0; insects <= 1.0f; insects += 0.05f) {
    const double minutes = static_cast<double>(feeding_min(p, 24, false, insects));
    const double eaten = body.day(cow(), forage(0.005 * minutes), july_15).eaten_kg;
    REQUIRE(eaten <= before);
    before = eaten;
  }
}

TEST_CASE("later in pregnancy is never cheaper, milk costs its energy over its efficiency", "[behaviour]")
{
  const Physiology body;
  Animal a = cow();
  a.pregnant = true;
  double before = 0;
  for (int to_due = 200; to_due >= 0; to_due -= 5) {
    a.days_to_due = to_due;
    const double need = body.day(a, forage(2)).need_mj;
    REQUIRE(need > before);
    before = need;
  }
  Animal nursing = cow();
  nursing.nursing = true;
  nursing.days_since_birth = body.milk.peak_day;
  const Budget b = body.day(nursing, forage(4), july_15);
  CHECK(b.milk_kg == Approx(body.milk.peak_kg));
  CHECK(of(b, Expense::milk) == Approx(body.milk.peak_kg * body.milk.energy_mj_kg / body.milk.efficiency));
}

TEST_CASE("a thinner cow never gives more milk", "[behaviour]")
{
  const Physiology body;
  Animal a = cow();
  a.nursing = true;
  a.days_since_birth = 20;
  double before = 1e9;
  for (double protein = 15; protein > 7; protein -= 0.25) {
    a.protein_kg = protein;
    const double milk = body.day(a, forage(3), july_15).milk_kg;
    REQUIRE(milk <= before);
    before = milk;
  }
  CHECK(before == 0.0);
}

TEST_CASE("what is eaten beyond need is laid on with the efficiency told, protein first up to the full-grown body",
          "[behaviour]")
{
  const Physiology body;
  Animal a = cow();
  a.protein_kg = 14;
  a.fat_kg = 3;
  DaysWork rich = forage(6);
  rich.graze_mj = 6 * 11.0;
  rich.graze_protein_kg = 6 * 0.15;
  const Budget b = body.day(a, rich, july_15);
  const double left = b.intake_mj - b.need_mj;
  REQUIRE(left > 0);
  CHECK(of(b, Expense::gain) == Approx(0.35 * left));
  CHECK(body_energy_mj(body.body, b.fat_kg - a.fat_kg, b.protein_kg - a.protein_kg) == Approx(0.65 * left));
  CHECK(b.protein_kg > a.protein_kg);
  a.nursing = true;
  a.days_since_birth = 20;
  const Budget nursing = body.day(a, rich, july_15);
  if (nursing.intake_mj > nursing.need_mj)
    CHECK(of(nursing, Expense::gain) == Approx(0.40 * (nursing.intake_mj - nursing.need_mj)));
  Animal full = cow();
  CHECK(body.day(full, rich, july_15).protein_kg == Approx(15));  // no room for more: all goes to fat
  CHECK(body.day(full, rich, july_15).fat_kg > full.fat_kg);
}

TEST_CASE("a hungry animal burns fat and protein as told, and protein alone when there is no fat", "[behaviour]")
{
  Physiology body;
  body.energy.nitrogen_g = 0;  // protein is lost for energy alone
  const Animal fat = cow();
  const Budget b = body.day(fat, forage(0));
  const double short_mj = b.need_mj;
  CHECK((fat.fat_kg - b.fat_kg) * 39.3 == Approx(0.75 * short_mj));
  CHECK((fat.protein_kg - b.protein_kg) * 23.6 == Approx(0.25 * short_mj));
  Animal lean = cow();
  lean.fat_kg = 0.02 * 15 / 0.22;
  const Budget last = body.day(lean, forage(0));
  CHECK(last.fat_kg == Approx(lean.fat_kg));
  CHECK((lean.protein_kg - last.protein_kg) * 23.6 == Approx(last.need_mj));
}

TEST_CASE("an animal without protein in its diet loses what it must, and no faster than 2 % a day", "[behaviour]")
{
  const Physiology body;
  DaysWork w = forage(3);
  w.graze_protein_kg = 0;
  w.graze_mj = 60;  // energy in plenty
  const Budget b = body.day(cow(), w);
  CHECK(15 - b.protein_kg == Approx(6.25 * 0.28 * metabolic_mass(85) / 1000));
  Animal nursing = cow();
  nursing.nursing = true;
  nursing.days_since_birth = 20;
  Physiology leaky;
  leaky.energy.nitrogen_g = 0.8;
  leaky.milk.protein = 0.13;
  leaky.milk.peak_kg = 2.2;
  DaysWork plenty = w;
  plenty.graze_mj = 120;
  const Budget worst = leaky.day(nursing, plenty, july_15);
  CHECK(15 - worst.protein_kg == Approx(0.02 * 15));
}
