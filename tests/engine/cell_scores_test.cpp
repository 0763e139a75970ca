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
  e.resize(t.grid.size());
  const engine::CellScores cells {rules, t};
  std::array<float, 5> out {};
  cells.scores(mode, e, 0, out);
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
