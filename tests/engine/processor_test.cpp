#include "engine/processor.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/ground.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// Every bit that a day of the environment writes.
std::vector<std::byte> bits_of_land(const landscape::Environment& e)
{
  std::vector<std::byte> bits;
  const auto add = [&](const auto& field) {
    const auto bytes = std::as_bytes(std::span {field});
    bits.insert(bits.end(), bytes.begin(), bytes.end());
  };
  for (const Field* f : {&e.snow_water_mm, &e.snow_water_max_mm, &e.snow_depth_m, &e.snow_gain_m, &e.snow_cover,
                         &e.icing, &e.thaw_degree_days, &e.greenness, &e.week_temperature_c, &e.water_degree_days,
                         &e.mosquito_hours, &e.oestrid_hours, &e.wind_m_s, &e.insects.mosquito, &e.insects.oestrid}) {
    add(*f);
  }
  add(e.snow_free_days);
  add(e.snow_free_doy);
  add(e.green_up_doy);
  add(e.ice);
  return bits;
}

}  // namespace

TEST_CASE("snow, plants, ice and insects are the same on every processor level", "[engine][reproducible]")
{
  const Threads these {1};
  const engine::Rules r = rules();
  const landscape::Terrain t = terrain();
  landscape::Environment here, plain;
  here.resize(t.grid);
  plain.resize(t.grid);
  for (int day = 0; day < 420; ++day) {
    const landscape::Weather w = weather_of(t, make_day(2000, 9, 1) + std::chrono::days {day});
    for (landscape::Environment* e : {&here, &plain}) {
      engine::limit_processor_level(e == &plain ? "baseline" : "");
      engine::environment_day(r, t, w, *e);
    }
    engine::limit_processor_level("");
    REQUIRE(bits_of_land(here) == bits_of_land(plain));
    REQUIRE(here.insects.any == plain.insects.any);
  }
}

TEST_CASE("ground is the same on every processor level, made side by side or one by one", "[engine][reproducible]")
{
  const Threads these {1};
  const engine::Rules r = rules();
  const landscape::Terrain t = terrain();
  const Day day = GENERATE(make_day(2001, 2, 10), make_day(2001, 5, 28), make_day(2001, 7, 12));
  landscape::Environment e;
  landscape::Presence presence;
  e.resize(t.grid);
  presence.resize(t.grid);
  landscape::Weather w;
  for (Day d = make_day(2000, 9, 1); d <= day; d += std::chrono::days {1}) {
    w = weather_of(t, d);
    engine::environment_day(r, t, w, e);
  }
  engine::bury_trails(r.trails, e, presence);
  const herd::Herd everywhere = scattered(t, 60, {behaviour::Season::calving}, {herd::Mode::calving});
  const auto bits = [&](std::string_view level, const herd::Herd& animals) {
    engine::limit_processor_level(level);
    engine::Ground ground;
    ground.update(r, t, w, e, presence, animals);
    std::vector<float> all;
    for (std::size_t i = 0; i < t.grid.size(); ++i) {
      const engine::GroundCell c = ground[i];
      all.insert(all.end(), {c.walk_j, c.elevation_m, c.dry_g_min, c.energy_kj_min, c.protein_g_min, c.digging_kj_min});
    }
    engine::limit_processor_level("");
    return all;
  };
  const std::vector<float> plain = bits("baseline", {});
  CHECK(std::ranges::count(plain, 0.0f) < static_cast<std::ptrdiff_t>(plain.size()) / 2);
  CHECK(bits("", {}) == plain);
  CHECK(bits("", everywhere) == plain);
  CHECK(bits("baseline", everywhere) == plain);
}

TEST_CASE("selection surfaces are the same on every processor level", "[engine][reproducible]")
{
  const Threads these {1};
  using herd::Mode;
  const Day day = GENERATE(make_day(2001, 5, 28), make_day(2001, 7, 12));
  herd::Herd a = scattered(terrain(), 60, {behaviour::Season::pre_calving, behaviour::Season::post_calving},
                           {Mode::winter, Mode::spring_migration, Mode::pre_calving, Mode::calving, Mode::post_calving,
                            Mode::late_summer, Mode::fall_migration, Mode::rut, Mode::mosquito, Mode::oestrid});
  const auto weights_of = [&](std::string_view level) {
    engine::limit_processor_level(level);
    const auto stage = stage_on(rules(), day, a);
    for (std::size_t c = 0; c < stage->presence.company.size(); ++c) {
      stage->presence.company[c] = 3.0f * uniform(8, c, 0, Draw::start);
      stage->presence.trail[c] = uniform(9, c, 0, Draw::start);
      stage->environment.ice[c] = uniform(7, c, 0, Draw::start) < 0.5f ? 1 : 0;
    }
    stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
    engine::limit_processor_level("");
    const engine::SelectionWeight* all = stage->surfaces.weights();
    return std::vector(all, all + stage->surfaces.room() * stage->terrain.grid.size());
  };
  const auto plain = weights_of("baseline");
  CHECK(plain.size() > 10 * terrain().grid.size());
  CHECK(weights_of("") == plain);
}
