#include "engine/simulation.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <set>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

std::int64_t total(const auto& counts) { return std::accumulate(counts.begin(), counts.end(), std::int64_t {0}); }

engine::Rules spring_and_summer()
{
  engine::Rules r = rules();
  r.output.followed_agents = 25;
  return r;
}

/// From October until August: conception, weaning, New Year, births.
engine::Rules ten_months()
{
  engine::Rules r = rules();
  r.run.first_day = make_day(2000, 10, 1);
  r.run.last_day = make_day(2001, 8, 5);
  return r;
}

std::vector<std::uint64_t> numbers_of(const engine::Rules& rules, int threads)
{
  const Threads these {threads};
  Diary diary;
  live(rules, diary);
  return diary.numbers();
}

}  // namespace

TEST_CASE("a run is the same to the bit on 1, 2, 3 and 7 threads, sorted by place or not, and when repeated",
          "[engine][reproducible]")
{
  engine::Rules r = spring_and_summer();
  const auto numbers = [&r](int threads, int sort_every) {
    r.run.sort_every_days = sort_every;
    return numbers_of(r, threads);
  };
  const auto one = numbers(1, 0);
  REQUIRE(one.size() > 100'000);
  CHECK((numbers(1, 0) == one));
  CHECK((numbers(1, 1) == one));
  CHECK((numbers(2, 5) == one));
  CHECK((numbers(3, 0) == one));
  CHECK((numbers(7, 1) == one));
}

TEST_CASE("threads and sorting show in nothing from one calving to the next", "[engine][reproducible]")
{
  engine::Rules r = ten_months();  // conception, weaning and the new groups of February are in it
  r.output.followed_agents = 40;
  r.run.sort_every_days = 0;
  const auto one = numbers_of(r, 1);
  r.run.sort_every_days = 5;
  CHECK((numbers_of(r, 3) == one));
}

TEST_CASE("births are told by day, and of a day by mother", "[engine][reproducible]")
{
  const Threads these {2};
  engine::Rules r = spring_and_summer();
  r.run.sort_every_days = 1;
  Diary diary;
  live(r, diary);
  REQUIRE(diary.births.size() > 50);
  CHECK(std::is_sorted(diary.births.begin(), diary.births.end(), [](const herd::Birth& a, const herd::Birth& b) {
    return a.day != b.day ? a.day < b.day : a.mother < b.mother;
  }));
}

TEST_CASE("the parts of a run share out the time it took", "[engine]")
{
  const Threads these {1};
  const auto start = std::chrono::steady_clock::now();
  const landscape::Terrain t = terrain();
  const landscape::Regions lands = regions(t);
  CalmSummers weather {t};
  Diary diary;
  const engine::Timing timing = engine::simulate(spring_and_summer(), t, lands, weather, diary);
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  double sum = 0;
  for (const auto& [part, seconds] : timing.seconds) sum += seconds;
  CHECK(sum <= took);
  for (const char* part : {"start",   "forcing", "environment", "destinations", "sorting", "seasons", "surfaces",
                           "company", "ground",  "trails",      "movement",     "use",     "tracks",  "energy",
                           "life",    "tally",   "year_end",    "records",      "company", "trails"}) {
    CHECK(timing.seconds.count(part) == 1);
  }
  CHECK(timing.seconds.size() == 18);
  CHECK(timing.agent_steps > 400 * 8 * 100);
}

TEST_CASE("replicates and seeds differ", "[engine][reproducible]")
{
  engine::Rules r = rules();
  r.run.last_day = make_day(2001, 3, 3);
  const auto run = [&] {
    const Threads these {1};
    Diary diary;
    live(r, diary);
    return diary.numbers();
  };
  const auto first = run();
  r.run.replicate = 1;
  const auto replicate = run();
  r.run.replicate = 0;
  r.run.seed = 12;
  const auto seed = run();
  CHECK(first != replicate);
  CHECK(first != seed);
  CHECK(replicate != seed);
}

TEST_CASE("animals are conserved: yesterday's and the born less the lost are today's", "[engine]")
{
  const Threads these {1};
  Diary diary;
  const engine::Rules r = ten_months();
  live(r, diary);
  REQUIRE(diary.days.size() == 309);
  std::int64_t before = 4000, born = 0, lost = 0;
  for (const herd::DayReport& day : diary.days) {
    const herd::HerdDay& d = day.herd.at(0);
    CAPTURE(to_string(day.day));
    REQUIRE(d.alive_before == before);
    REQUIRE(d.alive_before + d.born - total(d.lost) == total(d.alive));
    REQUIRE(d.in_region[0] + d.in_region[1] + d.in_region[3] == total(d.alive));  // the jurisdictions
    REQUIRE(d.in_region[3] == 0);                                                 // nobody at sea
    const std::vector<std::int64_t> counts {total(d.alive), d.born, total(d.lost), d.in_region[0], d.in_region[2]};
    for (const std::int64_t count : counts) REQUIRE(count % r.herds[0].animals_per_agent == 0);
    for (const std::int64_t count : d.in_mode) REQUIRE(count % r.herds[0].animals_per_agent == 0);
    before = total(d.alive);
    born += d.born;
    lost += total(d.lost);
  }
  CHECK(born > 500);
  CHECK(lost > 500);
}

TEST_CASE("births are recorded where the mother stands at the end of that day", "[engine]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  r.run.last_day = make_day(2001, 7, 5);
  r.output.followed_agents = 1'000'000;  // all
  Diary diary;
  live(r, diary);
  REQUIRE(diary.births.size() > 50);
  const landscape::Terrain t = terrain();
  int away = 0;
  for (const herd::Birth& b : diary.births) {
    const auto who =
      static_cast<std::size_t>(std::find(diary.tracked.begin(), diary.tracked.end(), b.mother) - diary.tracked.begin());
    REQUIRE(who < diary.tracked.size());
    const auto step = static_cast<std::size_t>((b.day - r.run.first_day).count()) * 8 + 7;
    REQUIRE(diary.step_hours[step] == days_since_1970(b.day) * 24.0 + 24.0);
    const herd::TrackPoint& at = diary.steps[step][who];
    REQUIRE(b.x_m == at.x_m);
    REQUIRE(b.y_m == at.y_m);
    away += b.displacement_km > 4.0f;
    CHECK(t.sea[static_cast<std::size_t>(t.grid.cell_at(static_cast<double>(b.x_m), static_cast<double>(b.y_m)))] == 0);
  }
  CHECK(away > 0);  // not all of them made it to the place they remember
}

TEST_CASE("births, losses and maps of a year agree", "[engine]")
{
  const Threads these {1};
  Diary diary;
  const engine::Rules r = spring_and_summer();
  live(r, diary);
  std::int64_t born = 0, by_birth = 0;
  for (const auto& day : diary.days) born += day.herd[0].born;
  for (const auto& b : diary.births) by_birth += b.animals;
  REQUIRE(diary.impact.size() == 1);
  CHECK(born == by_birth);
  CHECK(born == diary.impact[0].births);
  CHECK(std::accumulate(diary.maps.at(0).births.begin(), diary.maps[0].births.end(), 0.0) ==
        Approx(static_cast<double>(born)));
  CHECK(diary.impact[0].birth_share[0] + diary.impact[0].birth_share[1] == Approx(1.0));
  const double n = static_cast<double>(diary.births.size());
  CHECK(std::abs(diary.impact[0].mean_birth_doy - 155) < 4.9 * 3.6 / std::sqrt(n));
  for (const auto& b : diary.births) {
    const bool counted = b.alive_end_of_june == 0.0f || b.alive_end_of_june == static_cast<float>(b.animals);
    REQUIRE(counted);
    REQUIRE(std::isfinite(b.ndvi_21_june));
  }
}

TEST_CASE("June survival of the impact table is what June told", "[engine][statistical]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  r.output.followed_agents = 0;
  r.run.first_day = make_day(2001, 5, 1);
  r.run.snow_lead_days = 200;
  r.run.last_day = make_day(2001, 7, 1);
  r.herds[0].size = 33'000;
  r.calving.mean_doy = 151;  // 30 June is day 181: 30 days on
  r.calving.sd_d = 1;
  r.survival.adult_female = 1.0;
  behaviour::Predation& p = r.predation;
  p.wolves_per_1000_km2 = p.calf_first_days = p.foothill_risk = 0.0;
  p.swamping = p.weak_calf = p.thin_mother = p.unfed_mother = 0.0;
  p.calf_later = 1.0 - std::pow(0.7, 1.0 / 30);
  Diary diary;
  live(r, diary);
  const double n = static_cast<double>(diary.births.size());
  REQUIRE(n > 1000);
  CHECK(std::abs(diary.impact[0].june_calf_survival - 0.7) < 4.9 * std::sqrt(0.21 / n) + 0.001);
}

TEST_CASE("use maps hold every animal-day of the run", "[engine]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  r.run.last_day = make_day(2001, 4, 10);
  Diary diary;
  live(r, diary);
  double agents_days = 0, use = 0;
  for (const auto& day : diary.days)
    agents_days += static_cast<double>(day.herd[0].alive_before);  // no calves at heel yet
  for (const Field& field : diary.use) use += std::accumulate(field.begin(), field.end(), 0.0);
  CHECK(use == Approx(agents_days).epsilon(1e-5));
  REQUIRE(diary.use.size() == 9);
  CHECK(std::accumulate(diary.use[2].begin(), diary.use[2].end(), 0.0) == 0.0);
}

TEST_CASE("what does not concern winter leaves winter and spring as they were", "[engine][reproducible]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  Diary baseline, changed;
  live(r, baseline);
  r.modes.calving.mean_step_km *= 2.0;  // common random numbers: the same animals, the same draws
  live(r, changed);
  std::size_t same = 0;
  while (same < baseline.days.size() &&
         Diary::numbers_of(baseline.days[same].herd[0]) == Diary::numbers_of(changed.days[same].herd[0]))
    ++same;
  std::size_t first_birth = 0;
  while (baseline.days.at(first_birth).herd[0].born == 0) ++first_birth;
  CHECK(same == first_birth + 1);  // the morning after, the first mother walks otherwise
}

TEST_CASE("a longer run repeats the shorter one", "[engine][reproducible]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  Diary longer, shorter;
  live(r, longer);
  r.run.last_day = make_day(2001, 4, 30);
  live(r, shorter);
  REQUIRE(shorter.days.size() == 61);
  for (std::size_t d = 0; d < shorter.days.size(); ++d) {
    REQUIRE(Diary::numbers_of(shorter.days[d].herd[0]) == Diary::numbers_of(longer.days[d].herd[0]));
  }
}

TEST_CASE("each followed agent is seen at every step until it dies, and never again", "[engine]")
{
  const Threads these {1};
  Diary diary;
  const engine::Rules r = spring_and_summer();
  live(r, diary);
  CHECK(diary.tracked.size() == 25);
  CHECK(std::set(diary.tracked.begin(), diary.tracked.end()).size() == 25);
  REQUIRE(diary.steps.size() == diary.days.size() * 8);
  for (std::size_t who = 0; who < 25; ++who) {
    bool alive = true;
    for (const auto& points : diary.steps) {
      REQUIRE((alive || points[who].alive == 0));
      alive = points[who].alive != 0;
    }
  }
  CHECK(diary.step_hours.front() == days_since_1970(r.run.first_day) * 24.0 + 3.0);
}

TEST_CASE("two herds go their own ways and are counted apart", "[engine]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  r.output.followed_agents = 5;
  r.run.last_day = make_day(2001, 6, 20);
  engine::HerdRules second = r.herds[0];
  second.name = "other";
  second.size = 1500;
  second.animals_per_agent = 5;
  second.winter.resize(1);
  r.herds.push_back(second);
  Diary diary;
  live(r, diary);
  CHECK(diary.tracked.size() == 10);
  for (const auto& day : diary.days) {
    for (const auto& d : day.herd) {
      REQUIRE(d.alive_before + d.born - total(d.lost) == total(d.alive));
      REQUIRE(d.in_region[0] + d.in_region[1] + d.in_region[3] == total(d.alive));
    }
  }
  CHECK(diary.days[0].herd[1].alive_before == 1500);
  CHECK(diary.impact.size() == 2);
  CHECK(diary.impact[0].births + diary.impact[1].births > 0);
  CHECK(diary.use.size() == 18);
}

TEST_CASE("a herd that is added changes nothing of the first, but by its company and its trails",
          "[engine][reproducible]")
{
  const Threads these {1};
  engine::Rules r = spring_and_summer();
  r.trails.most = 0;  // nobody's trail helps anybody
  behaviour::ModeTable& m = r.modes;
  for (behaviour::ModeRules* mode : {&m.winter, &m.spring_migration, &m.pre_calving, &m.calving, &m.post_calving,
                                     &m.mosquito, &m.oestrid, &m.late_summer, &m.fall_migration, &m.rut}) {
    mode->density = 0;
    mode->trail = 0;
  }
  r.run.last_day = make_day(2001, 7, 10);
  engine::HerdRules second = r.herds[0];
  second.name = "other";
  second.winter.resize(1);
  second.memory = r.memory;
  second.memory->groups = 5;
  second.memory->inherited_coast_best_km = 60;
  Diary alone, with_other;
  live(r, alone);
  r.herds.push_back(second);
  live(r, with_other);
  REQUIRE(with_other.days.size() == alone.days.size());
  for (std::size_t d = 0; d < alone.days.size(); ++d) {
    REQUIRE(Diary::numbers_of(alone.days[d].herd[0]) == Diary::numbers_of(with_other.days[d].herd[0]));
  }
  std::erase_if(with_other.births, [](const herd::Birth& birth) { return birth.herd != 0; });
  REQUIRE(!alone.births.empty());
  REQUIRE(with_other.births.size() == alone.births.size());
  for (std::size_t b = 0; b < alone.births.size(); ++b) {
    REQUIRE(with_other.births[b].mother == alone.births[b].mother);
    REQUIRE(with_other.births[b].day == alone.births[b].day);
    REQUIRE(with_other.births[b].x_m == alone.births[b].x_m);
    REQUIRE(with_other.births[b].y_m == alone.births[b].y_m);
  }
}

TEST_CASE("weather is asked for in order, each day once, the snow's lead first", "[engine]")
{
  class Asked : public landscape::Source {
  public:
    explicit Asked(const landscape::Terrain& t) : terrain_ {t} {}
    void read(Day day, landscape::Weather& out) override
    {
      days.push_back(day);
      out = weather_of(terrain_, day);
    }
    std::vector<Day> days;

  private:
    const landscape::Terrain& terrain_;
  };
  const Threads these {1};
  engine::Rules r = rules();
  r.run.snow_lead_days = 20;
  r.run.last_day = make_day(2001, 3, 4);
  const landscape::Terrain t = terrain();
  Asked weather {t};
  Diary diary;
  engine::simulate(r, t, regions(t), weather, diary);
  REQUIRE(weather.days.size() == 24);
  CHECK(weather.days.front() == engine::first_weather_day(r.run));
  CHECK(weather.days.front() == make_day(2001, 2, 9));
  for (std::size_t d = 1; d < weather.days.size(); ++d)
    CHECK(weather.days[d] - weather.days[d - 1] == std::chrono::days {1});
}
