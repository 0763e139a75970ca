#include "behaviour/calf_at_heel.h"

#include <catch2/catch.hpp>

#include "behaviour/seasons.h"
#include "behaviour/selection.h"

using namespace rangifer::behaviour;

namespace {

CalfAtHeel four_weeks() { return {.speed_at_birth = 0.2, .recovery_d = 25, .calf_fastest_km_h = 1, .keeps_up_d = 40}; }

}  // namespace

TEST_CASE("a mother is slowest when the calving days end, and as fast as ever when her calf has grown", "[behaviour]")
{
  const CalfAtHeel p = four_weeks();
  CHECK(stride(p, 5, false, 5) == 0.2f);
  CHECK(stride(p, 5, false, 15) == Approx(0.6));
  CHECK(stride(p, 5, false, 25) == 1.0f);
  CHECK(stride(p, 5, false, 200) == 1.0f);
  for (int age = 6; age <= 25; ++age) CHECK(stride(p, 5, false, age) > stride(p, 5, false, age - 1));
}

TEST_CASE("the calving days have short steps of their own and are not slowed twice", "[behaviour]")
{
  for (const int age : {0, 1, 5}) CHECK(stride(four_weeks(), 5, true, age) == 1.0f);
  // By default a mother's steps are as long on both sides of the hand-over.
  const ModeTable modes;
  const double after =
    modes.post_calving.mean_step_km *
    static_cast<double>(stride(CalfAtHeel {}, Seasons {}.calving_d, false, static_cast<int>(Seasons {}.calving_d)));
  CHECK(after == Approx(modes.calving.mean_step_km).epsilon(0.1));
}

TEST_CASE("calving days longer than the recovery leave no line, only a step", "[behaviour]")
{
  CHECK(stride(four_weeks(), 30, false, 30) == 0.2f);
  CHECK(stride(four_weeks(), 30, false, 31) == 1.0f);
}

TEST_CASE("a calf keeps up better by the day, until it keeps up with all", "[behaviour]")
{
  const CalfAtHeel p = four_weeks();
  CHECK(longest_share(p, 5, 0) == Approx(0.2));
  CHECK(longest_share(p, 5, 20) == Approx(0.6));
  CHECK(longest_share(p, 5, 40) == 1.0f);
  CHECK(longest_share(p, 5, 300) == 1.0f);
  CHECK(longest_share(p, 0.5, 0) == 1.0f);  // where nobody is faster than a newborn
  // The same speed over a step of any length: 15 km in three hours are 5 km in one.
  CHECK(longest_share(p, 15.0 / 3.0, 10) == longest_share(p, 5.0 / 1.0, 10));
}
