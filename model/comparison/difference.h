#pragma once
#include "comparison/estimate.h"

namespace rangifer::comparison {

/// A number of the scenario against the same of the base.
struct Difference {
  double base = none, scenario = none;  ///< means over years, then over pairs (see Estimate)
  double difference = none;             ///< scenario less base, pair by pair and year by year, then averaged
  double low = none, high = none;       ///< 95 % interval of the difference; NaN for one pair of one year
  double se_paired = none;              ///< standard error of the difference
  double se_unpaired = none;            ///< what it would be if base and scenario were drawn apart
  double se_ratio = none;               ///< se_paired by se_unpaired: below 1 the common draws helped

  [[nodiscard]] bool told_from_zero() const noexcept { return low > 0 || high < 0; }
};

/// A year that one of a pair has no number for is left out of both. The standard errors are those of the units that
/// are drawn (see units_of): paired from the differences, unpaired as sqrt(var(base) / n + var(scenario) / n).
[[nodiscard]] Difference difference(Series base, Series scenario, const Resamples& resamples);

/// Scenario less base; NaN where one of them is.
[[nodiscard]] Series less(const Series& scenario, const Series& base);

}  // namespace rangifer::comparison
