#include "engine/energy_day.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "behaviour/energy_budget.h"
#include "engine/processor.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

const Day july_10 = make_day(2001, 7, 10);

/// Cows, bulls, yearlings and cows with a calf, each with a day of its own behind it.
herd::Herd busy(const engine::Rules& rules, std::size_t n)
{
  herd::Herd a = scattered(terrain(), n, {Season::post_calving}, {Mode::post_calving});
  for (std::size_t i = 0; i < n; ++i) {
    const auto u = uniform4(31, a.id[i], 0, Draw::start), v = uniform4(32, a.id[i], 0, Draw::start);
    a.male[i] = i % 4 == 3 ? 1 : 0;
    a.birth_year[i] = static_cast<std::int16_t>(i % 5 == 4 ? 2000 : 1996);
    a.frame[i] = 0.9f + 0.2f * u[0];
    const double grown = behaviour::grown_protein_kg(rules.body, static_cast<double>(a.frame[i]),
                                                     engine::age_years(july_10, a.birth_year[i]), a.male[i] != 0);
    a.protein_kg[i] = static_cast<float>(grown) * (0.75f + 0.25f * u[1]);
    a.fat_kg[i] = 8.0f * u[2];
    if (i % 4 == 1) {
      a.calf[i] = a.nursing[i] = 1;
      a.calf_born[i] = days_since_1970(july_10) - 30;
      a.calf_kg[i] = 12.0f + 8.0f * u[3];
      a.calf_born_kg[i] = 6.5f;
    }
    a.fed[i] = 0.5f;
    a.walk_kj_kg[i] = 60.0f * v[0];
    a.climb_m[i] = 300.0f * v[1];
    a.graze_kg[i] = 5.0f * v[2];
    a.graze_mj[i] = 10.5f * a.graze_kg[i];
    a.graze_protein_kg[i] = 0.12f * a.graze_kg[i];
    a.digging_kj[i] = i % 7 == 0 ? 200.0f : 0.0f;
    a.harassed[i] = 4.0f * v[3];
  }
  return a;
}

double sum_of(const Expenses& of) { return std::accumulate(of.begin(), of.end(), 0.0); }

}  // namespace

