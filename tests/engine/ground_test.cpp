#include "engine/ground.h"

#include <catch2/catch.hpp>

#include "engine/shared_grazing.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// A flat, treeless land on a day in June, bare and half green unless a test says otherwise.
struct Land {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = flat_land();
  landscape::Weather weather = weather_of(terrain, make_day(2001, 6, 20));
  landscape::Environment environment;
  landscape::Presence presence;
  engine::Ground ground;

  Land()
  {
    environment.resize(terrain.grid);
    presence.resize(terrain.grid);
    environment.greenness.assign(terrain.grid.size(), 0.5f);
    environment.green_up_doy.assign(terrain.grid.size(), 160);
    rules.travel.dry_j = 2.25;
    rules.travel.wet_j = 2.75;
  }
  engine::GroundCell cell(std::size_t i)
  {
    ground.update(rules, terrain, weather, environment, presence, {});
    return ground[i];
  }
  void snow(std::size_t i, float depth_m, float density_kg_m3)
  {
    environment.snow_cover[i] = 1.0f;
    environment.snow_depth_m[i] = presence.walking_depth_m[i] = depth_m;
    environment.snow_water_mm[i] = depth_m * density_kg_m3;
  }
};

}  // namespace

TEST_CASE("bare ground costs what dry tundra does, the plain what wet tundra does", "[engine]")
{
  Land land;
  land.terrain.plain.assign(land.terrain.grid.size(), 0.0f);
  land.terrain.plain[1] = 1.0f;
  land.terrain.elevation_m[2] = 123.0f;
  CHECK(land.cell(0).walk_j == Approx(2.25));
  CHECK(land.cell(1).walk_j == Approx(2.75));
  CHECK(land.cell(2).elevation_m == 123.0f);
}

TEST_CASE("a cell offers what forage.h says of its plants, its snow and its crust today", "[engine]")
{
  Land land;
  land.environment.snow_cover[7] = 0.4f;
  land.environment.snow_depth_m[7] = 0.3f;
  land.presence.walking_depth_m[7] = 0.2f;  // trodden down
  land.environment.snow_water_mm[7] = 90.0f;
  land.environment.icing[7] = 0.5f;
  land.rules.icing.locked = 0.6;
  behaviour::Pasture here;
  here.ndvi_bare = static_cast<float>(land.rules.green_up.ndvi_bare);
  here.ndvi = behaviour::ndvi(land.rules.green_up, 0.5f, false);
  here.plain = 1.0f;
  here.snow_cover = 0.4f;
  here.snow_depth_m = 0.3f;
  here.snow_density_kg_m3 = 300.0f;
  here.icing = 0.5f;
  here.locked = 0.6f;
  here.days_since_green_up = 171 - 160;
  const behaviour::Grazing by_hand = behaviour::grazing(land.rules.forage, here);
  const engine::GroundCell& cell = land.cell(7);
  CHECK(cell.dry_g_min == Approx(by_hand.dry_g_min));
  CHECK(cell.energy_kj_min == Approx(by_hand.energy_kj_min));
  CHECK(cell.protein_g_min == Approx(by_hand.protein_g_min));
  CHECK(cell.digging_kj_min == Approx(by_hand.digging_kj_min));
  CHECK(cell.digging_kj_min > 0.0f);
  CHECK(cell.walk_j == Approx(behaviour::walking_cost_j(land.rules.travel, 1.0f, 0.2f, 300.0f)));
}

TEST_CASE("an NDVI that a layer gives is taken as it is", "[engine]")
{
  Land land;
  land.weather.ndvi.assign(land.terrain.grid.size(), 0.2f);
  land.weather.ndvi[3] = 0.8f;
  const float poor = land.cell(2).dry_g_min, rich = land.cell(3).dry_g_min;
  CHECK(rich > poor);
}

TEST_CASE("deeper snow never means more forage nor cheaper walking", "[engine]")
{
  Land land;
  float depth = 0.02f;
  for (std::size_t i = 0; i < 50; ++i, depth += 0.02f) land.snow(i, depth, 220.0f);
  land.ground.update(land.rules, land.terrain, land.weather, land.environment, land.presence, {});
  for (std::size_t i = 0; i + 1 < 50; ++i) {
    CAPTURE(i);
    REQUIRE(land.ground[i + 1].dry_g_min <= land.ground[i].dry_g_min);
    REQUIRE(land.ground[i + 1].energy_kj_min <= land.ground[i].energy_kj_min);
    REQUIRE(land.ground[i + 1].walk_j >= land.ground[i].walk_j);
  }
  CHECK(land.ground[49].walk_j > 2 * land.ground[0].walk_j);
}

