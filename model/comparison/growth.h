#pragma once
#include <cstdint>
#include <span>

#include "comparison/difference.h"

namespace rangifer::comparison {

inline constexpr int years_ahead = 10;

/// How a herd grows in the base and in the scenario.
struct Growth {
  Difference percent_a_year;  ///< of the mean log growth: % a year
  double chance_base = none,
         chance_scenario =
           none;  ///< that the herd is smaller ten years on, 0 to 1; NaN if all runs are of one and the same year
};

/// Log growth a year, between censuses: on the first day of a run, and on the last of each year counted from it.
/// @param day  days since 1970-01-01, each the one after the last; `alive` has as many
/// @return one value per whole year; NaN if nobody was left at its start
[[nodiscard]] std::vector<double> yearly_log_growth(std::span<const double> day, std::span<const double> alive);

/// Ten years drawn from all years of all pairs, the same in base and scenario, over and over: how often does the
/// herd shrink? An extrapolation: it knows no years but those, and no density that the herd has not had.
[[nodiscard]] Growth growth(const Series& log_growth_base, const Series& log_growth_scenario,
                            const Resamples& resamples);

}  // namespace rangifer::comparison
