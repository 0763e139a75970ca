#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 21, 22 and 24: how heavy cows are in autumn, what the winter costs them, how calves grow.
namespace rangifer::validation {

/// From the mean of the October days to that of the May days after it, per cent (a loss is below 0), for each winter
/// that the run holds. `values` is a column of `daily`.
[[nodiscard]] std::vector<double> october_to_may(const Daily& daily, std::span<const double> values);

/// Day of the year from 1 March to 30 September on which the mean cow is lightest, for each year that holds these days.
/// On 1 June last year's yearlings join the cows, and lower their mean by a little from that day on.
[[nodiscard]] std::vector<double> lightest_days(const Daily& daily);

/// A year of calves. Each mean is of calves that live to the age, weighed by the animals that a birth stands for.
struct CalfGrowth {
  int year = 0;
  double first_28d = none;  ///< kg a day from birth to 28 days
  double slowing = none;    ///< kg a day: to 28 days, less from 28 to 42 days, of the same calves
};
[[nodiscard]] std::vector<CalfGrowth> calf_growth(const Births& births);

[[nodiscard]] Estimate autumn_mass(std::span<const Run> runs);
[[nodiscard]] Estimate pregnant_less_barren(std::span<const Run> runs);
[[nodiscard]] Estimate winter_fat_loss(std::span<const Run> runs);
[[nodiscard]] Estimate winter_protein_loss(std::span<const Run> runs);
[[nodiscard]] Estimate lightest_day(std::span<const Run> runs);
[[nodiscard]] Estimate first_growth(std::span<const Run> runs);
[[nodiscard]] Estimate slowing_growth(std::span<const Run> runs);

}  // namespace rangifer::validation
