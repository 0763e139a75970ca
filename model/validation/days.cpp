#include "validation/days.h"

#include <chrono>
#include <cmath>

namespace rangifer::validation {

Day day_of(double since_1970) { return Day {std::chrono::days {static_cast<int>(std::floor(since_1970))}}; }

std::vector<YearRows> rows_by_year(std::span<const double> day)
{
  std::vector<YearRows> years;
  for (std::size_t i = 0; i < day.size(); ++i) {
    const int year = year_of(day_of(day[i]));
    if (years.empty() || years.back().year != year) years.push_back({year, i, i});
    years.back().end = i + 1;
  }
  return years;
}

}  // namespace rangifer::validation