TEST_CASE("the books of a herd close: all that is eaten is spent or stored", "[engine]")
{
  const engine::Rules r = rules();
  herd::Herd a = busy(r, 4000);
  std::vector<herd::HerdDay> report;
  engine::keep_energy(r, july_10, a, report);
  const herd::HerdDay& d = report.at(0);
  CHECK(d.energy_in_mj > 10 * 4000 * 5.0);
  CHECK(d.energy_spent_mj > 10 * 4000 * 5.0);
  CHECK(std::abs(d.energy_in_mj - d.energy_spent_mj - d.energy_stored_mj) < 1e-4 * 40'000);
  CHECK(d.energy_worst_mj < 1e-4);  // the pools are floats
}

TEST_CASE("the books hold the accounts of all animals and calves, one by one", "[engine]")
{
  const engine::Rules r = rules();
  herd::Herd a = busy(r, 150);
  const herd::Herd before = a;
  std::vector<herd::HerdDay> report;
  engine::keep_energy(r, july_10, a, report);
  double in = 0, spent = 0;
  for (std::size_t i = 0; i < 150; ++i) {
    const auto d = [i](const std::vector<float>& v) { return static_cast<double>(v[i]); };
    const behaviour::DaysWork work {d(before.walk_kj_kg),  d(before.climb_m),          d(before.graze_kg),
                                    d(before.graze_mj),    d(before.graze_protein_kg), d(before.digging_kj),
                                    d(before.harassed) / 8};
    const behaviour::Budget b =
      behaviour::EnergyDay(r.energy, r.body, r.gestation, r.milk, r.travel.climb_j, day_of_year(july_10))
        .of(engine::animal_of(r, before, i, {r.body, july_10}), work);
    in += b.intake_mj;
    spent += sum_of(b.spent_mj);
    CHECK(a.fat_kg[i] == static_cast<float>(b.fat_kg));
    CHECK(a.protein_kg[i] == static_cast<float>(b.protein_kg));
    CHECK(a.fed[i] == Approx(0.5 + (b.fed - 0.5) / 7));
    if (before.calf[i] == 0) continue;
    const behaviour::CalfDay calf =
      behaviour::calf_day(r.calf, r.milk, d(before.calf_kg), 30, b.milk_kg, b.fed, work, r.travel.climb_j);
    in += calf.intake_mj;
    spent += calf.spent_mj;
    CHECK(a.calf_kg[i] == static_cast<float>(calf.mass_kg));
    CHECK(b.milk_kg > 0.0);
  }
  CHECK(report[0].energy_in_mj == Approx(10 * in));
  CHECK(report[0].energy_spent_mj == Approx(10 * spent));
}

TEST_CASE("means of a day are over the cows, and missing where there are none", "[engine]")
{
  const engine::Rules r = rules();
  herd::Herd a = busy(r, 400);
  std::vector<herd::HerdDay> report;
  engine::keep_energy(r, july_10, a, report);
  double cows = 0, kg = 0, fat = 0, bulls = 0, bull_kg = 0, calves = 0, calf_kg = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const double mass =
      behaviour::live_mass_kg(r.body, static_cast<double>(a.fat_kg[i]), static_cast<double>(a.protein_kg[i]));
    const herd::Cohort cohort = herd::cohort_of(a.male[i] != 0, a.birth_year[i], july_10);
    if (cohort == herd::Cohort::cow) {
      cows += 1;
      kg += mass;
      fat += static_cast<double>(a.fat_kg[i]);
    }
    if (cohort == herd::Cohort::bull) {
      bulls += 1;
      bull_kg += mass;
    }
    if (a.calf[i] != 0) {
      calves += 1;
      calf_kg += static_cast<double>(a.calf_kg[i]);
    }
  }
  const herd::HerdDay& d = report.at(0);
  CHECK(d.cow_mass_kg == Approx(kg / cows));
  CHECK(d.cow_fat_kg == Approx(fat / cows));
  CHECK(d.bull_mass_kg == Approx(bull_kg / bulls));
  CHECK(d.calf_mass_kg == Approx(calf_kg / calves));
  CHECK(sum_of(d.cow_spent_mj) == Approx(d.cow_need_mj + d.cow_spent_mj[static_cast<std::size_t>(Expense::gain)]));

  a.male.assign(400, 1);
  a.calf.assign(400, 0);
  engine::keep_energy(r, july_10, a, report);
  CHECK(std::isnan(report[0].cow_mass_kg));
  CHECK(std::isnan(report[0].cow_intake_mj));
  CHECK(std::isnan(report[0].calf_mass_kg));
}

TEST_CASE("a cow that lost her calf gives no milk, one that is starved of protein dries up that evening", "[engine]")
{
  engine::Rules r = rules();
  r.milk.post_natal = 0.72;
  r.milk.lean_to = 0.5;
  r.milk.lean_from = 0.9;
  herd::Herd a = busy(r, 8);
  a.calf.assign(8, 1);
  a.calf_born.assign(8, days_since_1970(july_10) - 20);
  a.calf_kg.assign(8, 14.0f);
  a.nursing.assign(8, 1);
  a.male.assign(8, 0);
  a.birth_year.assign(8, 1990);
  a.frame.assign(8, 1.0f);
  a.protein_kg.assign(8, 14.0f);
  a.calf[0] = 0;
  a.protein_kg[1] = 0.6f * static_cast<float>(r.body.cow_protein_kg);
  const float lost_nothing = a.calf_kg[1];
  std::vector<herd::HerdDay> report;
  engine::keep_energy(r, july_10, a, report);
  CHECK(a.nursing[0] == 0);
  CHECK(a.nursing[1] == 0);
  CHECK(a.calf[1] == 1);  // the calf lives on what it grazes
  CHECK(a.calf_kg[1] != lost_nothing);
  for (std::size_t i = 2; i < 8; ++i) CHECK(a.nursing[i] == 1);
}

TEST_CASE("pregnancy weighs on a cow in the days of gestation before she is due, and not else", "[engine]")
{
  engine::Rules r = rules();
  r.gestation.days = 230;
  herd::Herd a = scattered(terrain(), 4, {Season::winter}, {Mode::winter});
  const Day today = make_day(2001, 4, 1);
  a.pregnant = {1, 1, 1, 0};
  a.due_day.assign(4, days_since_1970(today) + 60);
  a.due_day[1] = days_since_1970(today) + 230;
  a.due_day[2] = days_since_1970(today) - 1;
  CHECK(engine::animal_of(r, a, 0, {r.body, today}).pregnant);
  CHECK(engine::animal_of(r, a, 0, {r.body, today}).days_to_due == 60);
  CHECK_FALSE(engine::animal_of(r, a, 1, {r.body, today}).pregnant);
  CHECK_FALSE(engine::animal_of(r, a, 2, {r.body, today}).pregnant);
  CHECK_FALSE(engine::animal_of(r, a, 3, {r.body, today}).pregnant);
}

