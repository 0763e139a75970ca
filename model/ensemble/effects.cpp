#include "ensemble/effects.h"

#include <cmath>
#include <limits>

namespace rangifer::ensemble {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Effect effect_of(std::span<const double> effects)
{
  const auto n = static_cast<double>(effects.size());
  Effect e {none, none, none, effects.size(), 0};
  if (effects.empty()) return e;
  double sum = 0, absolute = 0, square = 0;
  for (const double d : effects) {
    sum += d;
    absolute += std::abs(d);
  }
  e.mu = sum / n;
  e.mu_star = absolute / n;
  for (const double d : effects) square += (d - e.mu) * (d - e.mu);
  if (effects.size() > 1) e.sigma = std::sqrt(square / (n - 1));
  return e;
}

void rank(std::span<Effect> effects)
{
  for (Effect& e : effects) {
    e.rank = 1;
    for (const Effect& other : effects) {
      if (other.mu_star > e.mu_star || (std::isnan(e.mu_star) && !std::isnan(other.mu_star))) ++e.rank;
    }
  }
}

}  // namespace

std::vector<Effect> elementary_effects(std::span<const Point> trajectories, std::span<const double> output)
{
  if (trajectories.empty()) return {};
  const std::size_t factors = trajectories.front().size();
  std::vector<std::vector<double>> seen(factors);
  for (std::size_t p = 1; p < trajectories.size(); ++p) {
    if (p % (factors + 1) == 0) continue;  // the first of a trajectory
    for (std::size_t f = 0; f < factors; ++f) {
      const double step = trajectories[p][f] - trajectories[p - 1][f];
      const double effect = (output[p] - output[p - 1]) / step;
      if (step != 0.0 && !std::isnan(effect)) seen[f].push_back(effect);
    }
  }
  std::vector<Effect> effects;
  for (const auto& values : seen) effects.push_back(effect_of(values));
  rank(effects);
  return effects;
}

}  // namespace rangifer::ensemble
