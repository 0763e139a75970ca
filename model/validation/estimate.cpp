#include "validation/estimate.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>

namespace rangifer::validation {

namespace {

/// Sum of (x - mean x) (y - mean y).
double cross(std::span<const double> x, std::span<const double> y)
{
  const double mx = mean(x), my = mean(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
  return sum;
}

Estimate around(double value, const std::vector<double>& sample, std::size_t years)
{
  Estimate e {value, none, none, years, ""};
  if (years > 1) {
    e.low = quantile(sample, 0.025);
    e.high = quantile(sample, 0.975);
  }
  return e;
}

}  // namespace

double mean(std::span<const double> values)
{
  if (values.empty()) return none;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sample_sd(std::span<const double> values)
{
  if (values.size() < 2) return none;
  return std::sqrt(cross(values, values) / static_cast<double>(values.size() - 1));
}

double quantile(std::vector<double> values, double share)
{
  if (values.empty()) return none;
  std::ranges::sort(values);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = place - static_cast<double>(below);
  if (part == 0.0 || values[below] == values[above]) return values[below];  // infinities have no difference
  return values[below] + part * (values[above] - values[below]);
}

double correlation(std::span<const double> x, std::span<const double> y)
{
  return cross(x, y) / std::sqrt(cross(x, x) * cross(y, y));
}

double slope(std::span<const double> x, std::span<const double> y) { return cross(x, y) / cross(x, x); }

Estimate mean_of_years(std::vector<double> values)
{
  std::erase_if(values, [](double v) { return std::isnan(v); });
  return around(mean(values), values, values.size());
}

Estimate median_of_years(std::vector<double> values)
{
  std::erase_if(values, [](double v) { return std::isnan(v); });
  return around(quantile(values, 0.5), values, values.size());
}

Estimate bootstrap(std::size_t n, const std::function<double(std::span<const std::size_t>)>& statistic)
{
  constexpr int draws = 1000;
  std::mt19937_64 random(1);  // its numbers are laid down by the standard, unlike those of the distributions
  std::vector<std::size_t> years(n);
  std::iota(years.begin(), years.end(), std::size_t {0});
  const double value = statistic(years);
  std::vector<double> sample;
  for (int draw = 0; draw < draws; ++draw) {
    for (std::size_t& year : years) year = static_cast<std::size_t>(random() % std::uint64_t {n});
    const double drawn = statistic(years);
    if (std::isfinite(drawn)) sample.push_back(drawn);  // n times the same year has no correlation
  }
  return around(value, sample, n);
}

}  // namespace rangifer::validation
