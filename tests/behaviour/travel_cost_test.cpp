#include "behaviour/travel_cost.h"

#include <catch2/catch.hpp>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

/// The published costs of White and Yousef, and a brisket that makes a centimetre a per cent.
Travel published()
{
  Travel p;
  p.dry_j = 2.25;
  p.wet_j = 2.75;
  p.brisket_m = 1.0;
  p.support_from_kg_m3 = 150;
  p.support_full_kg_m3 = 330;
  p.deepest_percent = 100;
  return p;
}

}  // namespace

TEST_CASE("sinking into snow raises the cost of walking as Parker measured it", "[behaviour]")
{
  const Travel p = published();
  CHECK(snow_walking_factor(p, 0.10f, 300) == Approx(1.12).margin(0.005));
  CHECK(snow_walking_factor(p, 0.20f, 300) == Approx(1.29).margin(0.005));
  CHECK(snow_walking_factor(p, 0.40f, 300) == Approx(1.88).margin(0.005));
  CHECK(snow_walking_factor(p, 0.60f, 300) == Approx(3.00).margin(0.005));
  CHECK(snow_walking_factor(p, 0.80f, 300) == Approx(5.03).margin(0.005));
}

TEST_CASE("a day's walk on dry tundra costs a cow what is published", "[behaviour]")
{
  const double kg = 85, j_kg_m = static_cast<double>(walking_cost_j(published(), 0.0f, 0.0f, 0.0f));
  const auto mj = [&](double km) { return j_kg_m * kg * km * 1000 / 1e6; };
  CHECK(mj(6) == Approx(1.1).margin(0.05));
  CHECK(mj(10) == Approx(1.9).margin(0.05));
  CHECK(mj(16) == Approx(3.1).margin(0.05));
  CHECK(mj(23) == Approx(4.4).margin(0.05));
  CHECK(walking_cost_j(published(), 1.0f, 0.0f, 0.0f) == Approx(2.75));
  CHECK(walking_cost_j(published(), 0.5f, 0.0f, 0.0f) == Approx(2.5));
}

TEST_CASE("a metre uphill costs gravity over an efficiency of two fifths", "[behaviour]")
{
  const Travel p;
  CHECK(p.climb_j >= 9.81 / 0.50);
  CHECK(p.climb_j <= 9.81 / 0.32);
}

TEST_CASE("deeper snow never makes walking cheaper, and none is cheaper than bare ground", "[behaviour]")
{
  const Travel p = published();
  for (float density = 60; density < 500; density += 20) {
    for (float depth = 0.02f; depth < 1.5f; depth += 0.01f) {
      const float here = walking_cost_j(p, 0.0f, depth, density);
      REQUIRE(here >= walking_cost_j(p, 0.0f, 0.0f, 0.0f));
      const float deeper = walking_cost_j(p, 0.0f, depth + 0.01f, density);
      REQUIRE(deeper >= here * 0.99999f);  // beyond the deepest it is the same but for rounding
    }
  }
}

TEST_CASE("sinking deeper never costs less, and beyond the measurements nothing more", "[behaviour]")
{
  const Travel p = published();
  for (float density = 50; density <= 500; density += 25) {
    for (float sinking = 0; sinking < 2; sinking += 0.02f) {
      REQUIRE(snow_walking_factor(p, sinking + 0.02f, density) >= snow_walking_factor(p, sinking, density));
      REQUIRE(snow_walking_factor(p, sinking, density) >= 1.0f);
    }
    CHECK(snow_walking_factor(p, 1.0f, density) == snow_walking_factor(p, 3.0f, density));
  }
}

TEST_CASE("fresh snow bears nobody, packed snow bears an animal", "[behaviour]")
{
  const Travel p = published();
  CHECK(sinking_depth_m(p, 0.6f, 100) == 0.6f);
  CHECK(sinking_depth_m(p, 0.6f, 150) == 0.6f);
  CHECK(sinking_depth_m(p, 0.6f, 240) == Approx(0.3));
  CHECK(sinking_depth_m(p, 0.6f, 330) == 0.0f);
  CHECK(sinking_depth_m(p, 0.6f, 450) == 0.0f);
  CHECK(walking_cost_j(p, 0.0f, 0.6f, 400) == Approx(2.25));
  for (float density = 50; density < 500; density += 10) {
    REQUIRE(sinking_depth_m(p, 0.6f, density + 10) <= sinking_depth_m(p, 0.6f, density));
  }
}
