#include "engine/surfaces.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <memory>

#include "base/error.h"
#include "landscape/cost_distance.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

const std::vector<Season> seasons {Season::winter, Season::pre_calving, Season::post_calving, Season::late_summer};
const std::vector<Mode> modes {Mode::winter, Mode::pre_calving, Mode::post_calving, Mode::late_summer};

/// Every word of every surface in use; -1 for those that are not.
std::vector<std::int32_t> words_of(const engine::Surfaces& s, std::size_t cells)
{
  std::vector<std::int32_t> words;
  for (const std::int32_t first : s.first_cell()) {
    words.push_back(first < 0 ? -1 : 1);
    if (first >= 0) words.insert(words.end(), s.weights() + first, s.weights() + first + cells);
  }
  return words;
}

std::string message_of(engine::Surfaces& s, const Stage& stage, herd::Herd& a)
{
  try {
    s.update(stage.environment, stage.presence, stage.destinations, a);
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("surfaces kept from earlier days are those that would be built today, all year", "[engine][reproducible]")
{
  const Threads these {1};
  engine::Rules r = rules();
  const landscape::Terrain t = terrain();
  landscape::Environment e;
  landscape::Presence presence;
  e.resize(t.grid);
  presence.resize(t.grid);
  engine::Destinations d = engine::winter_destinations(r, t);
  herd::Herd a = scattered(t, 60, seasons, modes);
  engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
  engine::Surfaces kept {r, t, d.to_go_km.size()};
  std::size_t built = 0, all = 0;
  for (int day = 0; day < 366; ++day) {
    engine::environment_day(r, t, weather_of(t, make_day(2000, 9, 1) + std::chrono::days {day}), e);
    if (day % 21 == 0) engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
    // Modes come and go, two at a time.
    for (std::size_t i = 0; i < a.size(); ++i) {
      a.mode[i] = static_cast<std::uint8_t>(modes[(i % 2 + static_cast<std::size_t>(day) / 45) % 4]);
    }
    engine::Surfaces anew {r, t, d.to_go_km.size()};
    anew.update(e, presence, d, a);
    const std::vector<std::uint16_t> bound_for = a.aim;
    kept.update(e, presence, d, a);
    REQUIRE(words_of(kept, t.grid.size()) == words_of(anew, t.grid.size()));
    REQUIRE(a.aim == bound_for);
    built += kept.built();
    all += anew.built();
  }
  // Those of flight are asked for on days of insects alone, and change with the wind of each.
  CHECK(built < all * 2 / 3);
}

TEST_CASE("a surface is built again only when something it is made of has changed", "[engine]")
{
  engine::Rules r = rules();
  r.modes.winter = {};
  r.modes.winter.snow_depth = -1.0;
  r.modes.rut = {};
  r.modes.rut.lake = -3.0;
  r.modes.rut.destination = 0.1;
  r.modes.pre_calving = {};
  r.modes.pre_calving.broad_snow = 0.5;
  r.modes.spring_migration = {};
  r.modes.spring_migration.density = 0.1;
  r.modes.fall_migration = {};
  r.modes.fall_migration.trail = 0.1;
  r.modes.calving = {};
  r.modes.calving.wind = 0.1;
  const auto stage = flat_stage(r);
  herd::Herd a = scattered(
    stage->terrain, 12, {Season::winter},
    {Mode::winter, Mode::rut, Mode::pre_calving, Mode::spring_migration, Mode::fall_migration, Mode::calving});
  std::fill(a.winter_area.begin(), a.winter_area.end(), std::uint8_t {0});
  std::fill(a.calving_group.begin(), a.calving_group.end(), std::uint8_t {0});
  landscape::Environment& e = stage->environment;
  landscape::Presence& presence = stage->presence;
  const auto built = [&] {
    stage->surfaces.update(e, stage->presence, stage->destinations, a);
    return stage->surfaces.built();
  };
  CHECK(built() == 6);
  CHECK(built() == 0);
  ++presence.version.company;
  CHECK(built() == 1);  // spring migration
  ++presence.version.trail;
  CHECK(built() == 1);  // fall migration
  ++e.version.wind;
  CHECK(built() == 1);  // calving
  ++e.version.greenness;
  CHECK(built() == 0);
  ++e.version.snow_depth;
  CHECK(built() == 1);  // winter
  ++e.version.snow_cover;
  CHECK(built() == 1);  // pre-calving, by the snow around
  ++e.version.ice;
  CHECK(built() == 1);  // rut
  stage->destinations.version.assign(stage->destinations.to_go_km.size(), 0);
  ++stage->destinations.version[stage->destinations.winter(0, 0)];
  CHECK(built() == 1);  // rut
  e.touch();
  presence.touch();
  CHECK(built() == 6);
}

TEST_CASE("surfaces of herds that look at the ground together are those of each alone", "[engine][reproducible]")
{
  // Two that look for the snow around, and one that does not; from winter until the lakes are open.
  std::vector<engine::Rules> rules(3, small_world::rules());
  rules[1].modes.pre_calving.broad_snow = -2.0;
  rules[2].modes.pre_calving.broad_snow = 0.0;
  const landscape::Terrain t = terrain();
  landscape::Presence presence;
  presence.resize(t.grid);
  const engine::Destinations d = nowhere_to_go(t);
  const auto country = std::make_shared<engine::CountryCovariates>(t);
  std::vector<engine::Surfaces> together;
  for (const engine::Rules& r : rules) together.emplace_back(r, t, d.to_go_km.size(), country);
  const Day first = make_day(2001, 4, 1);
  landscape::Environment e = environment_on(rules[0], t, first);
  for (int day = 0; day < 110; ++day) {
    engine::environment_day(rules[0], t, weather_of(t, first + std::chrono::days {day + 1}), e);
    std::vector<std::vector<std::int32_t>> of_each(rules.size()), of_one(rules.size());
    const Threads these {3};
#pragma omp parallel for default(none) shared(rules, t, d, e, presence, together, of_each, of_one, seasons, modes)
    for (std::size_t i = 0; i < rules.size(); ++i) {
      herd::Herd a = scattered(t, 60, seasons, modes);
      together[i].update(e, presence, d, a);
      of_each[i] = words_of(together[i], t.grid.size());
      engine::Surfaces one {rules[i], t, d.to_go_km.size()};
      one.update(e, presence, d, a);
      of_one[i] = words_of(one, t.grid.size());
    }
    CAPTURE(day);
    REQUIRE((of_each == of_one));
    if (day == 0) REQUIRE((of_each[0] != of_each[1]));
  }
}

TEST_CASE("a surface out of use gives its room to another, and none is lost while it is free", "[engine]")
{
  const auto stage = flat_stage(rules());
  herd::Herd a = scattered(stage->terrain, 12, {Season::winter}, {Mode::winter});
  std::vector<std::size_t> built;
  for (const Mode mode : {Mode::winter, Mode::rut, Mode::fall_migration, Mode::winter, Mode::winter}) {
    std::fill(a.mode.begin(), a.mode.end(), static_cast<std::uint8_t>(mode));
    stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
    built.push_back(stage->surfaces.built());
    CHECK(stage->surfaces.room() == 2);  // two winter areas
    CHECK(stage->surfaces.weights(mode, stage->destinations.winter(0, 1)) != nullptr);
    CHECK(stage->surfaces.weights(Mode::spring_migration, stage->destinations.calving(0, 0)) == nullptr);
  }
  CHECK(built == std::vector<std::size_t> {2, 2, 2, 2, 0});
}

TEST_CASE("a word of a surface is exp of the score of its cell", "[engine]")
{
  herd::Herd a = scattered(terrain(), 12, {Season::pre_calving}, {Mode::pre_calving});
  const auto stage = stage_on(rules(), make_day(2001, 5, 25), a);
  const landscape::Environment& e = stage->environment;
  const landscape::Terrain& t = stage->terrain;
  stage->surfaces.update(e, stage->presence, stage->destinations, a);
  const std::size_t to = stage->destinations.calving(0, 1);
  const engine::SelectionWeight* weights = stage->surfaces.weights(Mode::pre_calving, to);
  REQUIRE(weights != nullptr);
  const Field broad_snow = landscape::window_mean(t.grid, e.snow_cover, 2);
  std::size_t seen = 0, wrong = 0;
  for (int row = 1; row < first_sea_row - 3; ++row) {  // so that the window holds no sea
    for (int column = 1; column < t.grid.columns - 1; ++column) {
      const std::size_t i = t.grid.index(column, row);
      const float water = e.ice[i] != 0 ? 0.0f : 1.0f;
      const behaviour::Covariates x {.destination_km = stage->destinations.to_go_km[to][i],
                                     .snow_cover = e.snow_cover[i],
                                     .snow_depth_m = e.snow_depth_m[i],
                                     .broad_snow = broad_snow[i],
                                     .greening = 4.0f * e.greenness[i] * (1.0f - e.greenness[i]),
                                     .ruggedness_100m = t.ruggedness_m[i] / 100.0f,
                                     .elevation_100m = t.elevation_m[i] / 100.0f,
                                     .forest = static_cast<float>(t.forest[i]),
                                     .river = t.river[i] * water,
                                     .lake = t.lake_fraction[i] * water,
                                     .plain = t.plain[i],
                                     .coast = std::exp(-t.coast_distance_km[i] / 5.0f),
                                     .ridge_50m = std::min(std::max(t.ridge_m[i] / 50.0f, -2.0f), 2.0f),
                                     .density = stage->presence.company[i],
                                     .trail = stage->presence.trail[i],
                                     .wind_m_s = e.wind_m_s[i]};
      const float score = behaviour::selection_score(stage->rules.modes.pre_calving, x);
      const double doublings = static_cast<double>(weights[i]) / 65536.0;
      // The mantissa is linear between powers of two: 0.0861 of a doubling at most from the logarithm.
      ++seen;
      wrong += std::abs(doublings - static_cast<double>(score) * 1.4426950408889634) > 0.087 ? 1 : 0;
    }
  }
  CHECK(seen > 2000);
  CHECK(wrong == 0);
}

TEST_CASE("a pull that scores cannot hold is refused, where no way leads it is the same everywhere", "[engine]")
{
  engine::Rules r = rules();
  r.modes.winter = {};
  r.modes.winter.destination = 5.0;
  r.modes.winter.forest = 0.5;
  landscape::Terrain t = flat_land();
  const std::size_t lost = t.grid.index(10, 10), also_lost = lost + 1, far = lost + 2;
  t.forest[lost] = 1;
  const auto stage = flat_stage(r, t);
  herd::Herd a = scattered(stage->terrain, 2, {Season::winter}, {Mode::winter});
  Field& to_go = stage->destinations.to_go_km[stage->destinations.winter(0, 0)];
  to_go[lost] = to_go[also_lost] = landscape::unreachable_km;
  to_go[far] = 900.0f;  // 4,500 together
  CHECK(message_of(stage->surfaces, *stage, a).empty());
  const engine::SelectionWeight* weights = stage->surfaces.weights(Mode::winter, stage->destinations.winter(0, 0));
  CHECK(weights[lost] > weights[also_lost]);  // by the forest
  CHECK(weights[far] > weights[lost]);        // any way is better than none
  CHECK(weights[lost] > engine::closed);

  to_go[far] = 901.0f;
  ++stage->environment.version.ice;
  stage->environment.touch();
  stage->destinations.version.assign(stage->destinations.to_go_km.size(), 1);
  CHECK(message_of(stage->surfaces, *stage, a) ==
        "movement.winter.destination = 5 km-1: over a way that feels like 901 km it makes a score of 4505; expected at "
        "most 4500, so a coefficient of 4.994 or less");
}

TEST_CASE("coefficients whose scores together leave the range are refused by mode", "[engine]")
{
  engine::Rules r = rules();
  r.modes.winter = {};
  r.modes.winter.elevation = 5.0;
  const auto stage = flat_stage(r);
  stage->terrain.elevation_m[stage->terrain.grid.index(5, 5)] = 20'000.0f;
  herd::Herd a = scattered(stage->terrain, 2, {Season::winter}, {Mode::winter});
  CHECK_THAT(message_of(stage->surfaces, *stage, a),
             Catch::Contains("movement.winter") && Catch::Contains("1000") && Catch::Contains("900"));
}

TEST_CASE("surfaces are the same on any number of threads and in any order of the herd", "[engine][reproducible]")
{
  const auto words = [](int threads, bool mixed) {
    const Threads these {threads};
    herd::Herd a = scattered(terrain(), 200, seasons, modes);
    if (mixed) a = shuffled(a);
    const auto stage = stage_on(rules(), make_day(2001, 6, 10), a);
    stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
    return words_of(stage->surfaces, stage->terrain.grid.size());
  };
  const auto one = words(1, false);
  CHECK(one == words(7, false));
  CHECK(one == words(3, true));
}

TEST_CASE("beside infrastructure mothers have surfaces of their own, and a quiet day makes them alike", "[engine]")
{
  engine::Rules r = rules();
  landscape::Terrain t = terrain();
  const std::size_t n = t.grid.size();
  t.developments.zones_km = {r.modes.post_calving.zone_km};
  t.developments.near = {{Field(n, 0.5f)}};
  landscape::Environment e;
  landscape::Presence presence;
  e.resize(t.grid);
  presence.resize(t.grid);
  presence.activity = {1.0f};
  herd::Herd a = scattered(t, 40, {Season::post_calving}, {Mode::post_calving});
  for (std::size_t i = 0; i < a.size(); ++i) a.calf[i] = i % 2;
  engine::Destinations d = engine::winter_destinations(r, t);
  engine::assign_calving_groups(r, a);
  engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
  engine::Surfaces s {r, t, d.to_go_km.size()};
  s.update(e, presence, d, a);
  CHECK(s.aims() == 2 * d.to_go_km.size());
  const std::size_t to = d.calving(0, a.calving_group[0]), others = to + d.to_go_km.size();
  const auto weights = [&](std::size_t aim) { return s.weights(Mode::post_calving, aim); };
  CHECK(a.aim[0] == others);
  REQUIRE(weights(to) != nullptr);
  REQUIRE(weights(others) != nullptr);
  const auto here = static_cast<std::size_t>(a.cell[0]);
  CHECK(weights(to)[here] < weights(others)[here]);

  presence.activity = {0.0f};
  ++presence.version.activity;
  s.update(e, presence, d, a);
  CHECK(weights(to)[here] == weights(others)[here]);
}
