#include "engine/destinations.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "landscape/cost_distance.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

std::size_t cell(double x_km, double y_km)
{
  return static_cast<std::size_t>(grid().cell_at(x_km * 1000, y_km * 1000));
}

herd::Herd some_animals(std::size_t n) { return scattered(terrain(), n, {Season::winter}, {Mode::winter}, 30); }

}  // namespace

TEST_CASE("a km feels longer over rough ground, trees, open water and snow, and the sea cannot be walked", "[engine]")
{
  engine::Rules r = rules();
  r.movement.terrain_cost = 2;
  r.movement.forest_cost = 0.5;
  r.movement.lake_cost = 3;
  r.movement.river_cost_km = 8;
  r.movement.snow_cost = 4;
  landscape::Terrain t = flat_land();
  t.ruggedness_m[1] = 50;
  t.forest[2] = 1;
  t.lake_fraction[3] = 0.5f;
  t.river[4] = 1;
  t.sea[5] = 1;
  landscape::Environment e;
  e.resize(t.grid);
  for (const landscape::Environment* now : {static_cast<landscape::Environment*>(nullptr), &e}) {
    const Field cost = engine::travel_cost(r.movement, t, now);
    CHECK(cost[0] == Approx(1));
    CHECK(cost[1] == Approx(2));
    CHECK(cost[2] == Approx(1.5));
    CHECK(cost[3] == Approx(2.5));
    CHECK(cost[4] == Approx(3));  // 8 km over a cell of 4
    CHECK(std::isinf(cost[5]));
  }
  e.ice.assign(t.grid.size(), 1);
  e.snow_depth_m.assign(t.grid.size(), 0.25f);
  const Field winter = engine::travel_cost(r.movement, t, &e);
  CHECK(winter[0] == Approx(2));
  CHECK(winter[3] == Approx(2));  // ice bears
  CHECK(winter[4] == Approx(2));
}

TEST_CASE("the way to a winter area is nothing within it and grows away from it", "[engine]")
{
  const landscape::Terrain t = terrain();
  const engine::Destinations d = engine::winter_destinations(rules(), t);
  REQUIRE(d.to_go_km.size() == 5);
  CHECK(d.calving(0, 2) == 2);
  CHECK(d.winter(0, 0) == 3);
  const Field& west = d.to_go_km[d.winter(0, 0)];
  const Field& east = d.to_go_km[d.winter(0, 1)];
  CHECK(west[cell(-60, -70)] < 12.0f);  // within a block
  CHECK(east[cell(20, -70)] < 12.0f);
  CHECK(west[cell(-60, -20)] > 25.0f);
  CHECK(west[cell(-60, 60)] > west[cell(-60, -20)] + 70.0f);
  CHECK(west[cell(100, -70)] > 130.0f);
  CHECK(west[cell(0, 95)] == landscape::unreachable_km);  // the sea
  for (std::size_t i = 0; i < t.grid.size(); ++i) REQUIRE(west[i] >= 0.0f);
}

TEST_CASE("the pull of a winter area ends in its core, however small that is", "[engine]")
{
  engine::Rules r = rules();
  for (engine::WinterArea& area : r.herds[0].winter) area.radius_km = 40;
  const auto to_west = [&](double core) {
    r.movement.winter_core = core;
    const engine::Destinations d = engine::winter_destinations(r, flat_land());
    return d.to_go_km[d.winter(0, 0)];
  };
  CHECK(to_west(1.0)[cell(-30, -70)] == 0.0f);
  CHECK(to_west(0.5)[cell(-30, -70)] > 5.0f);
  CHECK(to_west(0.0)[cell(-30, -70)] > 20.0f);
  CHECK(to_west(0.0)[cell(-60, -70)] < 12.0f);  // within a block
}

TEST_CASE("a block with too much sea cannot be walked", "[engine]")
{
  engine::Rules r = rules();
  landscape::Terrain t = flat_land();
  for (int c = 0; c < t.grid.columns; ++c) t.sea[t.grid.index(c, 20)] = 1;  // half of a row of blocks
  const auto north_of_it = [&](double land) {
    r.movement.block_land = land;
    const engine::Destinations d = engine::winter_destinations(r, t);
    return d.to_go_km[d.winter(0, 0)][cell(-60, 50)];
  };
  CHECK(north_of_it(0.1) < 200.0f);
  CHECK(north_of_it(0.4) < 200.0f);
  CHECK(north_of_it(0.6) == landscape::unreachable_km);
}

TEST_CASE("cows are shared out over the calving groups from west to east in equal numbers", "[engine]")
{
  herd::Herd a = some_animals(299);
  engine::assign_calving_groups(rules(), a);
  std::array<int, 3> members {};
  std::array<float, 3> westernmost {1e9f, 1e9f, 1e9f}, easternmost {-1e9f, -1e9f, -1e9f};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t g = a.calving_group[i];
    REQUIRE(g < 3);
    ++members[g];
    westernmost[g] = std::min(westernmost[g], a.remembered_x_m[i]);
    easternmost[g] = std::max(easternmost[g], a.remembered_x_m[i]);
  }
  CHECK(members[0] == 100);
  CHECK(members[1] == 100);
  CHECK(members[2] == 99);
  CHECK(easternmost[0] <= westernmost[1]);
  CHECK(easternmost[1] <= westernmost[2]);
}

