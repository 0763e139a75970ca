#pragma once
#include <array>
#include <vector>

namespace rangifer::behaviour {

/// Inverse distribution functions as tables, so that a draw is one look-up. Entry i is the quantile at
/// (i + 0.5) / size; quantile() is linear between entries and constant beyond the outermost.
class QuantileTable {
public:
  static constexpr int size = 1024;

  /// Gamma with the given mean and shape, both > 0. The upper tail ends at the quantile of 1 - 1/2048.
  [[nodiscard]] static QuantileTable gamma(double mean, double shape);
  /// Von Mises about 0 with concentration kappa >= 0, as a fraction of a turn in (-0.5, 0.5).
  [[nodiscard]] static QuantileTable von_mises_turn(double kappa);

  [[nodiscard]] float quantile(float u) const noexcept
  {
    const float position = u * static_cast<float>(size) - 0.5f;
    const float clamped = position < 0.0f ? 0.0f : (position > size - 1.001f ? size - 1.001f : position);
    const int i = static_cast<int>(clamped);
    const float between = clamped - static_cast<float>(i);
    const float low = value_[static_cast<std::size_t>(i)];
    return low + between * (value_[static_cast<std::size_t>(i) + 1] - low);
  }

private:
  std::array<float, size> value_ {};
};

}  // namespace rangifer::behaviour
