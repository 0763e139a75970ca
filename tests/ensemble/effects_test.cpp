#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

#include "ensemble/effects.h"

using namespace rangifer::ensemble;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

template <class Function>
std::vector<double> answers(const std::vector<Point>& points, Function f)
{
  std::vector<double> out;
  for (const Point& p : points) out.push_back(f(p));
  return out;
}

}  // namespace

TEST_CASE("on a plane mu* is the slope and sigma nothing", "[ensemble]")
{
  const std::vector<Point> points = morris_trajectories({3, 10, 4, 1});
  const auto e = elementary_effects(points, answers(points, [](const Point& p) { return 2 * p[0] - 5 * p[1] + 1; }));
  REQUIRE(e.size() == 3);
  CHECK(e[0].mu == Approx(2));
  CHECK(e[0].mu_star == Approx(2));
  CHECK(e[1].mu == Approx(-5));
  CHECK(e[1].mu_star == Approx(5));
  CHECK(e[2].mu_star == Approx(0).margin(1e-12));
  for (const Effect& of : e) {
    CHECK(of.sigma == Approx(0).margin(1e-9));
    CHECK(of.steps == 10);
  }
  CHECK(e[1].rank == 1);
  CHECK(e[0].rank == 2);
  CHECK(e[2].rank == 3);
}

TEST_CASE("a product has sigma: the effect of one factor depends on the other", "[ensemble]")
{
  const std::vector<Point> points = morris_trajectories({3, 50, 4, 1});
  const auto e = elementary_effects(points, answers(points, [](const Point& p) { return p[0] * p[1] + p[2]; }));
  CHECK(e[0].sigma > 0.2);
  CHECK(e[1].sigma > 0.2);
  CHECK(e[2].sigma == Approx(0).margin(1e-9));
}

TEST_CASE("the Ishigami function: the third factor acts through the first alone, and cancels", "[ensemble]")
{
  const auto ishigami = [](const Point& p) {
    const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * p[i] - 1); };
    return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
  };
  const std::vector<Point> points = morris_trajectories({3, 200, 8, 4});
  const auto e = elementary_effects(points, answers(points, ishigami));
  CHECK(e[2].mu_star > 2);
  CHECK(std::abs(e[2].mu) < e[2].mu_star / 2);
  for (const Effect& of : e) CHECK(of.sigma > 1);
}

TEST_CASE("steps to and from a member without an answer are left out and counted", "[ensemble]")
{
  const std::vector<Point> points {{0, 0}, {1, 0}, {1, 1}, {0, 0}, {0, 1}, {1, 1}};
  const auto e = elementary_effects(points, std::vector<double> {0, 3, none, 0, 5, 8});
  CHECK(e[0].steps == 2);
  CHECK(e[0].mu == 3);
  CHECK(e[1].steps == 1);
  CHECK(e[1].mu == 5);
  CHECK(std::isnan(e[1].sigma));
  const auto nothing = elementary_effects(points, std::vector<double>(6, none));
  CHECK(std::isnan(nothing[0].mu_star));
  CHECK(nothing[0].rank == 1);
}

TEST_CASE("the step that was made counts, not the one that was planned", "[ensemble]")
{
  const std::vector<Point> rounded {{0}, {0.5}, {1}, {0.5}};
  const auto e = elementary_effects(rounded, std::vector<double> {0, 2, 4, 2});
  CHECK(e[0].mu == 4);
  CHECK(e[0].steps == 2);
}

TEST_CASE("a factor without any effect to tell of comes last", "[ensemble]")
{
  const std::vector<Point> points {{0, 0}, {1, 0}, {1, 1}};
  const auto e = elementary_effects(points, std::vector<double> {none, 1, 1});
  CHECK(e[0].rank == 2);
  CHECK(e[1].rank == 1);
}
