#include "comparison/estimate.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "comparison/difference.h"
#include "comparison/growth.h"

using namespace rangifer::comparison;

namespace {

const Resamples many(2000);

Series series(std::size_t pairs, std::size_t years, std::vector<double> values)
{
  Series s(pairs, years);
  s.values = std::move(values);
  return s;
}

}  // namespace

TEST_CASE("three pairs are drawn as pairs, fewer as their years", "[comparison]")
{
  CHECK(units_of(series(3, 2, {1, 3, 5, 5, 7, none}), many) == std::vector<double> {2, 5, 7});
  CHECK(units_of(series(2, 2, {1, 3, none, 5}), many) == std::vector<double> {1, 3, 5});
}

TEST_CASE("pairs of three spans of days are drawn as spans, of two as pairs", "[comparison]")
{
  const Series s = series(5, 1, {1, 3, 10, 20, none});
  CHECK(units_of(s, Resamples(10, {0, 0, 1, 2, 2})) == std::vector<double> {2, 10, 20});
  CHECK(units_of(s, Resamples(10, {0, 0, 1, 1, 1})) == std::vector<double> {1, 3, 10, 20});
  CHECK(grand_mean(s, Resamples(10, {0, 0, 1, 2, 2})) ==
        Approx(32 / 3.0));  // a span counts once, however many its pairs
  CHECK(grand_mean(s, Resamples(10, {0, 0, 1, 1, 1})) == 8.5);
}

TEST_CASE("weather that both share drops out of the paired standard error alone", "[comparison]")
{
  // three springs of 50, 60 and 70 %, two replicates each, one point less in the scenario but for a tenth
  const Resamples springs(2000, {0, 0, 1, 1, 2, 2});
  const Difference d =
    difference(series(6, 1, {50, 50.2, 60, 60.2, 70, 70.2}), series(6, 1, {49, 49.2, 59.1, 59.3, 69, 69.2}), springs);
  CHECK(d.se_paired == Approx(0.1 / 3));  // of -1, -0.9, -1
  CHECK(d.se_unpaired == Approx(std::sqrt(2.0 * 100 / 3)).epsilon(0.01));
  CHECK(d.se_ratio < 1.0 / 3);
  CHECK(d.low == Approx(-2.9 / 3 - 4.303 * 0.1 / 3));
}

TEST_CASE("a mean is over years first, then over pairs", "[comparison]")
{
  const Estimate e = estimate(series(3, 2, {1, 3, 5, 5, 9, none}), many);
  CHECK(e.value == Approx((2 + 5 + 9) / 3.0));
  const double standard_error = std::sqrt(37.0 / 3 / 3);  // of 2, 5 and 9
  CHECK(e.low == Approx(16 / 3.0 - 4.303 * standard_error));
  CHECK(e.high == Approx(16 / 3.0 + 4.303 * standard_error));
}

TEST_CASE("an interval covers the mean of a normal sample about as often as it says", "[comparison][statistical]")
{
  int covered = 0;
  constexpr int trials = 200, n = 20;
  std::uint32_t state = 12345;
  const auto uniform = [&] { return ((state = state * 1664525u + 1013904223u) >> 8) / 16777216.0; };
  for (int trial = 0; trial < trials; ++trial) {
    Series s(n, 1);
    for (double& v : s.values) {
      v = -6;
      for (int k = 0; k < 12; ++k) v += uniform();  // mean 0, variance 1
    }
    const Estimate e = estimate(s, Resamples(400));
    covered += e.low <= 0 && 0 <= e.high;
  }
  CHECK(covered > 170);  // some 93 % of 200 for a sample of 20
  CHECK(covered < 199);
}

TEST_CASE("an interval of three covers the mean of a normal sample about as often as it says",
          "[comparison][statistical]")
{
  int covered = 0, of_ratio = 0;
  constexpr int trials = 1000;
  std::uint32_t state = 54321;
  const auto normal = [&] {
    double sum = -6;
    for (int k = 0; k < 12; ++k) sum += ((state = state * 1664525u + 1013904223u) >> 8) / 16777216.0;
    return sum;
  };
  for (int trial = 0; trial < trials; ++trial) {
    Series s(3, 1), base(3, 1, 10.0);
    for (double& v : s.values) v = normal();
    const Estimate e = estimate(s, Resamples(100));
    covered += e.low <= 0 && 0 <= e.high;
    for (double& v : s.values) v += 10;
    const Estimate r = ratio(base, s, Resamples(100));
    of_ratio += r.low <= 1 && 1 <= r.high;
  }
  CHECK(covered > 930);  // the middle of a bootstrap would cover it 750 times
  CHECK(covered < 970);
  CHECK(of_ratio == covered);
}

