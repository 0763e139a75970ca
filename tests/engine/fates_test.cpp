#include "engine/fates.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/energy_day.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Loss;
using herd::Mode;

namespace {

/// Cows and bulls, well and in a country where nobody dies unless a test says so.
struct Day0 {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = small_world::terrain();
  landscape::Regions regions = small_world::regions(terrain);
  herd::Herd animals;
  Day today = make_day(2001, 2, 10);

  explicit Day0(std::size_t n) : animals {scattered(terrain, n, {Season::winter}, {Mode::winter})}
  {
    behaviour::Survival& s = rules.survival;
    s.weaned_calf = s.yearling = s.adult_female = s.adult_male = 1.0;
    s.oldest_female_y = 18;
    s.oldest_male_y = 13;
    s.starving_fat = 0.03;
    s.starving_protein = 0.72;
    behaviour::Predation& p = rules.predation;
    p.wolves_per_1000_km2 = 0;
    p.calf_first_days = p.calf_later = 0;
    p.foothill_risk = p.swamping = p.weak_calf = p.thin_mother = p.unfed_mother = 0;
    for (std::size_t i = 0; i < n; ++i) animals.male[i] = i % 2;
  }
  /// Wolves that kill this share of the grown every day, were there no plain.
  void wolves(double daily)
  {
    rules.predation.wolves_per_1000_km2 = 6;
    rules.predation.kill_per_wolf_d = 0.08;
    const double grown = static_cast<double>(animals.size() * 10);
    for (engine::HerdRules& of : rules.herds) of.wolf_range_km2 = daily * grown / (0.006 * 0.08);
    rules.predation.refuge_from_doy = 121;
    rules.predation.refuge_until_doy = 243;
  }
  behaviour::Harvest& hunters(const char* region, double a_day)
  {
    behaviour::Harvest h;
    h.region = region;
    h.herd = rules.herds[0].name;
    h.animals = 100 * a_day;
    h.from_doy = 1;
    h.until_doy = 100;
    h.bull_share = 0.5;
    rules.harvests.push_back(h);
    return rules.harvests.back();
  }
  [[nodiscard]] std::vector<std::uint8_t> fates() const
  {
    return engine::fates(rules, terrain, regions, today, animals);
  }
};

std::size_t count(const std::vector<std::uint8_t>& fates, unsigned bit)
{
  return static_cast<std::size_t>(
    std::count_if(fates.begin(), fates.end(), [bit](std::uint8_t fate) { return (fate & bit) != 0; }));
}

std::size_t count(const std::vector<std::uint8_t>& fates, Loss why)
{
  return static_cast<std::size_t>(std::count_if(fates.begin(), fates.end(), [why](std::uint8_t fate) {
    return (fate & engine::dies) != 0 && engine::cause_of(fate) == why;
  }));
}

bool about(std::size_t seen, double n, double chance)
{
  return std::abs(static_cast<double>(seen) - n * chance) < 4.9 * std::sqrt(n * chance * (1 - chance));
}

}  // namespace

TEST_CASE("where nothing kills, nobody dies and nobody is born", "[engine]")
{
  const Day0 d {2000};
  CHECK(d.fates() == std::vector<std::uint8_t>(2000, 0));
}

