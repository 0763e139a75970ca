#include "ensemble/design.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace rangifer::ensemble {
namespace {

/// What the blocks of draws with the same `id` are for.
enum class Use : std::uint32_t { order, place };

/// 0 to n - 1 in an order that is drawn: ranks of n draws of 64 bits, and of equals the first.
std::vector<std::size_t> shuffled(std::size_t n, std::uint64_t seed, std::uint64_t id)
{
  std::vector<std::uint64_t> drawn(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto bits =
      words4(seed, id, static_cast<std::uint32_t>(i), Draw::ensemble_design, static_cast<std::uint32_t>(Use::order));
    drawn[i] = (std::uint64_t {bits[0]} << 32) | bits[1];
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t {0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return drawn[i]; });
  return order;
}

std::array<float, 4> place_draws(std::uint64_t seed, std::uint64_t id, std::size_t i)
{
  return uniform4(seed, id, static_cast<std::uint32_t>(i), Draw::ensemble_design,
                  static_cast<std::uint32_t>(Use::place));
}

}  // namespace

std::vector<Point> morris_trajectories(const MorrisPlan& plan)
{
  const std::size_t k = plan.factors, half = plan.levels / 2;
  const auto coordinate = [&](std::size_t level) {
    return static_cast<double>(level) / static_cast<double>(plan.levels - 1);
  };
  std::vector<Point> points;
  points.reserve(plan.trajectories * (k + 1));
  for (std::size_t t = 0; t < plan.trajectories; ++t) {
    std::vector<std::size_t> level(k);
    std::vector<bool> up(k);
    for (std::size_t f = 0; f < k; ++f) {
      const auto draw = place_draws(plan.seed, t, f);
      const auto low = static_cast<std::size_t>(static_cast<double>(draw[0]) * static_cast<double>(half));
      up[f] = draw[1] < 0.5f;
      level[f] = up[f] ? low : low + half;
    }
    const auto point = [&] {
      Point p(k);
      std::ranges::transform(level, p.begin(), coordinate);
      return p;
    };
    points.push_back(point());
    for (const std::size_t f : shuffled(k, plan.seed, t)) {
      level[f] = up[f] ? level[f] + half : level[f] - half;
      points.push_back(point());
    }
  }
  return points;
}

std::vector<Point> latin_hypercube(std::size_t factors, std::size_t samples, std::uint64_t seed)
{
  std::vector<Point> points(samples, Point(factors));
  for (std::size_t f = 0; f < factors; ++f) {
    const std::vector<std::size_t> stratum = shuffled(samples, seed, f);
    for (std::size_t s = 0; s < samples; ++s) {
      const double within = static_cast<double>(place_draws(seed, f, s)[0]);
      points[s][f] = (static_cast<double>(stratum[s]) + within) / static_cast<double>(samples);
    }
  }
  return points;
}

}  // namespace rangifer::ensemble
