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
    e.resize(terrain.grid);
    e.snow_depth_m.assign(terrain.grid.size(), 0.4f);
    presence.resize(terrain.grid);
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

/// Trails as they would be if each day looked at every cell.
class PlainTrails {
public:
  Field trail, walking_depth_m;
  std::uint32_t version = 0;

  explicit PlainTrails(const landscape::Terrain& terrain)
      : trail(terrain.grid.size(), 0.0f), walking_depth_m(trail), density_ {terrain, 8.0}
  {
  }
  void bury(const behaviour::Trails& p, const landscape::Environment& e)
  {
    set(e, [&](std::size_t i) { return behaviour::snowed_on(p, trail[i], e.snow_gain_m[i]); });
    for (std::size_t i = 0; i < trail.size(); ++i) {
      walking_depth_m[i] = behaviour::walking_depth_m(p, e.snow_depth_m[i], trail[i]);
    }
  }
  void tread(const engine::Rules& r, const herd::Herd& a, const landscape::Environment& e)
  {
    density_.count(a.cell, [&](std::size_t i) {
      return r.herds[0].animals_per_agent * static_cast<std::int64_t>(a.walked_km[i] * 100.0f + 0.5f);
    });
    Field passages(trail.size());
    const std::size_t columns = trail.size() / static_cast<std::size_t>(density_.rows());
    for (int row = 0; row < density_.rows(); ++row) {
      density_.row(row, {0, columns}, &passages[static_cast<std::size_t>(row) * columns]);
    }
    set(e, [&](std::size_t i) { return behaviour::trodden(r.trails, trail[i], passages[i] / 100.0f); });
  }

private:
  void set(const landscape::Environment& e, const auto& on_snow)
  {
    const Field before = trail;
    for (std::size_t i = 0; i < trail.size(); ++i) trail[i] = e.snow_depth_m[i] > 0.0f ? on_snow(i) : 0.0f;
    version += trail != before ? 1u : 0u;
  }

  engine::BlockDensity density_;
};

/// A year of the small world's snow, on which a herd shows up now here, now there, and now and then not at all.
struct TrodYear {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = small_world::terrain();
  landscape::Environment e;
  landscape::Presence presence;
  engine::BlockDensity density {terrain, 8.0};
  herd::Herd everywhere = scattered(terrain, 80, {behaviour::Season::winter}, {herd::Mode::winter});

  TrodYear()
  {
    rules.herds[0].animals_per_agent = 400;
    e.resize(terrain.grid);
    presence.resize(terrain.grid);
  }
  [[nodiscard]] herd::Herd herd_of(int day) const
  {
    herd::Herd a;
    if (day % 20 >= 15) return a;
    const auto place = static_cast<std::size_t>(day / 20 * 7 % 80);
    for (std::size_t i = place; i < std::min(place + 6, everywhere.size()); ++i) {
      const std::size_t at = herd::add(a);
      a.cell[at] = everywhere.cell[i];
      a.walked_km[at] = 15.0f;
    }
    return a;
  }
  void wake(int day)
  {
    engine::environment_day(rules, terrain, weather_of(terrain, make_day(2000, 8, 20) + std::chrono::days {day}), e);
    engine::bury_trails(rules.trails, e, presence);
  }
  void tread(int day) { engine::tread_trails(rules, herd_of(day), e, density, presence); }
  /// As after a stop: trails alone are kept.
  void resume()
  {
    landscape::Presence again;
    again.resize(terrain.grid);
    again.trail = presence.trail;
    again.version = presence.version;
    again.touch();
    presence = std::move(again);
  }
  [[nodiscard]] bool some_rows_have_snow() const
  {
    const auto bare = std::ranges::count(e.snow_in_row, 0);
    return bare > terrain.grid.rows - first_sea_row && bare < terrain.grid.rows;
  }
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

TEST_CASE("trails are what they would be if each day looked at every cell, after a stop too", "[engine][reproducible]")
{
  const Threads these {GENERATE(1, 3)};
  TrodYear y;
  PlainTrails plain {y.terrain};
  int patchy = 0, changes = 0;
  for (int day = 0; day < 420; ++day) {
    CAPTURE(day);
    if (day % 30 == 9) y.resume();
    const auto version = y.presence.version.trail - plain.version;
    const auto same = [&] {
      REQUIRE((y.presence.trail == plain.trail));
      REQUIRE(y.presence.version.trail - plain.version == version);
    };
    const auto before = plain.version;
    y.wake(day);
    plain.bury(y.rules.trails, y.e);
    same();
    REQUIRE((y.presence.walking_depth_m == plain.walking_depth_m));
    y.tread(day);
    plain.tread(y.rules, y.herd_of(day), y.e);
    same();
    patchy += y.some_rows_have_snow() ? 1 : 0;
    changes += plain.version != before ? 1 : 0;
  }
  CHECK(patchy > 5);  // it has been tried
  CHECK(changes > 100);
  CHECK(changes < 350);
}

TEST_CASE("a row that has lost its last snow has no trail and is walked on bare ground", "[engine]")
{
  Snowfield f;
  f.snow(0.0f);
  f.tread(f.file(40, 4000));
  CHECK(f.presence.trail[f.middle()] > 0.99f);
  const auto version = f.presence.version.trail;
  f.snow(-1.0f);
  f.e.snow_in_row.assign(f.e.snow_in_row.size(), 0);  // as a day of the environment says
  f.snow(0.0f);
  CHECK(f.presence.version.trail == version + 1);
  CHECK((f.presence.trail == Field(f.terrain.grid.size(), 0.0f)));
  CHECK((f.presence.walking_depth_m == f.presence.trail));
  f.snow(0.0f);
  f.tread(f.file(40, 4000));
  CHECK(f.presence.version.trail == version + 1);
  CHECK((f.presence.trail == Field(f.terrain.grid.size(), 0.0f)));
}

TEST_CASE("trails that the snow leaves on the very day it is known to be gone are gone", "[engine]")
{
  Snowfield f;
  f.snow(0.0f);
  f.tread(f.file(40, 4000));
  f.e.snow_in_row.assign(f.e.snow_in_row.size(), 0);
  SECTION("in the morning") { f.snow(-1.0f); }
  SECTION("in the evening")
  {
    f.e.snow_depth_m.assign(f.terrain.grid.size(), 0.0f);
    f.tread(herd::Herd {});
  }
  CHECK((f.presence.trail == Field(f.terrain.grid.size(), 0.0f)));
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
