#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 7, 25 and 26: who stands in Alaska in July, the coast without insects, snow on the calving ground.
namespace rangifer::validation {

/// Mean share of the animals in Alaska from 1 to 10 July, for each year that holds these days.
[[nodiscard]] std::vector<double> early_july_in_alaska(const InAlaska& alaska);

/// Mosquito hours of land cells that touch the sea over those of low land (below 250 m) 25 to 35 km inland, by year.
/// Empty where the grid has no such cells.
[[nodiscard]] std::vector<double> coast_to_inland(const Maps& maps);

/// Latest less earliest snow-free day over the years of the map, mean over cells weighted by all births in them;
/// cells without a day in some year are left out. NaN if none is left.
[[nodiscard]] double snow_free_range(const Maps& maps);

[[nodiscard]] Estimate alaska_in_early_july(std::span<const Run> runs);
[[nodiscard]] Estimate mosquitoes_at_the_coast(std::span<const Run> runs);
[[nodiscard]] Estimate snow_free_where_born(std::span<const Run> runs);
[[nodiscard]] Estimate snow_free_between_years(std::span<const Run> runs);

}  // namespace rangifer::validation
