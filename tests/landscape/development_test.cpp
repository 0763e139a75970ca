#include "landscape/development.h"

#include <catch2/catch.hpp>

using rangifer::landscape::nearness;

TEST_CASE("nearness falls in a line from 1 at it to 0 at the end of the zone", "[landscape]")
{
  CHECK(nearness(0.0, 5.0) == 1.0);
  CHECK(nearness(2.0, 5.0) == Approx(0.6));
  CHECK(nearness(5.0, 5.0) == 0.0);
  CHECK(nearness(50.0, 5.0) == 0.0);
  double before = 2.0;
  for (double km = 0.0; km < 8.0; km += 0.25) {
    const double near = nearness(km, 5.0);
    CHECK(near >= 0.0);
    CHECK(near <= before);
    before = near;
  }
}
