#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Pattern 23: how much energy a cow needs, and in which season most (Boertje 1985).
namespace rangifer::validation {

/// Energy that keeps the mean cow in balance, MJ a day, by whole months of one calendar year; NaN where a month of the
/// season is not in the run. The periods are those of Boertje, moved to the month that holds most of each.
struct EnergyNeed {
  int year = 0;
  double winter = none;         ///< December to March
  double summer = none;         ///< June to August
  double insect_season = none;  ///< July
  double highest_other = none;  ///< of June, August, September, October, November to March, April to May
};
[[nodiscard]] std::vector<EnergyNeed> energy_needs(const Daily& daily);

[[nodiscard]] Estimate need_in_winter(std::span<const Run> runs);
[[nodiscard]] Estimate need_in_summer(std::span<const Run> runs);
[[nodiscard]] Estimate insect_season_over_others(std::span<const Run> runs);

}  // namespace rangifer::validation