TEST_CASE("one year of one pair has no interval, and nothing has no mean", "[comparison]")
{
  const Estimate one = estimate(series(1, 1, {4}), many);
  CHECK(one.value == 4);
  CHECK(std::isnan(one.low));
  CHECK(std::isnan(estimate(series(1, 2, {none, none}), many).value));
}

TEST_CASE("an interval of few lies about the value, though one pair has more years than the other", "[comparison]")
{
  const Estimate e = estimate(series(2, 3, {1, 1, 4, 10, none, none}), many);
  CHECK(e.value == 6);  // of 2 and 10
  CHECK((e.low + e.high) / 2 == Approx(6));
}

TEST_CASE("an equal scenario differs by exactly nothing", "[comparison]")
{
  const Series s = series(3, 2, {0.1, 0.7, 0.3, 1e9, none, 5});
  const Difference d = difference(s, s, many);
  CHECK(d.difference == 0);
  CHECK(d.low == 0);
  CHECK(d.high == 0);
  CHECK(d.base == d.scenario);
  CHECK(d.se_paired == 0);
  CHECK(d.se_ratio == 0);
}

TEST_CASE("a year that one of the two lacks is left out of both", "[comparison]")
{
  const Difference d = difference(series(1, 3, {1, 2, 30}), series(1, 3, {2, 4, none}), many);
  CHECK(d.base == 1.5);
  CHECK(d.scenario == 3);
  CHECK(d.difference == 1.5);
  CHECK(d.low == Approx(1.5 - 12.706 * 0.5));  // of 1 and 2
  CHECK(d.high == Approx(1.5 + 12.706 * 0.5));
}

TEST_CASE("pairs that vary together have a small standard error of their difference", "[comparison]")
{
  const Difference d = difference(series(4, 1, {10, 20, 30, 40}), series(4, 1, {11, 20, 31, 42}), many);
  // differences 1 0 1 2: variance 2/3; runs: variances 500/3 and 542/3
  CHECK(d.se_paired == Approx(std::sqrt(2.0 / 3 / 4)));
  CHECK(d.se_unpaired == Approx(std::sqrt((500.0 / 3 + 542.0 / 3) / 4)));
  CHECK(d.se_ratio == Approx(d.se_paired / d.se_unpaired));
}

TEST_CASE("a ratio of sums draws base and scenario together", "[comparison]")
{
  const Estimate half = ratio(series(3, 1, {10, 20, 40}), series(3, 1, {5, 10, 20}), many);
  CHECK(half.value == 0.5);
  CHECK(half.low == Approx(0.5));
  CHECK(half.high == Approx(0.5));
  CHECK(std::isnan(ratio(series(3, 1, {0, 0, 0}), series(3, 1, {5, 10, 20}), many).value));
}

TEST_CASE("a herd's growth is told per year, from the first day to the last of each year", "[comparison]")
{
  std::vector<double> day, alive;
  const int leap_and_common = 366 + 365;
  for (int d = 0; d < leap_and_common; ++d) {
    day.push_back(12418 + d);  // 2004-01-01
    alive.push_back(d < 365 ? 1000 : d < 730 ? 1100 : 990);
  }
  const std::vector<double> g = yearly_log_growth(day, alive);
  REQUIRE(g.size() == 2);
  CHECK(g[0] == Approx(std::log(1.1)).epsilon(0.01));
  CHECK(g[1] == Approx(std::log(0.9)).epsilon(0.01));
  CHECK(yearly_log_growth(std::vector<double>(day.begin(), day.end() - 1), alive).size() == 1);
}

TEST_CASE("a herd that always shrinks declines for certain, one that always grows does not", "[comparison]")
{
  const Growth g = growth(series(1, 2, {0.02, 0.04}), series(1, 2, {-0.02, -0.01}), many);
  CHECK(g.chance_base == 0);
  CHECK(g.chance_scenario == 1);
  CHECK(g.percent_a_year.base == Approx(100 * std::expm1(0.03)));
  CHECK(g.percent_a_year.difference == Approx(100 * (std::expm1(-0.015) - std::expm1(0.03))));
}

TEST_CASE("as many good years as bad ones make a decline even odds", "[comparison][statistical]")
{
  const Series s = series(2, 2, {0.1, -0.1, 0.11, -0.11});
  const Growth g = growth(s, s, many);
  CHECK(g.chance_base == g.chance_scenario);
  CHECK(std::abs(g.chance_base - 0.5) < 0.1);  // less the ties
  CHECK(g.percent_a_year.difference == 0);
  const Series one_year = series(3, 1, {0.1, 0.2, 0.3});
  CHECK(std::isnan(growth(one_year, one_year, many).chance_base));
  CHECK(growth(one_year, one_year, Resamples(100, {0, 1, 2})).chance_base == 0);  // three years of weather
}
