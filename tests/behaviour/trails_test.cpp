#include "behaviour/trails.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer::behaviour;

namespace {

Trails rules() { return {.passages_per_km = 100, .most = 0.6, .fresh_snow_m = 0.1, .block_km = 4}; }

}  // namespace

TEST_CASE("feet tread a trail, the first ones most of it", "[behaviour]")
{
  CHECK(trodden(rules(), 0.0f, 0.0f) == 0.0f);
  CHECK(trodden(rules(), 0.0f, 100.0f) == Approx(1 - std::exp(-1.0)));
  CHECK(trodden(rules(), 0.0f, 1e6f) == Approx(1.0));
  // As many passages in two days tread as in one.
  CHECK(trodden(rules(), trodden(rules(), 0.2f, 30.0f), 50.0f) == Approx(trodden(rules(), 0.2f, 80.0f)));
}

TEST_CASE("new snow buries a trail, settling snow does not", "[behaviour]")
{
  CHECK(snowed_on(rules(), 0.8f, 0.03f) == Approx(0.5));
  CHECK(snowed_on(rules(), 0.8f, 0.1f) == 0.0f);
  CHECK(snowed_on(rules(), 0.8f, 0.0f) == 0.8f);
  CHECK(snowed_on(rules(), 0.8f, -0.05f) == 0.8f);
}

TEST_CASE("on a trail snow is as if it were shallower", "[behaviour]")
{
  CHECK(walking_depth_m(rules(), 0.5f, 0.0f) == 0.5f);
  CHECK(walking_depth_m(rules(), 0.5f, 1.0f) == Approx(0.2));
  CHECK(walking_depth_m(rules(), 0.0f, 1.0f) == 0.0f);
}
