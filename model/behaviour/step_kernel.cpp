#include "behaviour/step_kernel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

#include "base/deterministic_math.h"

namespace rangifer::behaviour {
namespace {

/// Tabulates the inverse of a distribution on [low, high] from the density at the middle of fine bins.
/// The density needs no normalisation.
template <int size>
void invert(double low, double high, const std::function<double(double)>& density, std::array<float, size>& quantile)
{
  constexpr int bins = 40000;
  const double width = (high - low) / bins;
  std::vector<double> cumulative(bins + 1, 0.0);
  for (int b = 0; b < bins; ++b) {
    const auto i = static_cast<std::size_t>(b);
    cumulative[i + 1] = cumulative[i] + density(low + (b + 0.5) * width);
  }
  std::size_t bin = 0;
  for (int i = 0; i < size; ++i) {
    const double target = (i + 0.5) / size * cumulative.back();
    while (bin + 1 < bins && cumulative[bin + 1] < target) ++bin;
    const double inside = (target - cumulative[bin]) / std::max(cumulative[bin + 1] - cumulative[bin], 1e-300);
    quantile[static_cast<std::size_t>(i)] = static_cast<float>(low + (static_cast<double>(bin) + inside) * width);
  }
}

}  // namespace

QuantileTable QuantileTable::gamma(double mean, double shape)
{
  assert(mean > 0 && shape > 0);
  QuantileTable table;
  // In units of the scale. 40 + 10 shape scales hold all but 1e-15 of it.
  const double highest = 40.0 + 10.0 * shape;
  const auto power = [](double base, double exponent) {
    return static_cast<double>(exp_det(static_cast<float>(exponent) * log_det(static_cast<float>(base))));
  };
  const double scale = mean / shape;
  if (shape > 1.0) {
    invert<size>(
      0.0, highest,
      [&](double x) { return power(x, shape - 1.0) * static_cast<double>(exp_det(-static_cast<float>(x))); },
      table.value_);
    for (float& v : table.value_) v *= static_cast<float>(scale);
  } else {
    // With x = z^(1/shape) the density of z loses the pole that shapes below 1 have at zero.
    invert<size>(
      0.0, power(highest, shape),
      [&](double z) { return static_cast<double>(exp_det(-static_cast<float>(power(z, 1.0 / shape)))); }, table.value_);
    for (float& v : table.value_) {
      v = static_cast<float>(scale * power(std::max(static_cast<double>(v), 1e-30), 1.0 / shape));
    }
  }
  // The table has no entries beyond its outermost quantiles; scaled so that the mean is kept.
  double sum = 0.0;
  for (const float v : table.value_) sum += static_cast<double>(v);
  const auto correction = static_cast<float>(mean * size / sum);
  for (float& v : table.value_) v *= correction;
  return table;
}

QuantileTable QuantileTable::von_mises_turn(double kappa)
{
  QuantileTable table;
  invert<size>(
    -0.5, 0.5,
    [&](double turn) {
      float sine = 0.0f, cosine = 0.0f;
      sincos_turn_det(static_cast<float>(turn < 0.0 ? turn + 1.0 : turn), sine, cosine);
      return static_cast<double>(exp_det(static_cast<float>(kappa) * (cosine - 1.0f)));
    },
    table.value_);
  return table;
}

}  // namespace rangifer::behaviour
