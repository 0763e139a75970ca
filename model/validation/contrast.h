#pragma once
#include "validation/estimate.h"

namespace rangifer::validation {

/// What the runs say against runs of a baseline with the same draws. Without a baseline, what they lack.
struct Contrast {
  static constexpr const char* no_baseline = "needs --baseline";
  // Of infrastructure: animals or births by distance, for each one of the baseline.
  Estimate births_within_5_km = lacking(no_baseline);
  Estimate births_5_to_10_km = lacking(no_baseline);
  Estimate mosquito_use_within_1_km = lacking(no_baseline);
  Estimate june_survival_points = lacking(no_baseline);  ///< change in points
};

}  // namespace rangifer::validation
