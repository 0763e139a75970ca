#include "engine/processor.h"

#include <catch2/catch.hpp>

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
  for (const Field* f :
       {&e.snow_water_mm, &e.snow_water_max_mm, &e.snow_depth_m, &e.trail, &e.walking_depth_m, &e.snow_cover, &e.icing,
        &e.thaw_degree_days, &e.greenness, &e.week_temperature_c, &e.water_degree_days, &e.mosquito_hours,
        &e.oestrid_hours, &e.wind_m_s, &e.insects.mosquito, &e.insects.oestrid}) {
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
  here.resize(t.grid.size());
  plain.resize(t.grid.size());
  for (int day = 0; day < 420; ++day) {
    const landscape::Weather w = weather_of(t, make_day(2000, 9, 1) + std::chrono::days {day});
    for (landscape::Environment* e : {&here, &plain}) {
      engine::limit_processor_level(e == &plain ? "baseline" : "");
      for (std::size_t c = 0; c < e->trail.size(); ++c) e->trail[c] = uniform(9, c, 0, Draw::start);
      engine::environment_day(r, t, w, *e);
    }
    engine::limit_processor_level("");
    REQUIRE(bits_of_land(here) == bits_of_land(plain));
    REQUIRE(here.insects.any == plain.insects.any);
  }
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
    for (std::size_t c = 0; c < stage->environment.company.size(); ++c) {
      stage->environment.company[c] = 3.0f * uniform(8, c, 0, Draw::start);
      stage->environment.trail[c] = uniform(9, c, 0, Draw::start);
      stage->environment.ice[c] = uniform(7, c, 0, Draw::start) < 0.5f ? 1 : 0;
    }
    stage->surfaces.update(stage->environment, stage->destinations, a);
    engine::limit_processor_level("");
    const engine::SelectionWeight* all = stage->surfaces.weights();
    return std::vector(all, all + stage->surfaces.room() * stage->terrain.grid.size());
  };
  const auto plain = weights_of("baseline");
  CHECK(plain.size() > 10 * terrain().grid.size());
  CHECK(weights_of("") == plain);
}
