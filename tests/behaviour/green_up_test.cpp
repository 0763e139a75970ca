#include "behaviour/green_up.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

GreenUp tundra()
{
  GreenUp p;
  p.half_at_degc_d = 110;
  p.spread_degc_d = 25;
  p.ndvi_bare = 0.15;
  p.ndvi_full_tundra = 0.62;
  p.ndvi_full_forest = 0.70;
  p.frost_after_doy = 235;
  p.senescence_days = 20;
  return p;
}

}  // namespace

TEST_CASE("plants green up with thaw, from nothing to all, never back", "[behaviour]")
{
  const GreenUp p = tundra();
  CHECK(greenness(p, 0.0f, 170) == 0.0f);
  float before = 0.0f;
  for (float thaw = 1.0f; thaw < 600.0f; thaw += 1.0f) {
    const float green = greenness(p, thaw, 170);
    REQUIRE(green >= before);
    REQUIRE(green <= 1.0f);
    before = green;
  }
  CHECK(before == Approx(1.0).margin(1e-4));
}

TEST_CASE("half green-up comes at its thaw sum", "[behaviour]")
{
  const double none = 1.0 / (1.0 + std::exp(110.0 / 25.0));
  CHECK(greenness(tundra(), 110.0f, 170) == Approx((0.5 - none) / (1.0 - none)).epsilon(1e-5));
}

TEST_CASE("plants fade from late summer, by 1/e in the given days", "[behaviour]")
{
  const GreenUp p = tundra();
  CHECK(greenness(p, 900.0f, 235) == Approx(1.0).margin(1e-5));
  CHECK(greenness(p, 900.0f, 255) == Approx(std::exp(-1.0)).epsilon(1e-4));
  float before = 1.0f;
  for (int doy = 235; doy <= 366; ++doy) {
    const float green = greenness(p, 900.0f, doy);
    REQUIRE(green <= before);
    REQUIRE(green >= 0.0f);
    before = green;
  }
}

TEST_CASE("NDVI runs from bare ground to the peak of the ground's own cover", "[behaviour]")
{
  const GreenUp p = tundra();
  CHECK(ndvi(p, 0.0f, false) == Approx(0.15));
  CHECK(ndvi(p, 0.0f, true) == Approx(0.15));
  CHECK(ndvi(p, 1.0f, false) == Approx(0.62));
  CHECK(ndvi(p, 1.0f, true) == Approx(0.70));
  CHECK(ndvi(p, 0.5f, false) == Approx(0.385));
}
