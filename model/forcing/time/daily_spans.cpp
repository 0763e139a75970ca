#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/error.h"
#include "forcing/time/record_spans.h"

namespace rangifer::forcing {
namespace {

/// Some time of each record that lies within its day.
std::vector<double> times_of_day(const RecordTimes& times, const TimeRules& rules)
{
  const std::vector<double> stamps = file_days(times.calendar, times.stamps);
  const std::vector<double> bounds = file_days(times.calendar, times.bounds);
  // Bounds longer than their step, of running means, do not say which day is meant.
  if (!bounds.empty() && bounds[1] - bounds[0] <= 1.1) {
    std::vector<double> middles;
    for (std::size_t i = 0; i < stamps.size(); ++i) {
      if (!(bounds[2 * i + 1] > bounds[2 * i])) throw InputError(fmt::format("bounds of record {} are empty", i + 1));
      middles.push_back(0.5 * (bounds[2 * i] + bounds[2 * i + 1]));
    }
    return middles;
  }
  if (rules.accumulation == Accumulation::unstated) return stamps;
  std::vector<double> middles;
  for (const double stamp : stamps) {
    if (rules.accumulation == Accumulation::day && stamp != std::floor(stamp))
      throw InputError(
        fmt::format("holds sums since midnight, one a day, stamped {}; the sum of a whole day is stamped 00:00 of the "
                    "next",
                    file_date(times.calendar, stamp)));
    middles.push_back(stamp - 0.5);
  }
  return middles;
}

}  // namespace

RecordSpans daily_spans(const RecordTimes& times, const TimeRules& rules)
{
  const CfCalendar calendar = times.calendar;
  RecordSpans spans;
  bool has_day_366 = false;
  std::optional<double> before_gap;  // the first 30 December that 1 January follows
  const auto refuse_gap = [&](double before, double after) {
    throw InputError(fmt::format("{} is missing: {} is followed by {}", file_date(calendar, before + 1),
                                 file_date(calendar, before), file_date(calendar, after)));
  };
  for (const double time : times_of_day(times, rules)) {
    const double day = std::floor(time);
    if (!spans.begin_d.empty()) {
      const double before = spans.begin_d.back();
      if (day == before) throw InputError(fmt::format("{} comes twice", file_date(calendar, day)));
      const bool leaves_out_366 = day == before + 2 && before_day_366(calendar, before);
      if (day != before + 1 && !leaves_out_366) refuse_gap(before, day);
      if (leaves_out_366 && !before_gap) before_gap = before;
      if (day == before + 1 && before_day_366(calendar, before)) has_day_366 = true;
    }
    spans.begin_d.push_back(day);
    spans.end_d.push_back(day + 1);
  }
  if (before_gap && has_day_366) refuse_gap(*before_gap, *before_gap + 2);
  // Daymet: years of 365 days that keep 29 February. Its last year may be the only one.
  double last = spans.begin_d.back();
  const bool whole_year = spans.begin_d.size() >= 365;
  if (before_day_366(calendar, last) && !has_day_366 && (before_gap || whole_year)) last += 1;
  offer(spans, calendar, spans.begin_d.front(), last);
  return spans;
}

}  // namespace rangifer::forcing
