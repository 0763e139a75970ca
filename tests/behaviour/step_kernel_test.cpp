#include "behaviour/step_kernel.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace rangifer::behaviour;

namespace {

/// P(shape, x), the regularised lower incomplete gamma function, by its series: nothing of ours in it.
double gamma_cdf(double shape, double x)
{
  double term = std::exp(shape * std::log(x) - x) / std::tgamma(shape + 1.0), sum = term;
  for (int n = 1; n < 500; ++n) sum += term *= x / (shape + n);
  return sum;
}

struct Moments {
  double mean = 0, variance = 0;
};

Moments moments(const QuantileTable& table)
{
  double sum = 0, squares = 0;
  for (const float value : table.values()) {
    const double x = static_cast<double>(value);
    sum += x;
    squares += x * x;
  }
  const double n = static_cast<double>(QuantileTable::slices);
  return {sum / n, squares / n - sum / n * (sum / n)};
}

/// The value of the slice that u falls into, and the middle of that slice.
float at(const QuantileTable& table, double u)
{
  return table.values()[static_cast<std::size_t>(u * QuantileTable::slices)];
}
double middle(double u) { return (std::floor(u * QuantileTable::slices) + 0.5) / QuantileTable::slices; }

double resultant(double kappa)
{
  double sum = 0;
  const QuantileTable table = QuantileTable::von_mises_turn(kappa);
  for (const float turn : table.values()) sum += std::cos(2 * std::numbers::pi * static_cast<double>(turn));
  return sum / QuantileTable::slices;
}

}  // namespace

TEST_CASE("steps of shape one are exponential", "[behaviour]")
{
  const QuantileTable table = QuantileTable::gamma(2.0, 1.0);
  for (const double u : {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99}) {
    CHECK(at(table, u) == Approx(-2.0 * std::log1p(-middle(u))).epsilon(5e-4));
  }
}

TEST_CASE("step lengths have the quantiles of their gamma", "[behaviour]")
{
  const double shape = GENERATE(0.3, 0.8, 1.3, 2.0, 5.0, 10.0);
  const double mean = GENERATE(0.2, 4.2);
  CAPTURE(shape, mean);
  const QuantileTable table = QuantileTable::gamma(mean, shape);
  for (const double u : {0.005, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 0.999}) {
    const double x = static_cast<double>(at(table, u));
    CHECK(gamma_cdf(shape, x * shape / mean) == Approx(middle(u)).margin(3e-5));
  }
}

TEST_CASE("step lengths keep their mean, and their variance but for the last slice", "[behaviour]")
{
  const double shape = GENERATE(0.3, 0.8, 1.0, 1.3, 3.0);
  CAPTURE(shape);
  const Moments m = moments(QuantileTable::gamma(3.0, shape));
  CHECK(m.mean == Approx(3.0).epsilon(1e-6));
  const double theory = 9.0 / shape;
  CHECK(m.variance < 1.0001 * theory);
  CHECK(m.variance > (1.0 - 1.0 / 1000.0) * theory);
}

TEST_CASE("no step is backwards and larger draws give larger steps", "[behaviour]")
{
  const QuantileTable table = QuantileTable::gamma(1.0, GENERATE(0.3, 1.0, 8.0));
  CHECK(std::is_sorted(table.values().begin(), table.values().end()));
  CHECK(table.values().front() > 0.0f);
}

TEST_CASE("turns keep to the heading as their concentration says", "[behaviour]")
{
  // A(kappa) = I1 / I0, Mardia and Jupp 2000, appendix 2.1
  CHECK(resultant(0.5) == Approx(0.2425).margin(6e-5));
  CHECK(resultant(1.0) == Approx(0.4464).margin(6e-5));
  CHECK(resultant(2.0) == Approx(0.6978).margin(6e-5));
  CHECK(resultant(5.0) == Approx(0.8934).margin(6e-5));
}

TEST_CASE("left and right turns are alike", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(GENERATE(0.0, 0.7, 4.0, 20.0));
  for (std::size_t i = 0; i < QuantileTable::slices / 2; ++i) {
    REQUIRE(table.values()[i] == Approx(-table.values()[QuantileTable::slices - 1 - i]).margin(1e-5));
  }
}

TEST_CASE("without concentration every direction is as likely", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(0.0);
  for (double u = 0.005; u < 1.0; u += 0.015) CHECK(at(table, u) == Approx(middle(u) - 0.5).margin(1e-5));
  CHECK(resultant(0.0) == Approx(0.0).margin(1e-5));
}

TEST_CASE("a turn is at most half a turn", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(GENERATE(0.0, 1.0));
  CHECK(table.values().front() > -0.5f);
  CHECK(table.values().back() < 0.5f);
}
