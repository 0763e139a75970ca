#include "engine/cell_scores.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// Scores of the first five cells for a mode that looks at one thing only.
std::array<float, 5> scored(const behaviour::Movement& rules, const landscape::Terrain& t,
                            const behaviour::ModeRules& mode)
{
  landscape::Environment e;
  landscape::Presence presence;
  e.resize(t.grid);
  presence.resize(t.grid);
  engine::CellScores cells {rules, t};
  cells.look_at_water(e);
  std::array<float, 5> out {};
  const std::vector<std::int32_t> nowhere_shut(t.grid.size(), 0);
  cells.scores(mode, e, presence, 1.0f, nowhere_shut, 0, {1, out.size(), out.size()}, out.data());
  return out;
}

}  // namespace

TEST_CASE("nearness to the sea falls over the distance asked for", "[engine]")
{
  landscape::Terrain t = flat_land();
  const std::array<float, 5> km {0, 1, 5, 20, 2000};
  std::copy(km.begin(), km.end(), t.coast_distance_km.begin());
  behaviour::Movement rules;
  CHECK(rules.coast_reach_km == 5.0);
  rules.coast_reach_km = GENERATE(0.5, 5.0, 500.0);
  const auto score = scored(rules, t, {.coast = 2.0});
  for (std::size_t i = 0; i < km.size(); ++i) {
    CHECK(score[i] == Approx(2.0 * std::exp(-static_cast<double>(km[i]) / rules.coast_reach_km)).margin(1e-5));
  }
}

TEST_CASE("a ridge counts up to a limit, a valley down to it", "[engine]")
{
  landscape::Terrain t = flat_land();
  const std::array<float, 5> height_m {-400, -60, 0, 60, 400};
  std::copy(height_m.begin(), height_m.end(), t.ridge_m.begin());
  behaviour::Movement rules;
  CHECK(rules.ridge_limit_m == 100.0);
  rules.ridge_limit_m = GENERATE(1.0, 50.0, 100.0, 2000.0);
  const auto score = scored(rules, t, {.ridge = 0.5});
  for (std::size_t i = 0; i < height_m.size(); ++i) {
    const double m = std::clamp(static_cast<double>(height_m[i]), -rules.ridge_limit_m, rules.ridge_limit_m);
    CHECK(score[i] == Approx(0.5 * m / 50.0).margin(1e-5));
  }
}

TEST_CASE("infrastructure counts by nearness in the zone of the mode, by activity, and by who minds it", "[engine]")
{
  landscape::Terrain t = flat_land();
  const std::size_t n = t.grid.size();
  t.developments.zones_km = {5.0, 2.0};
  t.developments.near = {{Field(n, 0.5f), Field(n, 0.25f)}, {Field(n, 0.4f), Field(n, 0.4f)}};
  landscape::Environment e;
  landscape::Presence presence;
  e.resize(t.grid);
  presence.resize(t.grid);
  presence.activity = {1.0f, 0.5f};
  engine::CellScores cells {behaviour::Movement {}, t};
  cells.look_at_water(e);
  cells.look_for_activity(presence);
  std::array<float, 1> score {};
  const std::vector<std::int32_t> nowhere_shut(n, 0);
  const auto of = [&](double zone_km, float minds) {
    cells.scores({.infrastructure = -2.0, .zone_km = zone_km}, e, presence, minds, nowhere_shut, 0, {1, 1, 1},
                 score.data());
    return score[0];
  };
  CHECK(of(5.0, 1.0f) == Approx(-2.0 * 0.5));   // the nearer one
  CHECK(of(2.0, 1.0f) == Approx(-2.0 * 0.25));  // 0.25 against half of 0.4
  CHECK(of(5.0, 0.25f) == Approx(-2.0 * 0.5 * 0.25));
  presence.activity = {0.0f, 0.5f};
  CHECK(of(5.0, 1.0f) == Approx(-1.0));  // not looked yet
  ++presence.version.activity;
  cells.look_for_activity(presence);
  CHECK(of(5.0, 1.0f) == Approx(-2.0 * 0.2));
  presence.activity = {0.0f, 0.0f};
  ++presence.version.activity;
  cells.look_for_activity(presence);
  CHECK(of(5.0, 1.0f) == 0.0f);
}