TEST_CASE("age counts from the first of June", "[engine]")
{
  CHECK(engine::age_years(make_day(2001, 6, 1), 2001) == 0.0);
  CHECK(engine::age_years(make_day(2001, 3, 1), 2001) == 0.0);
  CHECK(engine::age_years(make_day(2005, 6, 1), 2001) == Approx(4));
  CHECK(engine::age_years(make_day(2001, 12, 1), 1996) == Approx(5.5).margin(0.01));
}

TEST_CASE("an account that is no number is not passed over in silence", "[engine]")
{
  const engine::Rules r = rules();
  herd::Herd a = busy(r, 100);
  a.graze_mj[42] = std::numeric_limits<float>::quiet_NaN();
  std::vector<herd::HerdDay> report;
  engine::keep_energy(r, july_10, a, report);
  CHECK_FALSE(report[0].energy_worst_mj < 1e5);
}

TEST_CASE("energy is the same to the bit on any number of threads and in any order of the herd",
          "[engine][reproducible]")
{
  const engine::Rules r = rules();
  const herd::Herd a = busy(r, 6000);
  struct Kept {
    std::vector<std::byte> bodies;
    std::vector<std::uint64_t> numbers;
    bool operator==(const Kept&) const = default;
  };
  const auto keep = [&](int threads, herd::Herd animals) {
    const Threads these {threads};
    std::vector<herd::HerdDay> report;
    engine::keep_energy(r, july_10, animals, report);
    herd::Herd sorted = sorted_by_id(animals);
    return Kept {bits_of(sorted), Diary::numbers_of(report.at(0))};
  };
  const auto one = keep(1, a);
  CHECK((keep(3, a) == one));
  CHECK((keep(7, shuffled(a)) == one));
  CHECK((keep(2, sorted_by_id(a)) == one));
}

TEST_CASE("two herds keep their own books", "[engine]")
{
  engine::Rules r = rules();
  r.herds.push_back(r.herds[0]);
  r.herds[1].animals_per_agent = 3;
  herd::Herd a = busy(r, 300), only = a;
  for (std::size_t i = 0; i < 300; ++i) a.herd[i] = i < 200 ? 0 : 1;
  std::vector<herd::HerdDay> report, alone;
  engine::keep_energy(r, july_10, a, report);
  engine::keep_energy(r, july_10, only, alone);
  REQUIRE(report.size() == 2);
  CHECK(report[0].energy_in_mj / 10 + report[1].energy_in_mj / 3 == Approx(alone[0].energy_in_mj / 10));
  CHECK(report[1].energy_in_mj > 0.0);
}

TEST_CASE("a day's energy is the same on every processor level, and for agents in any hand", "[engine][reproducible]")
{
  const engine::Rules r = rules();
  const Day day = GENERATE(july_10, make_day(2001, 1, 20), make_day(2001, 5, 30));
  const herd::Herd before = busy(r, 203);
  const auto after = [&](const char* level, herd::Herd a) {
    engine::limit_processor_level(level);
    std::vector<herd::HerdDay> report;
    engine::keep_energy(r, day, a, report);
    engine::limit_processor_level("");
    return a;
  };
  const herd::Herd plain = after("baseline", before), best = after("", before);
  CHECK(plain.fat_kg == best.fat_kg);
  CHECK(plain.protein_kg == best.protein_kg);
  CHECK(plain.fed == best.fed);
  CHECK(plain.calf_kg == best.calf_kg);
  CHECK(plain.nursing == best.nursing);
  CHECK(plain.fat_kg != before.fat_kg);

  herd::Herd fewer = before;  // the first is gone: all others stand elsewhere
  std::vector<std::uint8_t> gone(before.size(), 0);
  gone[0] = 1;
  herd::drop(fewer, gone);
  const herd::Herd moved = after("", fewer);
  REQUIRE(moved.size() == 202);
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const auto same = static_cast<std::size_t>(std::ranges::find(plain.id, moved.id[i]) - plain.id.begin());
    REQUIRE(same < plain.size());
    CHECK(moved.fat_kg[i] == plain.fat_kg[same]);
    CHECK(moved.protein_kg[i] == plain.protein_kg[same]);
  }
}
