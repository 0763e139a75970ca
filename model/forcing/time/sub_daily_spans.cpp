#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "forcing/time/record_spans.h"

namespace rangifer::forcing {
namespace {

constexpr double second_d = 1.0 / 86400.0;

std::string hours(double days) { return fmt::format("{:.4g} hours", days * 24.0); }

void require_even_steps(CfCalendar calendar, const std::vector<double>& stamps, double step_d)
{
  for (std::size_t i = 1; i < stamps.size(); ++i) {
    const double step = stamps[i] - stamps[i - 1];
    if (std::abs(step - step_d) <= 0.1 * step_d) continue;
    const std::string from = file_date(calendar, stamps[i - 1]), to = file_date(calendar, stamps[i]);
    if (step > 1.5 * step_d)
      throw InputError(fmt::format("{} is missing: a record comes every {}, but {} is followed by {}",
                                   file_date(calendar, stamps[i - 1] + step_d), hours(step_d), from, to));
    throw InputError(
      fmt::format("a record comes every {}, but {} is followed by {}, {} later", hours(step_d), from, to, hours(step)));
  }
}

/// The records of each whole day weigh the same.
RecordSpans instants(CfCalendar calendar, const std::vector<double>& stamps, double step_d)
{
  const double a_day = std::round(1.0 / step_d);
  if (std::abs(a_day * step_d - 1.0) > 0.01)
    throw InputError(
      fmt::format("a record comes every {}, which does not divide the day, and it has no time bounds", hours(step_d)));
  RecordSpans spans;
  spans.instants = true;
  spans.begin_d = spans.end_d = stamps;
  const auto count = [&](double day) {
    const auto from = std::ranges::lower_bound(stamps, day), to = std::ranges::lower_bound(stamps, day + 1);
    return static_cast<double>(to - from);
  };
  double first = std::floor(stamps.front()), last = std::floor(stamps.back());
  if (count(first) < a_day) first += 1;
  if (count(last) < a_day) last -= 1;
  for (double day = first; day <= last; ++day)
    if (count(day) != a_day)
      throw InputError(fmt::format("{} has {:g} records, where one every {} makes {:g}", file_date(calendar, day),
                                   count(day), hours(step_d), a_day));
  offer(spans, calendar, first, last);
  return spans;
}

/// Each record weighs what it overlaps of a day.
RecordSpans reaching(CfCalendar calendar, RecordSpans spans)
{
  offer(spans, calendar, std::ceil(spans.begin_d.front() - 60 * second_d),
        std::floor(spans.end_d.back() + 60 * second_d) - 1);
  return spans;
}

RecordSpans since_the_record_before(CfCalendar calendar, const std::vector<double>& stamps, double step_d)
{
  RecordSpans spans;
  spans.end_d = stamps;
  spans.begin_d.push_back(stamps.front() - step_d);
  spans.begin_d.insert(spans.begin_d.end(), stamps.begin(), stamps.end() - 1);
  return reaching(calendar, std::move(spans));
}

/// Only the records stamped 00:00: the sums of the days before them.
RecordSpans since_midnight(CfCalendar calendar, const std::vector<double>& stamps)
{
  RecordSpans spans;
  for (std::size_t i = 0; i < stamps.size(); ++i) {
    const double midnight = std::round(stamps[i]);
    if (std::abs(stamps[i] - midnight) > second_d) continue;
    spans.begin_d.push_back(midnight - 1);
    spans.end_d.push_back(midnight);
    spans.number.push_back(i);
  }
  if (spans.number.empty())
    throw InputError("holds sums since midnight, but no record is stamped 00:00, which is the sum of a whole day");
  offer(spans, calendar, spans.begin_d.front(), spans.begin_d.back());
  return spans;
}

enum class Joints { whole, even_holes, broken };

/// Whether bounds follow each other, or leave the same hole each time (an hour's mean every three hours).
Joints joints(const std::vector<double>& bounds)
{
  bool whole = true, even = true;
  const auto hole = [&](std::size_t i) { return bounds[2 * i] - bounds[2 * i - 1]; };
  for (std::size_t i = 1; i < bounds.size() / 2; ++i) {
    whole = whole && std::abs(hole(i)) <= 60 * second_d;
    even = even && hole(i) > 0 && std::abs(hole(i) - hole(1)) <= 60 * second_d;
  }
  return whole ? Joints::whole : even ? Joints::even_holes : Joints::broken;
}

[[noreturn]] void refuse_joints(CfCalendar calendar, const std::vector<double>& bounds)
{
  std::size_t i = 2;
  while (i + 2 < bounds.size() && std::abs(bounds[i] - bounds[i - 1]) <= 60 * second_d) i += 2;
  const std::string begin = file_date(calendar, bounds[i]), end = file_date(calendar, bounds[i - 1]);
  if (bounds[i] > bounds[i - 1])
    throw InputError(fmt::format("{} to {} is missing: no time bounds cover it", end, begin));
  throw InputError(
    fmt::format("time bounds overlap: one record ends at {}, the next begins at {}; for sums since "
                "midnight write accumulation = \"day\"",
                end, begin));
}

}  // namespace

RecordSpans sub_daily_spans(const RecordTimes& times, const TimeRules& rules, double step_d)
{
  const CfCalendar calendar = times.calendar;
  const std::vector<double> stamps = file_days(calendar, times.stamps);
  std::vector<double> bounds = file_days(calendar, times.bounds);
  bool moments = true;  // bounds that begin where they end say no more than the stamps
  for (std::size_t i = 0; i < bounds.size() / 2; ++i) {
    if (bounds[2 * i + 1] < bounds[2 * i])
      throw InputError(fmt::format("bounds of record {} end before they begin", i + 1));
    moments = moments && bounds[2 * i + 1] == bounds[2 * i];
  }
  if (moments) bounds.clear();

  if (rules.accumulation == Accumulation::day) {
    if (!rules.sums)
      throw InputError("accumulation = \"day\" is of amounts summed since midnight; these values are not amounts");
    require_even_steps(calendar, stamps, step_d);
    return since_midnight(calendar, stamps);
  }
  if (!bounds.empty()) {
    const Joints found = joints(bounds);
    if (found == Joints::whole) {
      RecordSpans spans;
      for (std::size_t i = 0; i < stamps.size(); ++i) {
        spans.begin_d.push_back(bounds[2 * i]);
        spans.end_d.push_back(bounds[2 * i + 1]);
      }
      return reaching(calendar, std::move(spans));
    }
    const bool samples = found == Joints::even_holes && !rules.sums;
    if (!samples && rules.accumulation == Accumulation::unstated) refuse_joints(calendar, bounds);
  }
  require_even_steps(calendar, stamps, step_d);
  if (rules.accumulation == Accumulation::record) return since_the_record_before(calendar, stamps, step_d);
  if (rules.sums)
    throw InputError(fmt::format(
      "holds sums, {:g} a day, without time bounds; write accumulation = \"record\" if each is the sum since "
      "the record before (ERA5), or accumulation = \"day\" if it is the sum since midnight UTC (ERA5-Land)",
      std::round(1.0 / step_d)));
  return instants(calendar, stamps, step_d);
}

}  // namespace rangifer::forcing
