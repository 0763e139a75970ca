#include <catch2/catch.hpp>

#include <cmath>
#include <set>

#include "ensemble/design.h"

using namespace rangifer::ensemble;

TEST_CASE("each step of a trajectory moves one factor by delta, and each factor moves once", "[ensemble]")
{
  const std::size_t levels = GENERATE(2u, 4u, 6u, 100u);
  const MorrisPlan plan {7, 20, levels, 3};
  const std::vector<Point> points = morris_trajectories(plan);
  REQUIRE(points.size() == 20 * 8);
  const double delta = static_cast<double>(levels) / (2.0 * static_cast<double>(levels - 1));
  for (std::size_t t = 0; t < plan.trajectories; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t p = t * 8 + 1; p < (t + 1) * 8; ++p) {
      for (std::size_t f = 0; f < 7; ++f) {
        if (points[p][f] == points[p - 1][f]) continue;
        CHECK(std::abs(points[p][f] - points[p - 1][f]) == Approx(delta));
        CHECK(moved.insert(f).second);
      }
    }
    CHECK(moved.size() == 7);
  }
}

TEST_CASE("trajectories stay on the grid and use every level, both ways", "[ensemble]")
{
  std::set<long> seen;
  int up = 0, down = 0;
  const std::vector<Point> points = morris_trajectories({3, 100, 4, 1});
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (std::size_t f = 0; f < 3; ++f) {
      const double level = points[p][f] * 3;
      CHECK(level == Approx(std::round(level)));
      REQUIRE(points[p][f] >= 0.0);
      REQUIRE(points[p][f] <= 1.0);
      seen.insert(std::lround(level));
      if (p % 4 == 0) continue;
      up += points[p][f] > points[p - 1][f];
      down += points[p][f] < points[p - 1][f];
    }
  }
  CHECK(seen == std::set<long> {0, 1, 2, 3});
  CHECK(up + down == 300);
  CHECK(std::abs(up - down) < 85);  // 4.9 standard errors: one in a million by chance
}

TEST_CASE("a Latin hypercube puts one point in each stratum of each factor", "[ensemble]")
{
  const std::size_t samples = GENERATE(1u, 2u, 10u, 333u);
  const std::vector<Point> points = latin_hypercube(5, samples, 8);
  REQUIRE(points.size() == samples);
  for (std::size_t f = 0; f < 5; ++f) {
    std::set<int> strata;
    for (const Point& p : points) strata.insert(static_cast<int>(std::floor(p[f] * static_cast<double>(samples))));
    CHECK(strata.size() == samples);
    CHECK(*strata.begin() == 0);
    CHECK(*strata.rbegin() == static_cast<int>(samples) - 1);
  }
}

TEST_CASE("factors of a Latin hypercube are not paired off in order", "[ensemble]")
{
  const std::vector<Point> points = latin_hypercube(2, 400, 2);
  double product = 0;
  for (const Point& p : points) product += (p[0] - 0.5) * (p[1] - 0.5) * 12;
  CHECK(std::abs(product / 400) < 4.9 / 20);
}

TEST_CASE("the same seed gives the same design, another one another", "[ensemble]")
{
  CHECK(latin_hypercube(3, 20, 5) == latin_hypercube(3, 20, 5));
  CHECK(latin_hypercube(3, 20, 5) != latin_hypercube(3, 20, 6));
  CHECK(morris_trajectories({3, 5, 4, 5}) == morris_trajectories({3, 5, 4, 5}));
  CHECK(morris_trajectories({3, 5, 4, 5}) != morris_trajectories({3, 5, 4, 6}));
}

TEST_CASE("more trajectories leave the first ones as they were", "[ensemble]")
{
  const std::vector<Point> few = morris_trajectories({3, 2, 4, 5}), many = morris_trajectories({3, 9, 4, 5});
  CHECK(std::vector<Point>(many.begin(), many.begin() + 8) == few);
}
