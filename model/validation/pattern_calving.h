#pragma once
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 1 to 5: when and where calves are born, and what the spring has to do with it.
namespace rangifer::validation {

inline constexpr double hulahula_deg = -144.5, babbage_deg = -138.3, border_deg = -141.0;  ///< degrees east
inline constexpr double plain_north_of_deg = 68.9;
inline constexpr double late_by_sd = 0.5;  ///< a spring this much later than the mean is late; within it, normal

/// A year of births of one run.
struct CalvingYear {
  int year = 0;
  double median_doy = none;
  double span80_d = none;       ///< shortest span of days with 80 % of the births
  double in_belt = none;        ///< share between the Hulahula and Babbage rivers, north of 68.9 N
  double short_of_west = none;  ///< share east of the border or not yet north of 68.9 N
  double lon_deg = none;        ///< mean, degrees east
  double snow_free_doy = none;  ///< where the herd walks in spring; NaN if the map has not this year
};

/// Day of the year free of snow where the herd walks in spring, for each year of the map: mean over cells weighted
/// by their use in spring in the whole run, so that the ground is the same in every year.
[[nodiscard]] std::vector<double> spring_snow_free(const Maps& maps);

/// The years with births of one run.
[[nodiscard]] std::vector<CalvingYear> calving_years(const Births& births, const Maps& maps);
/// Those of all runs, one after the other.
[[nodiscard]] std::vector<CalvingYear> calving_years(std::span<const Run> runs);

[[nodiscard]] Estimate median_birth_day(std::span<const Run> runs);
[[nodiscard]] Estimate birth_span(std::span<const Run> runs);
[[nodiscard]] Estimate birth_day_shift(std::span<const Run> runs);
[[nodiscard]] Estimate births_in_belt(std::span<const Run> runs);
[[nodiscard]] Estimate snow_and_longitude(std::span<const Run> runs);
[[nodiscard]] Estimate births_in_late_springs(std::span<const Run> runs);

}  // namespace rangifer::validation
