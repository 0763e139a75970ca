#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace rangifer::ensemble {

/// Ranks from 1; equal values share the mean of theirs. No value may be NaN.
[[nodiscard]] std::vector<double> ranks(std::span<const double> values);

struct RankCorrelation {
  double rho;     ///< -1 to 1; NaN below three pairs, and where one of the two never changes
  std::size_t n;  ///< pairs of which neither value is NaN: those that count
};

/// Spearman's: Pearson's of the ranks. Says how steadily y rises or falls with x, in a line or not.
[[nodiscard]] RankCorrelation rank_correlation(std::span<const double> x, std::span<const double> y);

/// |rho| that chance alone exceeds in one of twenty pairs that have nothing to do with each other, near enough for
/// ten pairs or more.
[[nodiscard]] double chance_rho(std::size_t n);

}  // namespace rangifer::ensemble
