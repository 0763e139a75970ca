#include "engine/life_day.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "engine/start_herd.h"
#include "engine/tally.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

/// Adult cows on land; nobody dies unless a test says so.
struct Cows {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = small_world::terrain();
  landscape::Regions regions = small_world::regions(terrain);
  landscape::Environment environment;
  herd::Herd animals;
  std::vector<herd::Birth> births;
  std::vector<engine::LifeTally> tally;

  explicit Cows(std::size_t n) : animals {scattered(terrain, n, {Season::spring_migration}, {Mode::spring_migration})}
  {
    environment.resize(terrain.grid);
    behaviour::Survival& s = rules.survival;
    s.weaned_calf = s.yearling = s.adult_female = s.adult_male = 1.0;
    rules.predation.wolves_per_1000_km2 = 0;
    no_other_risk(0.0);
  }
  /// Calves die at this rate a day and at no other.
  void no_other_risk(double daily)
  {
    behaviour::Predation& p = rules.predation;
    p.calf_later = daily;
    p.calf_first_days = p.foothill_risk = p.swamping = p.weak_calf = p.thin_mother = p.unfed_mother = 0.0;
  }
  void evening(Day day) { engine::evening(rules, terrain, regions, environment, day, animals, births, tally); }
};

const Day june_4 = make_day(2001, 6, 4);

std::int64_t lost(const engine::LifeTally& of, herd::Loss why) { return of.lost[static_cast<std::size_t>(why)]; }

}  // namespace

