#include "behaviour/infrastructure.h"

#include <catch2/catch.hpp>

using namespace rangifer::behaviour;

TEST_CASE("infrastructure is as active as it says, but in its quiet days", "[behaviour]")
{
  Infrastructure road;
  road.activity = 0.8;
  road.quiet = 0.1;
  for (const int day : {1, 150, 366}) CHECK(activity_on(road, day) == 0.8);  // no day is quiet by itself
  road.quiet_from_doy = 140;
  road.quiet_until_doy = 171;
  CHECK(activity_on(road, 139) == 0.8);
  CHECK(activity_on(road, 140) == 0.1);
  CHECK(activity_on(road, 171) == 0.1);
  CHECK(activity_on(road, 172) == 0.8);
  road.quiet_from_doy = 300;  // over the turn of the year
  road.quiet_until_doy = 60;
  CHECK(activity_on(road, 299) == 0.8);
  CHECK(activity_on(road, 300) == 0.1);
  CHECK(activity_on(road, 1) == 0.1);
  CHECK(activity_on(road, 60) == 0.1);
  CHECK(activity_on(road, 61) == 0.8);
}
