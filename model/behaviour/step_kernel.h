#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace rangifer::behaviour {

/// A distribution as 4096 equally likely values, so that a draw is one look-up: value i is the mean of the
/// distribution between its quantiles i / 4096 and (i + 1) / 4096. The mean of the draws is exact, the
/// variance short by less than 1 in 1,000 (the spread within the last slice).
class QuantileTable {
public:
  static constexpr std::size_t slices = 4096;
  static constexpr int bits = 12;  ///< of a random word that choose a slice

  /// Gamma with the given mean and shape, both > 0.
  [[nodiscard]] static QuantileTable gamma(double mean, double shape);
  /// Von Mises about 0 with concentration kappa >= 0, as a fraction of a turn in (-0.5, 0.5).
  [[nodiscard]] static QuantileTable von_mises_turn(double kappa);

  [[nodiscard]] const std::array<float, slices>& values() const noexcept { return value_; }

private:
  std::array<float, slices> value_ {};
};

}  // namespace rangifer::behaviour
