#include <catch2/catch.hpp>
#include <chrono>

#include "base/error.h"
#include "engine/simulation.h"
#include "small_world.h"
#include "threads.h"

using namespace rangifer;
using namespace small_world;

namespace {

using engine::Observer;

/// A diary that may want the state at the end of a day.
class Keeping : public Diary {
public:
  Day keep_after {};
  After then = After::keep;
  Snapshot state;

  After after(Day day) override { return day == keep_after ? then : After::go_on; }
  void keep(Day, Snapshot at_end) override { state = std::move(at_end); }
};

/// A scenario: its rules, and its land with what is built there.
struct Scenario {
  engine::Rules rules;
  landscape::Terrain terrain;
  landscape::Regions regions;

  Scenario(engine::Rules r, landscape::Terrain t)
      : rules {std::move(r)}, terrain {std::move(t)}, regions {small_world::regions(terrain)}
  {
  }
};

engine::Rules winter_to_summer(std::int64_t replicate)
{
  engine::Rules r = rules();
  r.run.first_day = make_day(2001, 4, 20);
  r.run.last_day = make_day(2001, 7, 10);
  r.run.replicate = replicate;
  r.output.followed_agents = 20;
  r.modes.post_calving.density = 0.05;
  return r;
}

Scenario undisturbed(std::int64_t replicate) { return {winter_to_summer(replicate), terrain()}; }

/// A road from west to east that is quiet in June, in the middle of all ways.
Scenario with_road(std::int64_t replicate)
{
  engine::Rules r = winter_to_summer(replicate);
  behaviour::Infrastructure road;
  road.name = "road";
  road.crossing = 0.5;
  road.quiet_from_doy = 152;
  road.quiet_until_doy = 170;
  r.developments = {road};
  landscape::Terrain t = terrain();
  for (const behaviour::ModeRules* mode : r.modes.all()) t.developments.zones_km.push_back(mode->zone_km);
  t.developments.near = {std::vector<Field>(t.developments.zones_km.size(), Field(t.grid.size(), 0.0f))};
  for (Field& near : t.developments.near.front()) std::fill_n(&near[t.grid.index(0, 24)], t.grid.columns, 0.7f);
  t.developments.lines = {{t.grid.x_min_m, -2000.0, t.grid.x_max_m(), -2000.0, 0}};
  return {std::move(r), std::move(t)};
}

/// Few animals that nobody's trails help.
Scenario fewer(std::int64_t replicate)
{
  Scenario s = undisturbed(replicate);
  s.rules.herds[0].size = 2000;
  s.rules.trails.most = 0.1;
  return s;
}

/// Animals that look at other things on the ground, never at the snow around, and mind other things on their way.
Scenario with_other_eyes(std::int64_t replicate)
{
  Scenario s = undisturbed(replicate);
  s.rules.modes.pre_calving.broad_snow = 0.0;
  s.rules.modes.calving.lake = -1.0;
  s.rules.movement.coast_reach_km = 50.0;
  s.rules.movement.terrain_cost = 1.0;
  s.rules.movement.snow_cost = 9.0;
  return s;
}

/// Animals that find more, and of other worth, on the same ground.
Scenario with_other_mouths(std::int64_t replicate)
{
  Scenario s = undisturbed(replicate);
  s.rules.forage.green_share *= 1.5;
  s.rules.forage.digestible_peak = 0.8;
  return s;
}

std::vector<Scenario> seven()
{
  std::vector<Scenario> all;
  all.push_back(undisturbed(0));
  all.push_back(with_road(0));
  all.push_back(undisturbed(3));
  all.push_back(fewer(0));
  all.push_back(with_road(3));
  all.push_back(with_other_eyes(0));
  all.push_back(with_other_mouths(0));
  return all;
}

template <class D>
std::vector<engine::Timing> live_together(std::vector<Scenario>& scenarios, std::vector<D>& diaries,
                                          std::vector<Snapshot> from = {},
                                          engine::Members how = engine::Members::side_by_side)
{
  std::vector<engine::Member> members;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    members.push_back({scenarios[i].rules, scenarios[i].terrain, scenarios[i].regions, diaries[i],
                       from.empty() ? Snapshot {} : std::move(from[i]), "run " + std::to_string(i)});
  }
  CalmSummers weather {scenarios.front().terrain};
  return engine::simulate(members, weather, how);
}

