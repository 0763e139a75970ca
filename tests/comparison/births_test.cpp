#include "comparison/births.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer::comparison;

namespace {

Birth birth(std::int64_t mother, int year, float x_m, double animals = 5)
{
  return {mother, year, 0, animals, x_m, 0, 0, 0, animals};
}

}  // namespace

TEST_CASE("births are paired by mother and year, whatever their order", "[comparison]")
{
  const std::vector<Birth> base {birth(7, 2001, 0), birth(3, 2001, 1000), birth(3, 2002, 2000)};
  const std::vector<Birth> scenario {birth(3, 2002, 5000), birth(9, 2001, 0), birth(3, 2001, 1000)};
  const std::vector<PairedBirth> pairs = pair_births(base, scenario);
  REQUIRE(pairs.size() == 4);
  CHECK(pairs[0].both());
  CHECK(pairs[0].any().mother == 3);
  CHECK(pairs[0].displacement_km() == 0);
  CHECK(pairs[1].any().mother == 7);
  CHECK(pairs[1].scenario == nullptr);
  CHECK(std::isnan(pairs[1].displacement_km()));
  CHECK(pairs[2].any().mother == 9);
  CHECK(pairs[2].base == nullptr);
  CHECK(pairs[3].displacement_km() == 3);
}

TEST_CASE("mothers are told apart where no double could", "[comparison]")
{
  const std::int64_t large = 0x7000'0000'0000'0001;
  const std::vector<Birth> base {birth(large, 2001, 0)}, scenario {birth(large + 1, 2001, 0)};
  CHECK(pair_births(base, scenario).size() == 2);
}

TEST_CASE("displacement is weighed by calves", "[comparison]")
{
  const std::vector<Birth> base {birth(1, 2001, 0, 1), birth(2, 2001, 0, 3), birth(3, 2001, 0, 2)};
  const std::vector<Birth> scenario {birth(1, 2001, 40000, 1), birth(2, 2001, 2000, 3), birth(4, 2001, 0, 7)};
  const Moved m = moved(pair_births(base, scenario));
  CHECK(m.paired == 4);
  CHECK(m.only_base == 2);
  CHECK(m.only_scenario == 7);
  CHECK(m.mean_km == 11.5);
  CHECK(m.median_km == 2);
  CHECK(m.share[0] == 1);
  CHECK(m.share[1] == 0.25);
  CHECK(m.share[2] == 0.25);
  CHECK(std::isnan(moved({}).mean_km));
}
