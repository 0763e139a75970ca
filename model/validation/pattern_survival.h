#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 18 to 20 and 28: how many calves live, how many are born, how the herd grows.
namespace rangifer::validation {

/// Share of the calves born in a year that are yearlings on 1 June of the next (the day they become so), for each
/// year of the run that has a next 1 June. Animals that left the domain count as dead.
[[nodiscard]] std::vector<double> first_year_survival(const Births& births, const Daily& daily);

/// Calves born by cows of 2 years and more alive on 1 June, for each year whose June is in the run.
[[nodiscard]] std::vector<double> births_per_cow(const Births& births, const Daily& daily);

/// Growth from one 31 December to the next, per cent, by year.
[[nodiscard]] std::vector<double> yearly_growth(const Daily& daily);

[[nodiscard]] Estimate june_survival(std::span<const Run> runs);
[[nodiscard]] Estimate june_survival_range(std::span<const Run> runs);
[[nodiscard]] Estimate calf_first_year(std::span<const Run> runs);
[[nodiscard]] Estimate parturition(std::span<const Run> runs);
[[nodiscard]] Estimate parturition_of_two_year_olds(std::span<const Run> runs);
[[nodiscard]] Estimate growth(std::span<const Run> runs);

}  // namespace rangifer::validation
