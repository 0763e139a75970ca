#include "behaviour/icing.h"

#include <catch2/catch.hpp>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

Icing two_mm()
{
  Icing p;
  p.rain_mm = 2;
  p.least_snow_mm = 5;
  p.covered_by_mm = 10;
  return p;
}

}  // namespace

TEST_CASE("rain on snow that freezes makes a crust, and each of the three alone does not", "[behaviour]")
{
  const Icing p = two_mm();
  CHECK(icing_day(p, 0.0f, 2.0f, 0.0f, 0.0f, 50.0f) == 1.0f);
  CHECK(icing_day(p, 0.0f, 1.9f, 0.0f, -5.0f, 50.0f) == 0.0f);  // too little rain
  CHECK(icing_day(p, 0.0f, 8.0f, 0.0f, 0.1f, 50.0f) == 0.0f);   // no frost
  CHECK(icing_day(p, 0.0f, 8.0f, 0.0f, -5.0f, 5.0f) == 0.0f);   // hardly any snow
  CHECK(icing_day(p, 0.4f, 8.0f, 3.0f, -5.0f, 50.0f) == 1.0f);  // however much was there
}

TEST_CASE("new snow covers a crust little by little, melt takes it at once, and else it lasts", "[behaviour]")
{
  const Icing p = two_mm();
  CHECK(icing_day(p, 1.0f, 0.0f, 0.0f, -20.0f, 50.0f) == 1.0f);
  CHECK(icing_day(p, 1.0f, 0.0f, 4.0f, -20.0f, 50.0f) == Approx(0.6));
  CHECK(icing_day(p, 0.6f, 0.0f, 4.0f, -20.0f, 54.0f) == Approx(0.2));
  CHECK(icing_day(p, 0.2f, 0.0f, 4.0f, -20.0f, 58.0f) == 0.0f);
  CHECK(icing_day(p, 1.0f, 0.0f, 0.0f, 3.0f, 5.0f) == 0.0f);
  CHECK(icing_day(p, 1.0f, 9.0f, 0.0f, -3.0f, 0.0f) == 0.0f);
}

TEST_CASE("a crust is a share", "[behaviour]")
{
  const Icing p;
  for (float before : {0.0f, 0.3f, 1.0f}) {
    for (float rain = 0; rain < 10; rain += 0.5f) {
      for (float snow = 0; snow < 30; snow += 2) {
        const float after = icing_day(p, before, rain, snow, -1.0f, 40.0f);
        REQUIRE((after >= 0.0f && after <= 1.0f));
      }
    }
  }
}
