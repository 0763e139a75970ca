#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "ensemble/rank_correlation.h"

using namespace rangifer::ensemble;
using Values = std::vector<double>;

TEST_CASE("equal values share the mean of their ranks", "[ensemble]")
{
  CHECK(ranks(Values {30, 10, 20, 10}) == Values {4, 1.5, 3, 1.5});
}

TEST_CASE("rank correlation sees any rise, not just a line", "[ensemble]")
{
  const Values x {1, 2, 3, 4, 5};
  CHECK(rank_correlation(x, Values {1, 10, 100, 1000, 10000}).rho == Approx(1));
  CHECK(rank_correlation(x, Values {9, 7, 3, 2, -8}).rho == Approx(-1));
  CHECK(rank_correlation(x, Values {2, 1, 4, 3, 5}).rho == Approx(0.8));  // 1 - 6 x 4 / (5 x 24)
}

TEST_CASE("pairs with a missing value do not count; too few, or no change, tell nothing", "[ensemble]")
{
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto gap = rank_correlation(Values {1, 2, none, 4, 5}, Values {1, 2, 3, none, 5});
  CHECK(gap.n == 3);
  CHECK(gap.rho == Approx(1));
  CHECK(std::isnan(rank_correlation(Values {1, 2}, Values {1, 2}).rho));
  CHECK(std::isnan(rank_correlation(Values {1, 2, 3}, Values {7, 7, 7}).rho));
}

TEST_CASE("chance alone reaches less in larger samples", "[ensemble]")
{
  CHECK(chance_rho(101) == Approx(0.196));
  CHECK(chance_rho(2) == 1.0);
}