TEST_CASE("ice locks forage away and makes digging dearer", "[engine]")
{
  Land land;
  land.snow(0, 0.2f, 250.0f);
  land.snow(1, 0.2f, 250.0f);
  land.environment.icing[1] = 1.0f;
  land.rules.icing.locked = 0.5;
  land.ground.update(land.rules, land.terrain, land.weather, land.environment, land.presence, {});
  CHECK(land.ground[1].dry_g_min < land.ground[0].dry_g_min);
  CHECK(land.ground[1].digging_kj_min > land.ground[0].digging_kj_min);
}

TEST_CASE("the sea offers nothing, and a new day leaves nothing of the last", "[engine]")
{
  Land land;
  land.terrain.sea[5] = 1;
  land.snow(6, 5.0f, 200.0f);
  CHECK(land.cell(5).dry_g_min == 0.0f);
  CHECK(land.cell(6).dry_g_min < 0.02f * land.cell(4).dry_g_min);
  land.snow(6, 0.0f, 0.0f);
  land.environment.snow_cover[6] = 0.0f;
  CHECK(land.cell(6).dry_g_min == land.cell(4).dry_g_min);
  CHECK(land.cell(6).walk_j == land.cell(4).walk_j);
}

TEST_CASE("the ground is the same on any number of threads", "[engine][reproducible]")
{
  Land land;
  for (std::size_t i = 0; i < land.terrain.grid.size(); i += 3) land.snow(i, 0.001f * static_cast<float>(i), 260.0f);
  const auto bits = [&](int threads) {
    const Threads these {threads};
    std::vector<float> all;
    land.ground.update(land.rules, land.terrain, land.weather, land.environment, land.presence, {});
    for (std::size_t i = 0; i < land.terrain.grid.size(); ++i) {
      const engine::GroundCell& c = land.ground[i];
      all.insert(all.end(), {c.walk_j, c.elevation_m, c.dry_g_min, c.energy_kj_min, c.protein_g_min, c.digging_kj_min});
    }
    return all;
  };
  const auto one = bits(1);
  CHECK((bits(3) == one));
  CHECK((bits(7) == one));
}

TEST_CASE("the ground is the same where animals are and where they may come", "[engine]")
{
  Land land;
  engine::Ground without, with;
  without.update(land.rules, land.terrain, land.weather, land.environment, land.presence, {});
  herd::Herd one;
  herd::add(one);
  std::size_t cell = 0;
  while (land.terrain.sea[cell] != 0) ++cell;
  one.cell[0] = static_cast<std::int32_t>(cell);
  with.update(land.rules, land.terrain, land.weather, land.environment, land.presence, one);
  for (std::size_t i = 0; i < land.terrain.grid.size(); ++i) {
    if (land.terrain.sea[i] != 0) continue;
    REQUIRE(with[i].walk_j == without[i].walk_j);
    REQUIRE(with[i].dry_g_min == without[i].dry_g_min);
    REQUIRE(with[i].energy_kj_min == without[i].energy_kj_min);
    REQUIRE(with[i].digging_kj_min == without[i].digging_kj_min);
  }
}

TEST_CASE("the ground is the same with grazing that is shared, today and on the day after", "[engine]")
{
  Land land;
  for (std::size_t i = 0; i < land.terrain.grid.size(); i += 3) land.snow(i, 0.001f * static_cast<float>(i), 260.0f);
  land.terrain.developments.footprint.assign(land.terrain.grid.size(), 0.0f);
  land.terrain.developments.footprint[5] = 0.5f;
  herd::Herd herd;
  for (const std::size_t cell : {std::size_t {5}, land.terrain.grid.size() / 2, land.terrain.grid.size() - 1}) {
    herd::add(herd);
    herd.cell.back() = static_cast<std::int32_t>(cell);
  }
  engine::SharedGrazing shared {land.rules.forage, land.terrain.grid};
  engine::Ground by_itself, with_others;
  const auto same = [&] {
    by_itself.update(land.rules, land.terrain, land.weather, land.environment, land.presence, herd);
    with_others.update(land.rules, land.terrain, land.weather, land.environment, land.presence, herd, &shared);
    for (std::size_t i = 0; i < land.terrain.grid.size(); ++i) {
      const engine::GroundCell own = by_itself[i], of_all = with_others[i];
      REQUIRE(of_all.walk_j == own.walk_j);
      REQUIRE(of_all.dry_g_min == own.dry_g_min);
      REQUIRE(of_all.energy_kj_min == own.energy_kj_min);
      REQUIRE(of_all.protein_g_min == own.protein_g_min);
      REQUIRE(of_all.digging_kj_min == own.digging_kj_min);
    }
    return with_others[5].dry_g_min;
  };
  const float today = same();
  CHECK(today > 0.0f);
  land.weather.day += std::chrono::days {1};
  land.environment.greenness.assign(land.terrain.grid.size(), 0.9f);
  CHECK(same() != today);
}
