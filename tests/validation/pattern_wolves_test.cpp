#include "validation/pattern_wolves.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

/// A year of a herd in which wolves take 20 grown animals a day, 7300 in all; three quarters are grown.
Run herd_of(double animals)
{
  Run run;
  run.daily = year_of_days(2001);
  run.daily.animals.assign(365, animals);
  run.daily.grown.assign(365, 0.75 * animals);
  run.daily.taken_by_wolves.assign(365, 20);
  return run;
}

double share(double animals)
{
  const Run run = herd_of(animals);
  return taken_by_wolves(std::span(&run, 1)).value;
}

}  // namespace

TEST_CASE("wolves take a share of the grown animals, in a herd like the one observed", "[validation]")
{
  CHECK(share(120'000) == Approx(100 * 7300 / 90'000.0));
  CHECK(share(200'000) == Approx(100 * 7300 / 150'000.0));
}

TEST_CASE("the kills of a much larger or smaller herd are held against the herd observed", "[validation]")
{
  CHECK(share(400'000) == Approx(100 * 7300 / (0.75 * 135'000)));
  CHECK(share(20'000) == Approx(100 * 7300 / (0.75 * 135'000)));
}

TEST_CASE("half a year of wolves is no share of a year", "[validation]")
{
  Run run = herd_of(120'000);
  run.daily.day.resize(364);
  CHECK(taken_by_wolves(std::span(&run, 1)).needs == "needs a loss to wolves in herd/lost, and a whole year");
  CHECK(taken_by_wolves({}).needs == "needs a loss to wolves in herd/lost, and a whole year");
}
