#include "forcing/time/record_spans.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace rangifer::forcing {

double file_days(CfCalendar calendar, const CfTime& t) noexcept
{
  return static_cast<double>(day_number(calendar, t.year, t.month, t.day)) + t.second / 86400.0;
}

std::vector<double> file_days(CfCalendar calendar, std::span<const CfTime> times)
{
  std::vector<double> days;
  days.reserve(times.size());
  for (const CfTime& time : times) days.push_back(file_days(calendar, time));
  return days;
}

std::string file_date(CfCalendar calendar, double days)
{
  const double whole = std::floor(days);
  return to_string(time_at(calendar, static_cast<std::int64_t>(whole), std::round((days - whole) * 86400.0)));
}

void offer(RecordSpans& spans, CfCalendar calendar, double first_file_day, double last_file_day)
{
  const auto model_day = [&](double file_day) {
    const double days = model_days(calendar, time_at(calendar, static_cast<std::int64_t>(file_day), 0.0));
    return Day {std::chrono::days {static_cast<int>(days)}};
  };
  if (first_file_day <= last_file_day) {
    spans.first = model_day(first_file_day);
    // Up to the next date of the file, since days that its calendar lacks take the one before them.
    spans.last = model_day(last_file_day + 1) - std::chrono::days {1};
    if (spans.first <= spans.last) return;
  }
  throw InputError("makes up no whole day of the model");
}

double median_step(std::span<const double> stamps_d)
{
  std::vector<double> steps;
  steps.reserve(stamps_d.size());
  for (std::size_t i = 1; i < stamps_d.size(); ++i) steps.push_back(stamps_d[i] - stamps_d[i - 1]);
  std::ranges::nth_element(steps, steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2));
  return steps[steps.size() / 2];
}

bool before_day_366(CfCalendar calendar, double file_day)
{
  if (calendar == CfCalendar::noleap || calendar == CfCalendar::all_leap || calendar == CfCalendar::day_360)
    return false;
  const CfTime date = time_at(calendar, static_cast<std::int64_t>(std::floor(file_day)), 0.0);
  return date.month == 12 && date.day == 30 && year_length(calendar, date.year) == 366;
}

}  // namespace rangifer::forcing
