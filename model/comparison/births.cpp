#include "comparison/births.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "comparison/estimate.h"

namespace rangifer::comparison {

namespace {

auto key_of(const Birth& b) { return std::tuple {b.year, b.herd, b.mother}; }

std::vector<const Birth*> in_order(std::span<const Birth> births)
{
  std::vector<const Birth*> sorted;
  for (const Birth& b : births) sorted.push_back(&b);
  std::ranges::stable_sort(sorted, [](const Birth* a, const Birth* b) { return key_of(*a) < key_of(*b); });
  return sorted;
}

/// The value that half of the weight lies at or below.
double weighted_median(std::vector<std::pair<double, double>> value_and_weight, double weight)
{
  std::ranges::sort(value_and_weight);
  double below = 0;
  for (const auto& [value, w] : value_and_weight) {
    below += w;
    if (below >= 0.5 * weight) return value;
  }
  return none;
}

}  // namespace

double PairedBirth::displacement_km() const noexcept
{
  if (!both()) return none;
  const double dx = static_cast<double>(scenario->x_m) - static_cast<double>(base->x_m);
  const double dy = static_cast<double>(scenario->y_m) - static_cast<double>(base->y_m);
  return std::sqrt(dx * dx + dy * dy) / 1000.0;
}

std::vector<PairedBirth> pair_births(std::span<const Birth> base, std::span<const Birth> scenario)
{
  const std::vector<const Birth*> b = in_order(base), s = in_order(scenario);
  std::vector<PairedBirth> pairs;
  auto at_b = b.begin();
  auto at_s = s.begin();
  while (at_b != b.end() || at_s != s.end()) {
    const bool has_b = at_b != b.end() && (at_s == s.end() || key_of(**at_b) <= key_of(**at_s));
    const bool has_s = at_s != s.end() && (at_b == b.end() || key_of(**at_s) <= key_of(**at_b));
    pairs.push_back({has_b ? *at_b : nullptr, has_s ? *at_s : nullptr});
    at_b += has_b;
    at_s += has_s;
  }
  return pairs;
}

Moved moved(std::span<const PairedBirth> births)
{
  Moved m {};
  m.mean_km = m.median_km = none;
  std::ranges::fill(m.share, none);
  std::vector<std::pair<double, double>> distances;
  double sum_km = 0, beyond[moved_classes] = {};
  for (const PairedBirth& b : births) {
    const double calves = b.any().animals;
    if (!b.both()) {
      (b.base != nullptr ? m.only_base : m.only_scenario) += calves;
      continue;
    }
    const double km = b.displacement_km();
    m.paired += calves;
    sum_km += calves * km;
    distances.emplace_back(km, calves);
    for (std::size_t i = 0; i < moved_classes; ++i)
      if (km > moved_km[i]) beyond[i] += calves;
  }
  if (!(m.paired > 0)) return m;
  m.mean_km = sum_km / m.paired;
  m.median_km = weighted_median(std::move(distances), m.paired);
  for (std::size_t i = 0; i < moved_classes; ++i) m.share[i] = beyond[i] / m.paired;
  return m;
}

}  // namespace rangifer::comparison
