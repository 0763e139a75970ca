#include "comparison/estimate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace rangifer::comparison {

namespace {

constexpr std::size_t enough = 3;  ///< pairs or spans, to draw them
constexpr std::size_t few = 10;    ///< below it a bootstrap is too narrow: of three it hardly goes beyond their range

/// How many standard errors of the mean of n values hold the middle 95 %, n from 2 to 9: Student's t of n - 1.
double student_t(std::size_t n)
{
  constexpr double t[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306};
  return t[n - 2];
}

/// Of each pair its mean over the years that have a value, then of each span over its pairs if spans are drawn. What
/// has no value is left out.
std::vector<double> means_of(const Series& series, const Resamples& resamples)
{
  std::vector<double> of_pairs;
  std::vector<std::vector<double>> of_spans(resamples.spans());
  for (std::size_t p = 0; p < series.pairs; ++p) {
    std::vector<double> of_pair;
    for (std::size_t y = 0; y < series.years; ++y)
      if (!std::isnan(series.at(p, y))) of_pair.push_back(series.at(p, y));
    if (of_pair.empty()) continue;
    of_pairs.push_back(mean(of_pair));
    of_spans[resamples.span_of(p)].push_back(of_pairs.back());
  }
  if (resamples.spans() < enough) return of_pairs;
  std::vector<double> means;
  for (const std::vector<double>& pairs : of_spans)
    if (!pairs.empty()) means.push_back(mean(pairs));
  return means;
}

bool all_alike(std::span<const double> values)
{
  return std::ranges::all_of(values, [&](double v) { return v == values[0]; });
}

}  // namespace

Resamples::Resamples(std::size_t samples, std::vector<std::size_t> span_of_pair)
    : samples_ {samples}, span_of_pair_ {std::move(span_of_pair)}
{
  for (const std::size_t span : span_of_pair_) spans_ = std::max(spans_, span + 1);
}

std::vector<double> units_of(const Series& series, const Resamples& resamples)
{
  std::vector<double> units = means_of(series, resamples);
  if (units.size() >= enough) return units;
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

double grand_mean(const Series& series, const Resamples& resamples) { return mean(means_of(series, resamples)); }

Estimate estimate(const Series& series, const Resamples& resamples)
{
  const double value = grand_mean(series, resamples);
  const std::vector<double> units = units_of(series, resamples);
  if (units.size() < 2) return {value, none, none};
  if (all_alike(units)) return {value, units[0], units[0]};  // exactly, and most differences are zero
  if (units.size() < few) {
    const double reach = student_t(units.size()) * standard_error(units);
    return {value, value - reach, value + reach};
  }
  const Interval i = bootstrap(resamples, units.size(), [&](std::span<const std::size_t> drawn) {
    double sum = 0;
    for (const std::size_t unit : drawn) sum += units[unit];
    return sum / static_cast<double>(drawn.size());
  });
  return {value, i.low, i.high};
}

Estimate ratio(const Series& base, const Series& scenario, const Resamples& resamples)
{
  const std::vector<double> b = units_of(base, resamples), s = units_of(scenario, resamples);
  if (b.size() != s.size()) return {};
  const auto over = [](double sum, double of) { return of > 0 ? sum / of : none; };
  const double value = over(std::accumulate(s.begin(), s.end(), 0.0), std::accumulate(b.begin(), b.end(), 0.0));
  if (b.size() >= 2 && b.size() < few && !std::isnan(value)) {
    // The standard error of a ratio is that of s less the ratio times b (Cochran 1977, Sampling Techniques).
    std::vector<double> rest;
    for (std::size_t i = 0; i < b.size(); ++i) rest.push_back(s[i] - value * b[i]);
    const double reach = student_t(b.size()) * standard_error(rest) / mean(b);
    return {value, std::max(value - reach, 0.0), value + reach};
  }
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