std::vector<std::uint64_t> alone(const Scenario& s)
{
  const Threads these {1};
  Diary diary;
  CalmSummers weather {s.terrain};
  engine::simulate(s.rules, s.terrain, s.regions, weather, diary);
  return diary.numbers();
}

}  // namespace

TEST_CASE("runs side by side are what each is alone, on any number of threads", "[engine][reproducible]")
{
  std::vector<Scenario> scenarios = seven();
  std::vector<std::vector<std::uint64_t>> each;
  for (const Scenario& s : scenarios) each.push_back(alone(s));
  for (std::size_t i = 1; i < each.size(); ++i) REQUIRE((each[i] != each[i - 1]));
  REQUIRE((each[1] != each[0]));
  for (const int threads : {1, 2, 3, 7}) {
    const Threads these {threads};
    std::vector<Diary> diaries(scenarios.size());
    const auto timings = live_together(scenarios, diaries);
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
      CAPTURE(threads, i);
      CHECK((diaries[i].numbers() == each[i]));
      CHECK(timings[i].seconds.at("environment") == timings[0].seconds.at("environment"));
      CHECK_FALSE(timings[i].stopped);
    }
  }
  const Threads these {3};
  std::vector<Diary> diaries(scenarios.size());
  live_together(scenarios, diaries, {}, engine::Members::one_by_one);
  for (std::size_t i = 0; i < scenarios.size(); ++i) CHECK((diaries[i].numbers() == each[i]));
}

TEST_CASE("one that stops stops all, and all go on to the same numbers", "[engine][reproducible]")
{
  std::vector<Scenario> scenarios = seven();
  const Day stop = make_day(2001, 6, 9);
  std::vector<Keeping> diaries(scenarios.size());
  diaries[3].keep_after = stop;
  diaries[3].then = Observer::After::keep_and_stop;
  std::vector<Snapshot> states;
  {
    const Threads these {2};
    for (const engine::Timing& t : live_together(scenarios, diaries)) CHECK(t.stopped);
    for (Keeping& diary : diaries) {
      REQUIRE_FALSE(diary.state.empty());
      CHECK(engine::day_of(diary.state) == stop);
      CHECK(diary.days.back().day == stop);
      diary.keep_after = {};
      states.push_back(std::move(diary.state));
    }
  }
  const Threads these {3};
  live_together(scenarios, diaries, std::move(states));
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    CAPTURE(i);
    CHECK((diaries[i].numbers() == alone(scenarios[i])));
  }
}

TEST_CASE("a state is kept by whoever wants it, and by nobody else", "[engine]")
{
  const Threads these {2};
  std::vector<Scenario> scenarios;
  scenarios.push_back(undisturbed(0));
  scenarios.push_back(undisturbed(1));
  for (Scenario& s : scenarios) s.rules.run.last_day = make_day(2001, 4, 25);
  std::vector<Keeping> diaries(2);
  diaries[1].keep_after = make_day(2001, 4, 22);
  live_together(scenarios, diaries);
  CHECK(diaries[0].state.empty());
  CHECK(engine::day_of(diaries[1].state) == make_day(2001, 4, 22));
  CHECK(diaries[0].days.size() == 6);
}

TEST_CASE("what goes wrong in one of several runs comes out and says in which", "[engine]")
{
  const Threads these {GENERATE(1, 2)};
  class Spoilt : public Diary {
  public:
    bool full = false;
    void day_done(const herd::DayReport& day, std::int64_t agents) override
    {
      if (full) throw RunError("no space left");
      Diary::day_done(day, agents);
    }
  };
  std::vector<Scenario> scenarios;
  for (const std::int64_t replicate : {0, 1, 2}) scenarios.push_back(undisturbed(replicate));
  std::vector<Spoilt> diaries(3);
  diaries[1].full = true;
  CHECK_THROWS_WITH(live_together(scenarios, diaries), "run 1: no space left");
}
