#include "comparison/estimate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace rangifer::comparison {

namespace {

constexpr std::size_t pairs_enough = 3;

/// Of each pair its mean over the years that have a value; NaN if none has.
std::vector<double> pair_means(const Series& series)
{
  std::vector<double> means;
  for (std::size_t p = 0; p < series.pairs; ++p) {
    std::vector<double> of_pair;
    for (std::size_t y = 0; y < series.years; ++y)
      if (!std::isnan(series.at(p, y))) of_pair.push_back(series.at(p, y));
    if (!of_pair.empty()) means.push_back(mean(of_pair));
  }
  return means;
}

bool all_alike(std::span<const double> values)
{
  return std::ranges::all_of(values, [&](double v) { return v == values[0]; });
}

}  // namespace

std::vector<double> units_of(const Series& series)
{
  std::vector<double> units = pair_means(series);
  if (units.size() >= pairs_enough) return units;
  units = series.values;
  std::erase_if(units, [](double v) { return std::isnan(v); });
  return units;
}

std::size_t Resamples::pick(std::size_t sample, std::size_t slot, std::size_t n) const
{
  constexpr std::uint64_t seed = 1;
  const std::uint64_t word = words4(seed, slot, static_cast<std::uint32_t>(sample), Draw::resample)[0];
  return static_cast<std::size_t>((word * n) >> 32);
}

Interval bootstrap(const Resamples& resamples, std::size_t n,
                   const std::function<double(std::span<const std::size_t>)>& statistic)
{
  if (n < 2) return {};
  std::vector<std::size_t> drawn(n);
  std::vector<double> found;
  found.reserve(resamples.samples());
  for (std::size_t sample = 0; sample < resamples.samples(); ++sample) {
    for (std::size_t slot = 0; slot < n; ++slot) drawn[slot] = resamples.pick(sample, slot, n);
    const double value = statistic(drawn);
    if (!std::isnan(value)) found.push_back(value);
  }
  std::ranges::sort(found);
  return {quantile(found, 0.025), quantile(found, 0.975)};
}

Estimate estimate(const Series& series, const Resamples& resamples)
{
  const double value = mean(pair_means(series));
  const std::vector<double> units = units_of(series);
  if (units.size() < 2) return {value, none, none};
  if (all_alike(units)) return {value, units[0], units[0]};  // exactly, and most differences are zero
  const Interval i = bootstrap(resamples, units.size(), [&](std::span<const std::size_t> drawn) {
    double sum = 0;
    for (const std::size_t unit : drawn) sum += units[unit];
    return sum / static_cast<double>(drawn.size());
  });
  return {value, i.low, i.high};
}

Estimate ratio(const Series& base, const Series& scenario, const Resamples& resamples)
{
  const std::vector<double> b = units_of(base), s = units_of(scenario);
  if (b.size() != s.size()) return {};
  const auto over = [](double sum, double of) { return of > 0 ? sum / of : none; };
  const double value = over(std::accumulate(s.begin(), s.end(), 0.0), std::accumulate(b.begin(), b.end(), 0.0));
  const Interval i = bootstrap(resamples, b.size(), [&](std::span<const std::size_t> drawn) {
    double sum_b = 0, sum_s = 0;
    for (const std::size_t unit : drawn) {
      sum_b += b[unit];
      sum_s += s[unit];
    }
    return over(sum_s, sum_b);
  });
  return {value, i.low, i.high};
}

double mean(std::span<const double> values)
{
  if (values.empty()) return none;
  if (all_alike(values)) return values[0];  // no rounding where there is nothing to round
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standard_error(std::span<const double> values)
{
  if (values.size() < 2) return none;
  const double m = mean(values), n = static_cast<double>(values.size());
  double squares = 0;
  for (const double v : values) squares += (v - m) * (v - m);
  return std::sqrt(squares / (n - 1) / n);
}

double quantile(std::vector<double> values, double share)
{
  if (values.empty()) return none;
  if (!std::ranges::is_sorted(values)) std::ranges::sort(values);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  if (values[below] == values[above]) return values[below];  // infinities have no difference
  return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

}  // namespace rangifer::comparison
