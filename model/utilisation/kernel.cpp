#include "utilisation/kernel.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <vector>

#include "base/deterministic_math.h"

namespace rangifer::utilisation {
namespace {

constexpr double cut_bandwidths = 5.0;  // at three, the affinity of grounds apart misses what their tails share
constexpr float none = std::numeric_limits<float>::infinity();

/// The densest cells that together hold `share`, densest first.
Field densest(const Field& density, double share)
{
  Field sorted;
  std::copy_if(density.begin(), density.end(), std::back_inserter(sorted), [](float d) { return d > 0.0f; });
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double held = 0.0;
  std::size_t cells = 0;
  while (cells < sorted.size() && held < share) held += static_cast<double>(sorted[cells++]);
  sorted.resize(cells);
  return sorted;
}

/// Sum over the cells of what `of` makes of two distributions; NaN if one of them is empty.
template <class Function>
double common(const Field& p, const Field& q, Function of)
{
  double sum = 0.0, all_p = 0.0, all_q = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double in_p = static_cast<double>(p[i]), in_q = static_cast<double>(q[i]);
    sum += of(in_p, in_q);
    all_p += in_p;
    all_q += in_q;
  }
  return all_p > 0.0 && all_q > 0.0 ? sum : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Field kernel_density(const Grid& grid, std::span<const float> x_m, std::span<const float> y_m,
                     std::span<const float> weight, double bandwidth_km)
{
  const double bandwidth_m = bandwidth_km * 1000.0;
  const int reach = static_cast<int>(std::ceil(cut_bandwidths * bandwidth_m / grid.cell_m));
  std::vector<double> sum(grid.size(), 0.0);
  for (std::size_t p = 0; p < x_m.size(); ++p) {
    const double x = static_cast<double>(x_m[p]), y = static_cast<double>(y_m[p]);
    const auto cell = grid.cell_at(x, y);
    if (cell < 0) continue;
    const int column = cell % grid.columns, row = cell / grid.columns;
    for (int r = std::max(row - reach, 0); r <= std::min(row + reach, grid.rows - 1); ++r) {
      for (int c = std::max(column - reach, 0); c <= std::min(column + reach, grid.columns - 1); ++c) {
        const double dx = (grid.x_of(c) - x) / bandwidth_m, dy = (grid.y_of(r) - y) / bandwidth_m;
        sum[grid.index(c, r)] +=
          static_cast<double>(weight[p] * exp_det(static_cast<float>(-0.5 * (dx * dx + dy * dy))));
      }
    }
  }
  const double total = std::accumulate(sum.begin(), sum.end(), 0.0);
  Field density(grid.size(), 0.0f);
  if (total > 0.0) {
    std::transform(sum.begin(), sum.end(), density.begin(), [&](double s) { return static_cast<float>(s / total); });
  }
  return density;
}

double isopleth_area_km2(const Grid& grid, const Field& density, double share)
{
  return static_cast<double>(densest(density, share).size()) * grid.cell_m * grid.cell_m / 1e6;
}

double concentrated_area_km2(const Grid& grid, const Field& density)
{
  const float level = concentrated_level(density);
  const auto above = std::count_if(density.begin(), density.end(), [&](float d) { return d > level; });
  return static_cast<double>(above) * grid.cell_m * grid.cell_m / 1e6;
}

double bhattacharyya_affinity(const Field& p, const Field& q)
{
  return common(p, q, [](double a, double b) { return std::sqrt(a * b); });
}

double volume_of_intersection(const Field& p, const Field& q)
{
  return common(p, q, [](double a, double b) { return std::min(a, b); });
}

float isopleth_level(const Field& density, double share)
{
  const Field ground = densest(density, share);
  return ground.empty() ? none : ground.back();
}

Field isopleths(const Field& density)
{
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < density.size(); ++i)
    if (density[i] > 0.0f) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return density[a] > density[b]; });
  Field share(density.size(), std::numeric_limits<float>::quiet_NaN());
  double held = 0.0;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    for (; last < order.size() && density[order[last]] == density[order[first]]; ++last)
      held += static_cast<double>(density[order[last]]);
    for (; first < last; ++first) share[order[first]] = static_cast<float>(std::min(held, 1.0));
  }
  return share;
}

float concentrated_level(const Field& density)
{
  const Field ground = densest(density, 0.99);
  if (ground.empty()) return none;
  const double mean = std::accumulate(ground.begin(), ground.end(), 0.0) / static_cast<double>(ground.size());
  const auto level = static_cast<float>(mean);
  // The float at or just below the mean, so that "above it" means what it would in double.
  return static_cast<double>(level) > mean ? std::nextafter(level, 0.0f) : level;
}

}  // namespace rangifer::utilisation
