#include "validation/days.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

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

double mean_of_months(std::span<const double> day, std::span<const double> values, int year,
                      std::initializer_list<unsigned> months)
{
  double sum = 0;
  std::size_t days = 0;
  for (const unsigned month : months) {
    const double from = days_since_1970(make_day(year, month, 1));
    const double past = days_since_1970(month == 12 ? make_day(year + 1, 1, 1) : make_day(year, month + 1, 1));
    const auto first = std::ranges::lower_bound(day, from), end = std::ranges::lower_bound(day, past);
    if (static_cast<double>(end - first) < past - from) return std::numeric_limits<double>::quiet_NaN();
    for (auto at = first; at != end; ++at) sum += values[static_cast<std::size_t>(at - day.begin())];
    days += static_cast<std::size_t>(end - first);
  }
  return sum / static_cast<double>(days);
}

}  // namespace rangifer::validation
