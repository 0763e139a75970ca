#include <catch2/catch.hpp>
#include <chrono>

#include "engine/simulation.h"
#include "small_world.h"
#include "threads.h"

using namespace rangifer;
using namespace small_world;

namespace {

using engine::Observer;

/// A diary that wants the state at the end of one day.
class Stopping : public Diary {
public:
  Day stop_after {};
  bool go_on = false;  ///< keeps the state without a stop
  Snapshot state;

  After after(Day day) override
  {
    return day != stop_after ? After::go_on : go_on ? After::keep : After::keep_and_stop;
  }
  void keep(Day, Snapshot at_end) override { state = std::move(at_end); }
};

/// From February of one year to August of the next: every kind of day, two calvings, a New Year.
engine::Rules two_calvings()
{
  engine::Rules r = rules();
  r.run.first_day = make_day(2000, 12, 1);
  r.run.last_day = make_day(2002, 7, 20);
  r.output.followed_agents = 20;
  r.modes.winter.density = 0.05;  // company counts, too
  return r;
}

engine::Timing go_on(const engine::Rules& rules, Observer& diary, Snapshot from = {})
{
  const landscape::Terrain t = terrain();
  CalmSummers weather {t};
  return engine::simulate(rules, t, regions(t), weather, diary, std::move(from));
}

}  // namespace

TEST_CASE("a run that is stopped and goes on, each time on other threads, is the run without a stop",
          "[engine][reproducible]")
{
  const engine::Rules r = two_calvings();
  Diary whole;
  REQUIRE_FALSE(go_on(r, whole).stopped);

  Stopping parts;
  Snapshot state;
  // The first day, deep winter, calving, the day of plants, between two weighings, the rut, New Year, the next calving.
  const std::vector<Day> stops {
    make_day(2000, 12, 1),  make_day(2001, 2, 3),   make_day(2001, 6, 4), make_day(2001, 6, 21), make_day(2001, 7, 9),
    make_day(2001, 10, 15), make_day(2001, 12, 31), make_day(2002, 1, 1), make_day(2002, 6, 9),  make_day(2002, 6, 30)};
  int threads = 1;
  for (const Day stop : stops) {
    const Threads these {1 + threads++ % 3};
    parts.stop_after = stop;
    REQUIRE(go_on(r, parts, std::exchange(state, {})).stopped);
    state = std::move(parts.state);
    CHECK(engine::day_of(state) == stop);
  }
  REQUIRE_FALSE(go_on(r, parts, state).stopped);
  CHECK(parts.tracked == whole.tracked);
  REQUIRE(parts.days.size() == whole.days.size());
  for (std::size_t d = 0; d < whole.days.size(); ++d) {
    INFO(to_string(whole.days[d].day));
    REQUIRE(Diary::numbers_of(parts.days[d].herd[0]) == Diary::numbers_of(whole.days[d].herd[0]));
  }
  CHECK((parts.numbers() == whole.numbers()));
}

TEST_CASE("a state can be taken without a stop, and changes nothing", "[engine][reproducible]")
{
  engine::Rules r = rules();
  r.run.snow_lead_days = 30;
  Diary whole;
  go_on(r, whole);
  Stopping kept;
  kept.go_on = true;
  kept.stop_after = make_day(2001, 6, 10);
  CHECK_FALSE(go_on(r, kept).stopped);
  CHECK((kept.numbers() == whole.numbers()));
  CHECK_FALSE(kept.state.empty());
}

TEST_CASE("a stop while the snow builds up leaves nothing to keep", "[engine]")
{
  engine::Rules r = rules();
  Stopping diary;
  diary.stop_after = r.run.first_day - std::chrono::days {3};
  CHECK(go_on(r, diary).stopped);
  CHECK(diary.state.empty());
  CHECK(diary.tracked.empty());
  CHECK(diary.days.empty());
}

TEST_CASE("a state of another grid or with a part missing is refused", "[engine]")
{
  engine::Rules r = rules();
  r.run.snow_lead_days = 0;
  Stopping diary;
  diary.stop_after = r.run.first_day;
  go_on(r, diary);
  Diary next;
  Snapshot state = diary.state;
  state.erase("environment/icing");
  CHECK_THROWS_WITH(go_on(r, next, state), Catch::Contains("environment/icing is missing"));
  state = diary.state;
  state["day"].clear();
  CHECK_THROWS_WITH(engine::day_of(state), Catch::Contains("day has 0 bytes"));
}
