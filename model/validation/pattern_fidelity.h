#pragma once
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Pattern 17: how much of a herd's range of one year it uses again in the next.
namespace rangifer::validation {

struct Place {
  double x_m = 0, y_m = 0;
};

inline constexpr double block_m = 10'000;
using Block = std::pair<int, int>;  ///< column and row of a square of 10 km

/// The least blocks that hold 90 % of the use. Use is the density of the fixes under a fixed Gaussian kernel of 10 km,
/// cut off at 30 km: as the study's 90 % fixed kernel, on blocks a fiftieth of a range across or less.
[[nodiscard]] std::set<Block> range_of(std::span<const Place> fixes);

/// Area that both ranges hold over the mean of their areas, per cent.
[[nodiscard]] double overlap_percent(const std::set<Block>& one, const std::set<Block>& other);

enum class RangeSeason {
  summer,  ///< June to August
  winter,  ///< December of the year before to March
};

/// Overlap of the herd's ranges of `year` and of the next, by a fix a day of the followed cows that lived through the
/// season. Nothing if the track lacks a day of either season, or either has less than 10 such cows.
[[nodiscard]] std::optional<double> overlap_with_next(const Tracks& tracks, double step_h, RangeSeason season,
                                                      int year);

[[nodiscard]] Estimate summer_overlap(std::span<const Run> runs);
[[nodiscard]] Estimate winter_overlap(std::span<const Run> runs);
[[nodiscard]] Estimate summer_over_winter(std::span<const Run> runs);

}  // namespace rangifer::validation
