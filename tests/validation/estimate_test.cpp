#include "validation/estimate.h"

#include <catch2/catch.hpp>

using namespace rangifer::validation;

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST_CASE("mean, spread and quantiles of worked numbers", "[validation]")
{
  const std::vector<double> v {4, 1, 3, 2};
  CHECK(mean(v) == 2.5);
  CHECK(sample_sd(v) == Approx(1.2909944487));
  CHECK(quantile(v, 0.5) == 2.5);
  CHECK(quantile(v, 0.25) == 1.75);
  CHECK(quantile(v, 1.0) == 4);
  CHECK(std::isnan(mean({})));
  CHECK(std::isnan(sample_sd(std::vector<double> {1})));
}

TEST_CASE("correlation and slope of worked numbers", "[validation]")
{
  const std::vector<double> x {1, 2, 3, 4}, y {2, 4, 5, 9};
  CHECK(slope(x, y) == Approx(2.2));  // 11 / 5
  CHECK(correlation(x, y) == Approx(11 / std::sqrt(5.0 * 26.0)));
}

TEST_CASE("years that do not tell drop out, and one year has no interval", "[validation]")
{
  const Estimate e = mean_of_years({1, none, 3});
  CHECK(e.value == 2);
  CHECK(e.n == 2);
  CHECK(e.low == Approx(1.05));
  CHECK(e.high == Approx(2.95));
  CHECK(std::isnan(mean_of_years({7}).low));
  CHECK(median_of_years({1, 2, 30}).value == 2);
  CHECK(std::isinf(median_of_years({140, infinity, infinity}).value));
}

TEST_CASE("years drawn again give the same interval each time, around the value", "[validation]")
{
  const std::vector<double> v {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const auto centre = [&](std::span<const std::size_t> years) {
    double sum = 0;
    for (const std::size_t i : years) sum += v[i];
    return sum / static_cast<double>(years.size());
  };
  const Estimate a = bootstrap(v.size(), centre), b = bootstrap(v.size(), centre);
  CHECK(a.value == 5.5);
  CHECK(a.low == b.low);
  CHECK(a.high == b.high);
  // The standard error of the mean of ten is 0.91, so 95 % lie within 1.8 of it.
  CHECK(a.low == Approx(5.5 - 1.8).margin(0.3));
  CHECK(a.high == Approx(5.5 + 1.8).margin(0.3));
}