TEST_CASE("each herd has as many calving groups as its own memory says", "[engine]")
{
  engine::Rules r = rules();
  r.herds.push_back(r.herds[0]);
  r.herds[1].memory = r.memory;
  r.herds[1].memory->groups = 5;
  const landscape::Terrain t = terrain();
  engine::Destinations d = engine::winter_destinations(r, t);
  REQUIRE(d.to_go_km.size() == 3 + 2 + 5 + 2);
  CHECK(d.calving(1, 0) == 5);
  CHECK(d.winter(1, 0) == 10);
  CHECK(!d.to_go_km[d.winter(1, 1)].empty());

  herd::Herd a = some_animals(200);
  for (std::size_t i = 0; i < a.size(); ++i) a.herd[i] = static_cast<std::uint8_t>(i % 2);
  engine::assign_calving_groups(r, a);
  std::array<int, 2> last {};
  for (std::size_t i = 0; i < a.size(); ++i) last[a.herd[i]] = std::max<int>(last[a.herd[i]], a.calving_group[i]);
  CHECK(last[0] == 2);
  CHECK(last[1] == 4);
  landscape::Environment e;
  e.resize(t.grid);
  engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
  for (std::size_t g = 0; g < 5; ++g) CHECK(d.to_go_km[d.calving(1, g)].size() == t.grid.size());
}

TEST_CASE("groups do not depend on the order of the herd, also where memories are the same", "[engine][reproducible]")
{
  herd::Herd a = sorted_by_id(some_animals(200));
  std::fill(a.remembered_x_m.begin(), a.remembered_x_m.begin() + 150, 1000.0f);
  herd::Herd b = shuffled(a);
  engine::assign_calving_groups(rules(), a);
  engine::assign_calving_groups(rules(), b);
  CHECK(sorted_by_id(b).calving_group == a.calving_group);
}

TEST_CASE("the way to a calving range leads to where its cows remember, and snow makes it longer", "[engine]")
{
  engine::Rules r = rules();
  r.movement.snow_cost = 4;
  const landscape::Terrain t = terrain();
  herd::Herd a = some_animals(900);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a.calving_group[i] = static_cast<std::uint8_t>(i % 2);  // the third group has no member
    a.remembered_x_m[i] = i % 2 == 0 ? -62'000.0f : 62'000.0f;
    a.remembered_y_m[i] = 62'000.0f;
  }
  a.remembered_x_m[0] = 110'000.0f;  // a stray
  landscape::Environment e;
  e.resize(t.grid);
  engine::Destinations d = engine::winter_destinations(r, t);
  engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
  const Field bare = d.to_go_km[d.calving(0, 0)];
  CHECK(bare[cell(-62, 62)] == 0.0f);
  CHECK(bare[cell(62, 62)] > 90.0f);
  CHECK(bare[cell(110, 62)] > 90.0f);
  for (const auto& [least, stray_counts] : {std::pair {0.0, true}, {0.001, true}, {0.01, false}, {1.0, false}}) {
    r.memory.group_least = least;
    engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
    CHECK((d.to_go_km[d.calving(0, 0)][cell(110, 62)] == 0.0f) == stray_counts);
    CHECK(d.to_go_km[d.calving(0, 0)][cell(-62, 62)] == 0.0f);
  }
  r.memory.group_least = 0.005;
  CHECK(d.to_go_km[d.calving(0, 1)][cell(62, 62)] == 0.0f);
  CHECK(d.to_go_km[d.calving(0, 2)][cell(0, 62)] == landscape::unreachable_km);

  e.snow_depth_m.assign(t.grid.size(), 0.5f);
  engine::update_calving_destinations(r, {r.movement, t, &e}, a, d);
  CHECK(d.to_go_km[d.calving(0, 0)][cell(-62, -60)] > bare[cell(-62, -60)] + 100.0f);
}

TEST_CASE("surfaces are kept for the modes in use, with flight for those that may flee on a day of insects", "[engine]")
{
  herd::Herd a = scattered(terrain(), 12, {Season::post_calving, Season::winter}, {Mode::post_calving, Mode::winter});
  const auto stage = stage_on(rules(), make_day(2001, 6, 1), a);
  stage->environment.insects.any = false;
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
  for (const Mode flight : {Mode::mosquito, Mode::oestrid}) {
    CHECK(stage->surfaces.weights(flight, engine::destination_of(stage->destinations, a, 0, flight)) == nullptr);
  }
  stage->environment.insects.any = true;
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
  const auto& d = stage->destinations;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto mode = static_cast<Mode>(a.mode[i]);
    const engine::SelectionWeight* weights = stage->surfaces.weights(mode, engine::destination_of(d, a, i, mode));
    REQUIRE(weights != nullptr);
    CHECK(weights[cell(0, 95)] == engine::closed);
    CHECK(weights[cell(0, 60)] > engine::closed);
    CHECK(weights[cell(-118, 60)] == engine::closed);  // the outermost ring
    if (mode != Mode::post_calving) continue;
    for (const Mode flight : {Mode::mosquito, Mode::oestrid}) {
      CHECK(stage->surfaces.weights(flight, engine::destination_of(d, a, i, flight)) != nullptr);
    }
  }
  CHECK(stage->surfaces.weights(Mode::rut, d.winter(0, 0)) == nullptr);
  CHECK(stage->surfaces.weights(Mode::winter, d.calving(0, 0)) == nullptr);
}