TEST_CASE("wolves kill their share of the grown, bulls and cows alike, and no weaned calf", "[engine][statistical]")
{
  Day0 d {20'000};
  d.wolves(0.02);
  const auto fates = d.fates();
  CHECK(about(count(fates, engine::dies), 20'000, 0.02));
  CHECK(count(fates, Loss::wolves) == count(fates, engine::dies));
  Day0 calves {2000};
  calves.animals.birth_year.assign(2000, 2000);  // in February: calves of last June
  calves.wolves(0.5);
  CHECK(count(calves.fates(), engine::dies) == 0);
}

TEST_CASE("in summer the plain spares animals from wolves", "[engine][statistical]")
{
  Day0 d {20'000};
  d.wolves(0.05);
  d.today = make_day(2001, 7, 1);
  d.rules.predation.plain_refuge = 1.0;
  d.terrain.plain.assign(d.terrain.grid.size(), 1.0f);
  CHECK(count(d.fates(), engine::dies) == 0);
  d.today = make_day(2001, 10, 1);
  CHECK(about(count(d.fates(), Loss::wolves), 20'000, 0.05));
}

TEST_CASE("hunters take animals of their region, season, herd and sex, as many as told", "[engine][statistical]")
{
  Day0 d {20'000};
  behaviour::Harvest& west = d.hunters("West", 1000);
  const auto in_west = [&](std::size_t i) {
    return (d.regions.mask[static_cast<std::size_t>(d.animals.cell[i])] & 1u) != 0;
  };
  double bulls = 0, others = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    if (in_west(i)) (d.animals.male[i] != 0 ? bulls : others) += 1;
  }
  d.rules.harvest_plan.most_a_day = 1.0;

  SECTION("of bulls and others each their share, only in the west")
  {
    west.bull_share = 0.8;
    const auto fates = d.fates();
    std::array<std::size_t, 2> taken {};
    for (std::size_t i = 0; i < fates.size(); ++i) {
      if (fates[i] == 0) continue;
      REQUIRE(in_west(i));
      REQUIRE(engine::cause_of(fates[i]) == Loss::harvest);
      ++taken[d.animals.male[i]];
    }
    CHECK(about(taken[1], bulls, 80 / bulls));  // 800 animals are 80 agents
    CHECK(about(taken[0], others, 20 / others));
  }
  SECTION("bulls alone")
  {
    west.bull_share = 1.0;
    const auto fates = d.fates();
    for (std::size_t i = 0; i < fates.size(); ++i) REQUIRE((fates[i] == 0 || d.animals.male[i] != 0));
    CHECK(about(count(fates, Loss::harvest), bulls, 100 / bulls));
  }
  SECTION("not after the season")
  {
    d.today = make_day(2001, 4, 11);
    CHECK(count(d.fates(), engine::dies) == 0);
  }
  SECTION("not of another herd, nor of one that is not there")
  {
    d.rules.herds.push_back(d.rules.herds[0]);
    d.rules.herds[1].name = "other";
    west.herd = "other";
    CHECK(count(d.fates(), engine::dies) == 0);
    west.herd = "nobody's";
    CHECK(count(d.fates(), engine::dies) == 0);
  }
  SECTION("in a region that is not on the map, nobody")
  {
    west.region = "South";
    CHECK(count(d.fates(), engine::dies) == 0);
  }
  SECTION("no more than the share told of those within reach")
  {
    west.animals = 1e7;
    d.rules.harvest_plan.most_a_day = 0.02;
    CHECK(about(count(d.fates(), engine::dies), bulls + others, 0.02));
  }
  SECTION("less where the plan says that the herd is small")
  {
    west.plan = true;
    d.rules.harvest_plan.green_above = 300'000;  // there are 200,000
    d.rules.harvest_plan.yellow_above = 250'000;
    d.rules.harvest_plan.orange_above = 150'000;
    d.rules.harvest_plan.orange_take = 0.0;
    CHECK(count(d.fates(), engine::dies) == 0);
    d.rules.harvest_plan.orange_above = 200'000;
    d.rules.harvest_plan.red_take = 1.0;
    CHECK(about(count(d.fates(), engine::dies), bulls + others, 100 / (bulls + others)));
  }
}

TEST_CASE("who has neither fat nor protein starves; a weaned calf that does is a calf lost", "[engine]")
{
  Day0 d {300};
  for (std::size_t i = 0; i < 300; ++i) {
    if (i % 3 == 0) continue;
    if (i % 3 == 2) d.animals.birth_year[i] = 2000;
    const double grown = behaviour::grown_protein_kg(
      d.rules.body, 1.0, engine::age_years(d.today, d.animals.birth_year[i]), d.animals.male[i] != 0);
    d.animals.protein_kg[i] = static_cast<float>(0.3 * grown);
    d.animals.fat_kg[i] = 0.0f;
  }
  const auto fates = d.fates();
  for (std::size_t i = 0; i < 300; ++i) {
    CHECK(((fates[i] & engine::dies) != 0) == (i % 3 != 0));
    if (i % 3 == 1) CHECK(engine::cause_of(fates[i]) == Loss::starvation);
    if (i % 3 == 2) CHECK(engine::cause_of(fates[i]) == Loss::calf_later);
  }
}

TEST_CASE("nobody outlives the oldest, whatever else would take them", "[engine]")
{
  Day0 d {200};
  d.wolves(1.0);
  for (std::size_t i = 0; i < 200; ++i) {
    d.animals.birth_year[i] = static_cast<std::int16_t>(d.animals.male[i] != 0 ? 2001 - 14 : 2001 - 19);
  }
  CHECK(count(d.fates(), Loss::old_age) == 200);
  for (std::size_t i = 0; i < 200; ++i) d.animals.birth_year[i] += 1;
  CHECK(count(d.fates(), Loss::old_age) == 0);
}

TEST_CASE("deaths without another name fall on calves, yearlings, cows and bulls as told, and on the old more",
          "[engine][statistical]")
{
  Day0 d {40'000};
  d.rules.survival.senescence_from_y = 11;
  d.rules.survival.senescence_per_year = 0.5;
  behaviour::Survival& s = d.rules.survival;
  s.weaned_calf = 1e-6;
  s.yearling = 1e-4;
  s.adult_female = 1e-3;
  s.adult_male = 1e-2;
  for (std::size_t i = 0; i < 40'000; ++i) {
    const std::size_t kind = i / 2 % 4;
    d.animals.birth_year[i] = static_cast<std::int16_t>(kind == 0 ? 2000 : kind == 1 ? 1999 : kind == 2 ? 1994 : 1988);
  }
  const auto fates = d.fates();
  const auto died = [&](bool male, int born) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < fates.size(); ++i)
      n += (d.animals.male[i] != 0) == male && d.animals.birth_year[i] == born && (fates[i] & engine::dies) != 0;
    return n;
  };
  const auto chance = [](double survival) { return 1 - std::pow(survival, 1.0 / 365); };
  for (const bool male : {false, true}) {
    const double adult = chance(male ? 1e-2 : 1e-3);
    CHECK(about(died(male, 2000), 5000, chance(1e-6)));  // aged 0 until the June after birth
    CHECK(about(died(male, 1999), 5000, chance(1e-4)));
    CHECK(about(died(male, 1994), 5000, adult));
    CHECK(about(died(male, 1988), 5000, adult * std::exp(0.5)));  // twelve years old in February
  }
  CHECK(count(fates, Loss::calf_later) == died(false, 2000) + died(true, 2000));
  CHECK(count(fates, Loss::natural) + count(fates, Loss::calf_later) == count(fates, engine::dies));
}

TEST_CASE("calves at heel die by their own risk, and where there is no calf none dies", "[engine][statistical]")
{
  Day0 d {20'000};
  d.today = make_day(2001, 6, 20);
  for (std::size_t i = 0; i < 20'000; i += 2) {
    d.animals.calf[i] = 1;
    d.animals.calf_born[i] = days_since_1970(d.today) - 12;
    d.animals.calf_kg[i] = d.animals.calf_born_kg[i] = 6.5f;
  }
  d.rules.predation.calf_later = 0.05;
  auto fates = d.fates();
  CHECK(about(count(fates, engine::calf_dies), 10'000, 0.05));
  for (std::size_t i = 1; i < 20'000; i += 2) REQUIRE(fates[i] == 0);
  CHECK(count(fates, engine::dies) == 0);

  d.rules.predation.weak_calf = 2.0;  // they have not grown since birth
  const double lacking = 1 - 6.5 / behaviour::thriving_calf_kg(6.5, 12);
  CHECK(about(count(d.fates(), engine::calf_dies), 10'000, 0.05 * std::exp(2 * lacking)));
  d.rules.predation.weak_calf = 0;
  d.animals.fed.assign(20'000, 0.5f);
  d.rules.predation.unfed_mother = 1.5;
  CHECK(about(count(d.fates(), engine::calf_dies), 10'000, 0.05 * std::exp(0.75)));
  d.rules.predation.unfed_mother = 0;
  d.rules.predation.swamping = 1.0;
  CHECK(about(count(d.fates(), engine::calf_dies), 10'000, 0.05));  // of 12 days: none is newborn
  d.rules.predation.swamp_days = 20;
  CHECK(about(count(d.fates(), engine::calf_dies), 10'000, 0.05 * std::exp(-1.0)));
}

TEST_CASE("a cow gives birth on the day she is due, if she lives", "[engine]")
{
  Day0 d {400};
  d.animals.male.assign(400, 0);
  d.today = make_day(2001, 6, 3);
  for (std::size_t i = 0; i < 400; ++i) {
    d.animals.pregnant[i] = i % 2;
    d.animals.due_day[i] = days_since_1970(d.today) + (i % 4 == 3 ? 1 : 0);
  }
  const auto fates = d.fates();
  for (std::size_t i = 0; i < 400; ++i) CHECK(fates[i] == (i % 4 == 1 ? engine::gives_birth : 0));
  d.wolves(1.0);
  d.terrain.plain.assign(d.terrain.grid.size(), 0.0f);
  CHECK(count(d.fates(), engine::gives_birth) == 0);
}

TEST_CASE("one draw an animal: without wolves or hunters nobody dies that lived with them, for the same cause or none",
          "[engine][reproducible]")
{
  Day0 d {20'000};
  d.rules.survival.adult_female = d.rules.survival.adult_male = 1e-3;
  d.rules.survival.starving_daily = 0.3;
  for (std::size_t i = 0; i < 20'000; i += 3) {
    d.animals.fat_kg[i] = 0.0f;
    d.animals.protein_kg[i] = d.animals.male[i] != 0 ? 15.5f : 9.5f;
  }
  d.rules.harvest_plan.most_a_day = 0.05;
  d.hunters("West", 1e6);
  Day0 without = d;
  without.rules.harvests.clear();
  d.wolves(0.05);
  const auto all = d.fates(), fewer = without.fates();
  CHECK(count(all, Loss::wolves) > 500);
  CHECK(count(all, Loss::harvest) > 100);
  CHECK(count(fewer, Loss::starvation) > 100);
  std::size_t spared = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if ((fewer[i] & engine::dies) != 0) REQUIRE((all[i] & engine::dies) != 0);
    if (engine::cause_of(all[i]) == Loss::natural) REQUIRE(fewer[i] == all[i]);
    spared += (all[i] & engine::dies) != 0 && (fewer[i] & engine::dies) == 0;
  }
  CHECK(spared > 500);
}

TEST_CASE("fates are the same on any number of threads and in any order of the herd", "[engine][reproducible]")
{
  Day0 d {6000};
  d.wolves(0.05);
  d.hunters("West", 1000);
  d.rules.survival.adult_female = 0.01;
  d.animals.calf.assign(6000, 1);
  d.animals.calf_born.assign(6000, days_since_1970(d.today) - 9);
  d.animals.calf_kg.assign(6000, 9.0f);
  d.animals.calf_born_kg.assign(6000, 6.5f);
  d.rules.predation.calf_later = 0.1;
  const auto by_id = [&](int threads, const herd::Herd& animals) {
    const Threads these {threads};
    std::map<std::uint64_t, int> of;
    const auto fates = engine::fates(d.rules, d.terrain, d.regions, d.today, animals);
    for (std::size_t i = 0; i < fates.size(); ++i) of[animals.id[i]] = fates[i];
    return of;
  };
  const auto one = by_id(1, d.animals);
  CHECK((by_id(3, d.animals) == one));
  CHECK((by_id(7, shuffled(d.animals)) == one));
}
