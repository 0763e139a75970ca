#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 8 and 15: when cows and bulls come to the coastal plain.
namespace rangifer::validation {

/// Day of the year on which the share first reaches half of its maximum from `first_doy` to `last_doy`, for each year
/// that holds these days; infinite if less than 3 in 10 ever are there at once, for then they did not come.
/// @param day  days since 1970-01-01, growing; `share` has as many
[[nodiscard]] std::vector<double> half_arrived(std::span<const double> day, std::span<const double> share,
                                               int first_doy, int last_doy);

[[nodiscard]] std::vector<double> cow_arrivals(const Daily& daily);   ///< days 91 to 199
[[nodiscard]] std::vector<double> bull_arrivals(const Daily& daily);  ///< days 91 to 240; empty for an older result

[[nodiscard]] Estimate arrival_on_plain(std::span<const Run> runs);

/// The plain stands for the calving ground, as in pattern 8: males that join the females join them there, and the day
/// when half have come is told of both alike. The distance between the mean places of bulls and cows would tell of
/// late springs too, but it is that of the few that stay behind, and no source gives the distance that is joined.
[[nodiscard]] Estimate males_join(std::span<const Run> runs);

}  // namespace rangifer::validation
