#pragma once
#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

#include "base/calendar.h"

namespace rangifer::validation {

/// Of a time axis of a result: days since 1970-01-01, the hours dropped.
[[nodiscard]] Day day_of(double since_1970);

/// Rows of a daily table that belong to one calendar year: [first, end).
struct YearRows {
  int year = 0;
  std::size_t first = 0, end = 0;
};
/// @param day  days since 1970-01-01, growing
[[nodiscard]] std::vector<YearRows> rows_by_year(std::span<const double> day);

/// Mean of a daily series over whole months (1 to 12) of a year, each day counted once. NaN if a day of them is not
/// in the run, or has no value.
/// @param day  days since 1970-01-01, growing; `values` has as many
[[nodiscard]] double mean_of_months(std::span<const double> day, std::span<const double> values, int year,
                                    std::initializer_list<unsigned> months);

}  // namespace rangifer::validation
