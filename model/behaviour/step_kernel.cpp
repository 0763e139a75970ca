#include "behaviour/step_kernel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <vector>

#include "base/deterministic_math.h"

namespace rangifer::behaviour {
namespace {

/// Quantiles in each slice whose mean is its value.
constexpr std::size_t per_slice = 16;

/// The quantiles at (i + 0.5) / (slices * per_slice) of a distribution on [low, high], from the density at the
/// middle of fine bins. The density needs no normalisation.
std::vector<double> fine_quantiles(double low, double high, const std::function<double(double)>& density)
{
  constexpr std::size_t bins = 100'000, count = QuantileTable::slices * per_slice;
  const double width = (high - low) / static_cast<double>(bins);
  std::vector<double> cumulative(bins + 1, 0.0);
  for (std::size_t b = 0; b < bins; ++b) {
    cumulative[b + 1] = cumulative[b] + density(low + (static_cast<double>(b) + 0.5) * width);
  }
  std::vector<double> quantile(count);
  std::size_t bin = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double target = (static_cast<double>(i) + 0.5) / static_cast<double>(count) * cumulative.back();
    while (bin + 1 < bins && cumulative[bin + 1] < target) ++bin;
    const double inside = (target - cumulative[bin]) / std::max(cumulative[bin + 1] - cumulative[bin], 1e-300);
    quantile[i] = low + (static_cast<double>(bin) + inside) * width;
  }
  return quantile;
}

void take_means(const std::vector<double>& quantile, std::array<float, QuantileTable::slices>& value)
{
  for (std::size_t i = 0; i < value.size(); ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k < per_slice; ++k) sum += quantile[i * per_slice + k];
    value[i] = static_cast<float>(sum / per_slice);
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
  std::vector<double> length;
  if (shape > 1.0) {
    length = fine_quantiles(0.0, highest, [&](double x) {
      return power(x, shape - 1.0) * static_cast<double>(exp_det(-static_cast<float>(x)));
    });
  } else {
    // With x = z^(1/shape) the density of z loses the pole that shapes below 1 have at zero.
    length = fine_quantiles(0.0, power(highest, shape), [&](double z) {
      return static_cast<double>(exp_det(-static_cast<float>(power(z, 1.0 / shape))));
    });
    for (double& z : length) z = power(std::max(z, 1e-30), 1.0 / shape);
  }
  for (double& x : length) x *= scale;
  take_means(length, table.value_);
  // What lies beyond the last of the fine quantiles is put back, so that the mean is kept.
  double sum = 0.0;
  for (const float v : table.value_) sum += static_cast<double>(v);
  const auto correction = static_cast<float>(mean * static_cast<double>(slices) / sum);
  for (float& v : table.value_) v *= correction;
  return table;
}

QuantileTable QuantileTable::von_mises_turn(double kappa)
{
  QuantileTable table;
  const auto density = [&](double turn) {
    float sine = 0.0f, cosine = 0.0f;
    sincos_turn_det(static_cast<float>(turn < 0.0 ? turn + 1.0 : turn), sine, cosine);
    return static_cast<double>(exp_det(static_cast<float>(kappa) * (cosine - 1.0f)));
  };
  take_means(fine_quantiles(-0.5, 0.5, density), table.value_);
  return table;
}

}  // namespace rangifer::behaviour
