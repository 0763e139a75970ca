#include "engine/trail_day.h"

#include <catch2/catch.hpp>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// Flat land under snow, and a file of animals that walks through its middle.
struct Snowfield {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = flat_land();
  landscape::Environment e;
  landscape::Presence presence;
  engine::BlockDensity density {terrain, 4.0};

  Snowfield()
  {
    e.resize(terrain.grid.size());
    e.snow_depth_m.assign(terrain.grid.size(), 0.4f);
    presence.resize(terrain.grid.size());
    presence.walking_depth_m = e.snow_depth_m;
    rules.trails = {.passages_per_km = 100, .most = 0.6, .fresh_snow_m = 0.1, .block_km = 4};
  }
  /// One row of agents side by side, each of `animals`.
  [[nodiscard]] herd::Herd file(int agents, std::int64_t animals)
  {
    rules.herds[0].animals_per_agent = animals;
    herd::Herd a;
    for (int i = 0; i < agents; ++i) {
      const std::size_t at = herd::add(a);
      a.cell[at] = static_cast<std::int32_t>(terrain.grid.index(10 + i % 40, 20));
      a.walked_km[at] = 16.0f;
    }
    return a;
  }
  void tread(const herd::Herd& a) { engine::tread_trails(rules, a, e, density, presence); }
  void snow(float fresh_m)
  {
    for (std::size_t i = 0; i < e.snow_depth_m.size(); ++i) {
      const float before = e.snow_depth_m[i];
      e.snow_depth_m[i] = std::max(0.0f, before + fresh_m);
      e.snow_gain_m[i] = e.snow_depth_m[i] - before;
    }
    engine::bury_trails(rules.trails, e, presence);
  }
  [[nodiscard]] std::size_t middle() const { return terrain.grid.index(30, 20); }
};

}  // namespace

TEST_CASE("as many animals pass a km of width as walk km on a km2", "[engine]")
{
  Snowfield f;
  // 10 animals walk 16 km in each cell of 16 km2 of a row; smoothed over its neighbours half of it stays there.
  f.tread(f.file(40, 10));
  CHECK(f.presence.trail[f.middle()] == Approx(behaviour::trodden(f.rules.trails, 0.0f, 5.0f)));
  const float once = f.presence.trail[f.middle()];
  f.tread(f.file(40, 10));
  CHECK(f.presence.trail[f.middle()] > once);
  CHECK(f.presence.trail[f.terrain.grid.index(30, 30)] == 0.0f);
}

TEST_CASE("many agents of few animals tread as few of many", "[engine]")
{
  Snowfield f, g;
  f.tread(f.file(40, 50));
  g.tread(g.file(200, 10));
  CHECK(f.presence.trail == g.presence.trail);
  CHECK(f.presence.trail[f.middle()] > 0.1f);
}

TEST_CASE("a trail eases walking until it snows or the snow is gone", "[engine]")
{
  Snowfield f;
  f.tread(f.file(40, 4000));
  CHECK(f.presence.trail[f.middle()] > 0.99f);
  f.snow(-0.01f);  // it settles
  CHECK(f.presence.walking_depth_m[f.middle()] == Approx(0.4 * 0.39).epsilon(0.01));
  f.snow(0.05f);
  CHECK(f.presence.trail[f.middle()] == Approx(0.5).epsilon(0.02));
  f.snow(-1.0f);
  CHECK(f.presence.trail[f.middle()] == 0.0f);
  CHECK(f.presence.walking_depth_m[f.middle()] == 0.0f);
  f.tread(f.file(40, 4000));
  CHECK(f.presence.trail[f.middle()] == 0.0f);  // no trail without snow
}

TEST_CASE("trails count their own changes", "[engine]")
{
  Snowfield f;
  const auto version = [&] { return f.presence.version.trail; };
  const auto before = version();
  f.tread(herd::Herd {});
  CHECK(version() == before);
  f.tread(f.file(40, 10));
  CHECK(version() == before + 1);
}

TEST_CASE("trails are the same on any number of threads and in any order of the herd", "[engine][reproducible]")
{
  const auto trails = [](int threads, bool mixed) {
    const Threads these {threads};
    Snowfield f;
    herd::Herd a = scattered(f.terrain, 901, {behaviour::Season::winter}, {herd::Mode::winter});
    for (std::size_t i = 0; i < a.size(); ++i) a.walked_km[i] = 20.0f * uniform(6, a.id[i], 0, Draw::start);
    if (mixed) a = shuffled(a);
    engine::BlockDensity density {f.terrain, 8.0};
    engine::tread_trails(f.rules, a, f.e, density, f.presence);
    return f.presence.trail;
  };
  const Field one = trails(1, false);
  CHECK(trails(2, false) == one);
  CHECK(trails(7, true) == one);
}
