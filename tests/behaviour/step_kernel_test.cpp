#include "behaviour/step_kernel.h"

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
  constexpr int n = 200'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = static_cast<double>(table.quantile(static_cast<float>((i + 0.5) / n)));
    sum += x;
    squares += x * x;
  }
  return {sum / n, squares / n - sum / n * (sum / n)};
}

double resultant(double kappa)
{
  const QuantileTable table = QuantileTable::von_mises_turn(kappa);
  constexpr int n = 200'000;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double turn = static_cast<double>(table.quantile(static_cast<float>((i + 0.5) / n)));
    sum += std::cos(2 * std::numbers::pi * turn);
  }
  return sum / n;
}

}  // namespace

TEST_CASE("steps of shape one are exponential", "[behaviour]")
{
  const QuantileTable table = QuantileTable::gamma(2.0, 1.0);
  for (const float u : {0.01f, 0.1f, 0.25f, 0.5f, 0.75f, 0.9f, 0.99f}) {
    CHECK(table.quantile(u) == Approx(-2.0 * std::log1p(-static_cast<double>(u))).epsilon(2e-3));
  }
}

TEST_CASE("step lengths have the quantiles of their gamma", "[behaviour]")
{
  const double shape = GENERATE(0.3, 0.8, 1.3, 2.0, 5.0, 10.0);
  const double mean = GENERATE(0.2, 4.2);
  CAPTURE(shape, mean);
  const QuantileTable table = QuantileTable::gamma(mean, shape);
  for (const float u : {0.005f, 0.02f, 0.1f, 0.3f, 0.5f, 0.7f, 0.9f, 0.98f, 0.999f}) {
    const double x = static_cast<double>(table.quantile(u));
    CHECK(gamma_cdf(shape, x * shape / mean) == Approx(u).margin(6e-4));
  }
}

TEST_CASE("step lengths keep their mean, and their variance but for the cut tail", "[behaviour]")
{
  const double shape = GENERATE(0.8, 1.0, 1.3, 3.0);
  CAPTURE(shape);
  const Moments m = moments(QuantileTable::gamma(3.0, shape));
  CHECK(m.mean == Approx(3.0).epsilon(1e-4));
  const double theory = 9.0 / shape;
  CHECK(m.variance < 1.002 * theory);
  CHECK(m.variance > 0.98 * theory);  // the last 1/1024 of the draws stands in for the tail: about 1 % of the variance
}

TEST_CASE("no step is backwards and larger draws give larger steps", "[behaviour]")
{
  const QuantileTable table = QuantileTable::gamma(1.0, GENERATE(0.3, 1.0, 8.0));
  float before = 0.0f;
  bool grows = true;
  for (int i = 0; i <= 5000; ++i) {
    const float x = table.quantile(static_cast<float>(i) / 5000.0f);
    grows = grows && x >= before;
    before = x;
  }
  CHECK(grows);
  CHECK(table.quantile(0.5f / 8388608.0f) > 0.0f);
}

TEST_CASE("turns keep to the heading as their concentration says", "[behaviour]")
{
  // A(kappa) = I1 / I0, Mardia and Jupp 2000, appendix 2.1
  CHECK(resultant(0.5) == Approx(0.2425).margin(4e-4));
  CHECK(resultant(1.0) == Approx(0.4464).margin(4e-4));
  CHECK(resultant(2.0) == Approx(0.6978).margin(4e-4));
  CHECK(resultant(5.0) == Approx(0.8934).margin(4e-4));
}

TEST_CASE("left and right turns are alike", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(GENERATE(0.0, 0.7, 4.0, 20.0));
  for (const float u : {0.001f, 0.01f, 0.1f, 0.3f, 0.49f}) {
    CHECK(table.quantile(u) == Approx(-table.quantile(1.0f - u)).margin(3e-5));
  }
  CHECK(table.quantile(0.5f) == Approx(0.0).margin(3e-5));
}

TEST_CASE("without concentration every direction is as likely", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(0.0);
  for (float u = 0.005f; u < 1.0f; u += 0.015f) CHECK(table.quantile(u) == Approx(u - 0.5f).margin(1e-4));
  CHECK(resultant(0.0) == Approx(0.0).margin(1e-4));
}

TEST_CASE("a turn is at most half a turn", "[behaviour]")
{
  const QuantileTable table = QuantileTable::von_mises_turn(GENERATE(0.0, 1.0));
  CHECK(table.quantile(0.0f) > -0.5f);
  CHECK(table.quantile(1.0f) < 0.5f);
}