TEST_CASE("a cow gives birth where she stands when she is due, not at the place she remembers", "[engine]")
{
  Cows c(50);
  for (std::size_t i = 0; i < 50; ++i) {
    c.animals.pregnant[i] = 1;
    c.animals.due_day[i] = days_since_1970(june_4) + (i < 20 ? 0 : 1);
    c.animals.remembered_x_m[i] = 100'000.0f;
    c.animals.remembered_y_m[i] = 70'000.0f;
  }
  const herd::Herd before = c.animals;
  c.evening(june_4);
  REQUIRE(c.births.size() == 20);
  CHECK(c.tally[0].born == 20 * 10);
  for (std::size_t b = 0; b < 20; ++b) {
    const herd::Birth& birth = c.births[b];
    CHECK(birth.mother == before.id[b]);
    CHECK(birth.x_m == before.x_m[b]);
    CHECK(birth.y_m == before.y_m[b]);
    CHECK(birth.remembered_x_m == 100'000.0f);
    CHECK(birth.displacement_km == Approx(std::hypot(before.x_m[b] - 100'000.0f, before.y_m[b] - 70'000.0f) / 1000));
    CHECK((birth.regions & 1u) == (before.x_m[b] < 0 ? 1u : 0u));
    CHECK(c.animals.calf[b] == 1);
    CHECK(c.animals.pregnant[b] == 0);
  }
  CHECK(c.animals.pregnant[20] == 1);
  CHECK(c.animals.calf[20] == 0);
}

TEST_CASE("with each birth a cow shifts the place she remembers, by what she forgets in a year", "[engine]")
{
  Cows c(1);
  c.rules.memory.forget_years = 4;
  c.animals.pregnant[0] = 1;
  c.animals.due_day[0] = days_since_1970(june_4);
  c.animals.x_m[0] = 10'000;
  c.animals.remembered_x_m[0] = -30'000;
  c.evening(june_4);
  CHECK(c.animals.remembered_x_m[0] == Approx(-30'000 + 40'000 * (1 - std::exp(-0.25))).epsilon(1e-4));
}

TEST_CASE("a herd with a memory of its own forgets by that", "[engine]")
{
  Cows c(2);
  c.rules.memory.forget_years = 4;
  c.rules.herds.push_back(c.rules.herds[0]);
  c.rules.herds[1].memory = c.rules.memory;
  c.rules.herds[1].memory->forget_years = 1;
  for (std::size_t i = 0; i < 2; ++i) {
    c.animals.herd[i] = static_cast<std::uint8_t>(i);
    c.animals.pregnant[i] = 1;
    c.animals.due_day[i] = days_since_1970(june_4);
    c.animals.x_m[i] = 10'000;
    c.animals.remembered_x_m[i] = -30'000;
  }
  c.evening(june_4);
  CHECK(c.animals.remembered_x_m[0] == Approx(-30'000 + 40'000 * (1 - std::exp(-0.25))).epsilon(1e-4));
  CHECK(c.animals.remembered_x_m[1] == Approx(-30'000 + 40'000 * (1 - std::exp(-1.0))).epsilon(1e-4));
}

TEST_CASE("next morning the mother calves, wherever she was on her way", "[engine]")
{
  Cows c(10);
  for (std::size_t i = 0; i < 5; ++i) {
    c.animals.pregnant[i] = 1;
    c.animals.due_day[i] = days_since_1970(june_4);
  }
  const engine::Destinations d = nowhere_to_go(c.terrain);
  c.rules.seasons.arrival_km = -1;  // nobody arrives
  c.rules.seasons.straggle_until_doy = 230;
  c.evening(june_4);
  engine::morning(c.rules, c.environment, d, june_4 + std::chrono::days {1}, c.animals);
  for (std::size_t i = 0; i < 10; ++i) {
    CHECK(static_cast<Season>(c.animals.season[i]) == (i < 5 ? Season::calving : Season::spring_migration));
    CHECK(static_cast<Mode>(c.animals.mode[i]) == (i < 5 ? Mode::calving : Mode::spring_migration));
  }
  CHECK(c.animals.season_since[0] == days_since_1970(june_4) + 1);
  CHECK(c.animals.season_since[9] == 0);
}

TEST_CASE("a mother walks with her calf's strides, and with her own again from the morning after its death", "[engine]")
{
  Cows c(2);
  c.rules.calf_at_heel = {.speed_at_birth = 0.2, .recovery_d = 25, .calf_fastest_km_h = 1, .keeps_up_d = 40};
  c.rules.seasons.calving_d = 5;
  c.rules.movement.longest_step_km = 15;
  c.animals.pregnant[0] = 1;
  c.animals.due_day[0] = days_since_1970(june_4);
  const engine::Destinations d = nowhere_to_go(c.terrain);
  const auto live = [&](int days, bool calf_dies) {
    const Day today = june_4 + std::chrono::days {days};
    engine::morning(c.rules, c.environment, d, today, c.animals);
    c.no_other_risk(calf_dies ? 1.0 : 0.0);
    c.evening(today);
  };
  const auto mode = [&] { return static_cast<Mode>(c.animals.mode[0]); };
  c.evening(june_4);
  for (int age = 1; age <= 5; ++age) {
    live(age, false);
    CHECK(mode() == Mode::calving);
    CHECK(c.animals.stride[0] == 1.0f);
    CHECK(c.animals.longest_share[0] == Approx(0.2 + 0.8 * age / 40));
  }
  for (int age = 6; age <= 15; ++age) {
    live(age, age == 15);
    CHECK(mode() == Mode::post_calving);
    CHECK(c.animals.stride[0] == Approx(0.2 + 0.8 * (age - 5) / 20));
  }
  CHECK(c.animals.calf[0] == 0);
  live(16, false);
  CHECK(c.animals.stride[0] == 1.0f);
  CHECK(c.animals.longest_share[0] == 1.0f);
  CHECK(c.animals.stride[1] == 1.0f);  // who had none was never slowed
}

TEST_CASE("a cow that loses her calf in its first days no longer stays where it was born", "[engine]")
{
  Cows c(1);
  c.animals.pregnant[0] = 1;
  c.animals.due_day[0] = days_since_1970(june_4);
  c.evening(june_4);
  const engine::Destinations d = nowhere_to_go(c.terrain);
  engine::morning(c.rules, c.environment, d, june_4 + std::chrono::days {1}, c.animals);
  CHECK(static_cast<Mode>(c.animals.mode[0]) == Mode::calving);
  c.animals.calf[0] = 0;
  engine::morning(c.rules, c.environment, d, june_4 + std::chrono::days {2}, c.animals);
  CHECK(static_cast<Mode>(c.animals.mode[0]) == Mode::post_calving);
  CHECK(c.animals.stride[0] == 1.0f);
}

TEST_CASE("yesterday's steps and flies are forgotten in the morning", "[engine]")
{
  Cows c(3);
  c.animals.walked_km.assign(3, 7.0f);
  c.animals.mosquito.assign(3, 1.0f);
  c.animals.oestrid.assign(3, 1.0f);
  engine::morning(c.rules, c.environment, nowhere_to_go(c.terrain), june_4, c.animals);
  CHECK(c.animals.walked_km == std::vector<float>(3, 0.0f));
  CHECK(c.animals.mosquito == std::vector<float>(3, 0.0f));
  CHECK(c.animals.oestrid == std::vector<float>(3, 0.0f));
}

TEST_CASE("a calf at heel is weaned on its day, under the id of mother and year", "[engine]")
{
  Cows c(40);
  c.rules.calving.weaning_doy = 305;
  for (std::size_t i = 0; i < 40; i += 2) {
    c.animals.calf[i] = 1;
    c.animals.calf_born[i] = days_since_1970(june_4);
  }
  const herd::Herd mothers = c.animals;
  const Day weaning = make_day(2001, 11, 1);
  REQUIRE(day_of_year(weaning) == 305);
  c.evening(weaning - std::chrono::days {1});
  CHECK(c.animals.size() == 40);
  c.evening(weaning);
  REQUIRE(c.animals.size() == 60);
  const std::vector<std::int64_t> alive = engine::count_alive(c.rules, c.animals);
  CHECK(alive[0] == 600);
  for (std::size_t k = 0; k < 20; ++k) {
    const std::size_t calf = 40 + k, mother = 2 * k;
    CHECK(c.animals.id[calf] == herd::calf_id(mothers.id[mother], 2001));
    CHECK(c.animals.x_m[calf] == mothers.x_m[mother]);
    CHECK(c.animals.winter_area[calf] == mothers.winter_area[mother]);
    CHECK(c.animals.remembered_x_m[calf] == mothers.remembered_x_m[mother]);
    CHECK(c.animals.birth_year[calf] == 2001);
    CHECK(c.animals.pregnant[calf] == 0);
    CHECK(c.animals.calf[calf] == 0);
    CHECK(c.animals.calf[mother] == 0);
    CHECK(herd::cohort_of(c.animals.male[calf] != 0, c.animals.birth_year[calf], weaning) == herd::Cohort::calf);
  }
}

TEST_CASE("about half the weaned calves are males, as told", "[engine][statistical]")
{
  Cows c(20'000);
  c.rules.calving.male_at_birth = 0.6;
  c.animals.calf.assign(c.animals.size(), 1);
  c.animals.calf_born.assign(c.animals.size(), days_since_1970(june_4));
  c.evening(make_day(2001, 11, 1));
  REQUIRE(c.animals.size() == 40'000);
  const double males = static_cast<double>(std::count(c.animals.male.begin() + 20'000, c.animals.male.end(), 1));
  CHECK(std::abs(males / 20'000 - 0.6) < 4.9 * std::sqrt(0.24 / 20'000));
}

TEST_CASE("of cows, bulls, yearlings and calves as many survive a year as told", "[engine][statistical]")
{
  constexpr std::size_t n = 12'000;  // 4000 agents each of cows, bulls and calves on their own
  Cows c(n);
  c.rules.survival.adult_female = 0.85;
  c.rules.survival.adult_male = 0.7;
  c.rules.survival.yearling = 0.6;
  c.rules.survival.oldest_female_y = c.rules.survival.oldest_male_y = 25;
  c.rules.survival.senescence_per_year = 0;
  c.rules.calving.pregnancy_offset = -100;  // nobody conceives
  std::array<std::set<std::uint64_t>, 3> kind;
  for (std::size_t i = 0; i < n; ++i) {
    c.animals.male[i] = i % 3 == 1 ? 1 : 0;
    c.animals.birth_year[i] = i % 3 == 2 ? 2000 : 1995;
    kind[i % 3].insert(c.animals.id[i]);
  }
  std::int64_t all_lost = 0;
  for (Day day = make_day(2001, 6, 1); day < make_day(2002, 6, 1); day += std::chrono::days {1}) {
    c.evening(day);
    all_lost += lost(c.tally[0], herd::Loss::natural);
  }
  std::array<double, 3> alive {};
  for (const auto id : c.animals.id) {
    for (std::size_t k = 0; k < 3; ++k) alive[k] += kind[k].contains(id) ? 1 : 0;
  }
  const std::array<double, 3> told {0.85, 0.7, 0.6};
  for (std::size_t k = 0; k < 3; ++k) {
    CAPTURE(k);
    CHECK(std::abs(alive[k] / 4000 - told[k]) < 4.9 * std::sqrt(told[k] * (1 - told[k]) / 4000));
  }
  CHECK(all_lost == static_cast<std::int64_t>(n - c.animals.size()) * 10);
}

TEST_CASE("June takes the calves it is told to take, and counts them apart", "[engine][statistical]")
{
  constexpr std::size_t n = 5000;
  Cows c(n);
  c.no_other_risk(1.0 - std::pow(0.7, 1.0 / 30));
  c.animals.pregnant.assign(n, 1);
  c.animals.due_day.assign(n, days_since_1970(june_4));
  std::int64_t june = 0, later = 0;
  for (int d = 0; d <= 60; ++d) {
    c.evening(june_4 + std::chrono::days {d});
    june += lost(c.tally[0], herd::Loss::calf_june);
    later += lost(c.tally[0], herd::Loss::calf_later);
    if (d == 30) CHECK(std::abs(static_cast<double>(june) / (10.0 * n) - 0.3) < 4.9 * std::sqrt(0.21 / n));
  }
  CHECK(later > 0);
  CHECK(june + later == 10 * static_cast<std::int64_t>(n - static_cast<std::size_t>(std::count(
                                                             c.animals.calf.begin(), c.animals.calf.end(), 1))));
  CHECK(std::abs(static_cast<double>(june) / (10.0 * n) - 0.3) < 4.9 * std::sqrt(0.21 / n));
}

TEST_CASE("a calf dies with its mother, and both are counted once", "[engine]")
{
  Cows c(5000);
  c.rules.survival.adult_female = 0.01;
  c.animals.calf.assign(5000, 1);
  c.animals.calf_born.assign(5000, days_since_1970(june_4));
  const auto before = engine::count_alive(c.rules, c.animals);
  c.evening(make_day(2001, 6, 20));
  CHECK(lost(c.tally[0], herd::Loss::natural) > 0);
  CHECK(lost(c.tally[0], herd::Loss::natural) == lost(c.tally[0], herd::Loss::calf_june));
  CHECK(engine::count_alive(c.rules, c.animals)[0] == before[0] - 2 * lost(c.tally[0], herd::Loss::natural));
}

TEST_CASE("nobody grows older than the oldest", "[engine]")
{
  Cows c(30);
  c.rules.survival.oldest_female_y = 12;
  c.rules.survival.oldest_male_y = 9;
  for (std::size_t i = 0; i < 30; ++i) {
    c.animals.male[i] = i % 2;
    c.animals.birth_year[i] = static_cast<std::int16_t>(1985 + i / 2);  // 16 .. 2 years in 2001
  }
  c.evening(june_4);
  CHECK(lost(c.tally[0], herd::Loss::old_age) == static_cast<std::int64_t>(30 - c.animals.size()) * 10);
  for (std::size_t i = 0; i < c.animals.size(); ++i) {
    CHECK(2001 - c.animals.birth_year[i] <= (c.animals.male[i] != 0 ? 9 : 12));
  }
  CHECK(c.animals.size() == 11 + 8);
}

TEST_CASE("pregnancies are decided in the rut, for the June after", "[engine]")
{
  Cows c(500);
  c.rules.calving.conception_doy = 288;
  c.evening(make_day(2001, 10, 14));
  CHECK(std::count(c.animals.pregnant.begin(), c.animals.pregnant.end(), 1) == 0);
  c.evening(make_day(2001, 10, 15));
  CHECK(std::count(c.animals.pregnant.begin(), c.animals.pregnant.end(), 1) > 300);
  for (std::size_t i = 0; i < 500; ++i) {
    if (c.animals.pregnant[i] == 0) continue;
    REQUIRE(c.animals.due_day[i] > days_since_1970(make_day(2002, 5, 10)));
    REQUIRE(c.animals.due_day[i] < days_since_1970(make_day(2002, 7, 1)));
  }
}

TEST_CASE("in the evening the order of the herd does not matter", "[engine][reproducible]")
{
  Cows c(1000);
  c.rules.survival.adult_female = 0.01;
  c.animals = sorted_by_id(c.animals);
  c.animals.pregnant.assign(1000, 1);
  c.animals.due_day.assign(1000, days_since_1970(june_4));
  Cows other = c;
  other.animals = shuffled(c.animals);
  c.evening(june_4);
  other.evening(june_4);
  CHECK(c.animals.size() < 1000);
  herd::Herd back = sorted_by_id(other.animals), straight = sorted_by_id(c.animals);
  CHECK((bits_of(back) == bits_of(straight)));
  CHECK(other.tally[0].lost == c.tally[0].lost);
  const auto mothers = [](const std::vector<herd::Birth>& births) {
    std::vector<std::uint64_t> ids;
    for (const herd::Birth& b : births) ids.push_back(b.mother);
    return ids;
  };
  CHECK(c.births.size() > 900);
  CHECK((mothers(other.births) == mothers(c.births)));  // in the same order
}
