#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Pattern 30: what wolves take of the animals of a year and more.
namespace rangifer::validation {

/// Yearlings and older taken by wolves over their mean number, per cent, for each calendar year wholly in the run.
///
/// The share was observed in a herd of 120,000 to 150,000, as some 7,600 kills a year whatever the herd's size [Hayes &
/// Russell 1998], so that the share falls as a herd grows: the run's own share is compared only where its herd has
/// 100,000 to 200,000 animals. The share of a smaller or larger herd is that of the same kills in a herd of 135,000
/// with its make-up.
[[nodiscard]] std::vector<double> taken_by_wolves_percent(const Daily& daily);

[[nodiscard]] Estimate taken_by_wolves(std::span<const Run> runs);

}  // namespace rangifer::validation
