#pragma once
#include <cstddef>
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

}  // namespace rangifer::validation
