#include "ensemble/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rangifer::ensemble {

std::vector<double> ranks(std::span<const double> values)
{
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t {0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> rank(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double shared = static_cast<double>(first + 1 + end) / 2;
    for (; first < end; ++first) rank[order[first]] = shared;
  }
  return rank;
}

RankCorrelation rank_correlation(std::span<const double> x, std::span<const double> y)
{
  std::vector<double> a, b;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i]) || std::isnan(y[i])) continue;
    a.push_back(x[i]);
    b.push_back(y[i]);
  }
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (a.size() < 3) return {none, a.size()};
  a = ranks(a);
  b = ranks(b);
  const double middle = static_cast<double>(a.size() + 1) / 2;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - middle) * (b[i] - middle);
    aa += (a[i] - middle) * (a[i] - middle);
    bb += (b[i] - middle) * (b[i] - middle);
  }
  return {aa == 0 || bb == 0 ? none : ab / std::sqrt(aa * bb), a.size()};
}

double chance_rho(std::size_t n) { return n < 2 ? 1.0 : std::min(1.0, 1.96 / std::sqrt(static_cast<double>(n - 1))); }

}  // namespace rangifer::ensemble
