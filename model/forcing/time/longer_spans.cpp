#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "forcing/time/record_spans.h"

namespace rangifer::forcing {
namespace {

Day day_of(double model_days) { return Day {std::chrono::days {static_cast<int>(std::floor(model_days))}}; }
std::string date_text(double model_days) { return to_string(day_of(model_days)); }

/// Whether 1 January follows the day, of a leap year, at which a December of 30 days ends (Daymet).
bool lacks_day_366(CfCalendar calendar, double begin_d, double end_d)
{
  const double first_missing = std::round(end_d);
  return std::abs(end_d - first_missing) < 0.01 && end_d - begin_d > 29 && end_d - begin_d < 31 &&
         before_day_366(calendar, static_cast<double>(day_taken(calendar, day_of(first_missing - 1))));
}

void check_joints(RecordSpans& spans, CfCalendar calendar)
{
  auto& begin = spans.begin_d;
  auto& end = spans.end_d;
  for (std::size_t i = 1; i < begin.size(); ++i) {
    const double hole = begin[i] - end[i - 1];
    if (std::abs(hole - 1) < 0.01 && lacks_day_366(calendar, begin[i - 1], end[i - 1])) {
      end[i - 1] = begin[i];
      continue;
    }
    if (hole > 0.01)
      throw InputError(
        fmt::format("{} to {} is missing: no record covers it", date_text(end[i - 1]), date_text(begin[i] - 1)));
    if (hole < -0.01) throw InputError(fmt::format("two records cover {}", date_text(begin[i])));
  }
  if (lacks_day_366(calendar, begin.back(), end.back())) end.back() += 1;
}

/// The calendar month that a time lies in, or `months` later.
double month_begin(CfCalendar calendar, const CfTime& t, int months)
{
  const int count = t.month - 1 + months;
  return model_days(calendar, {later_year(calendar, t.year, count / 12), count % 12 + 1, 1, 0.0});
}

double year_begin(CfCalendar calendar, const CfTime& t, int years)
{
  return model_days(calendar, {later_year(calendar, t.year, years), 1, 1, 0.0});
}

/// Half way to the neighbours, or, where stamps are begins, to the next one; as the file's calendar counts.
void reach_neighbours(RecordSpans& spans, const RecordTimes& times, double step_d)
{
  const CfCalendar calendar = times.calendar;
  const std::vector<double> stamps = file_days(calendar, times.stamps);
  const auto in_model = [&](double file_day) {
    const double whole = std::floor(file_day);
    return model_days(calendar, time_at(calendar, static_cast<std::int64_t>(whole), (file_day - whole) * 86400.0));
  };
  const std::size_t n = stamps.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0 && stamps[i] - stamps[i - 1] > 1.5 * step_d)
      throw InputError(fmt::format("a record is missing between {} and {}", file_date(calendar, stamps[i - 1]),
                                   file_date(calendar, stamps[i])));
    const double before = i > 0 ? stamps[i] - stamps[i - 1] : stamps[1] - stamps[0];
    const double after = i + 1 < n ? stamps[i + 1] - stamps[i] : times.begins ? step_d : stamps[i] - stamps[i - 1];
    spans.begin_d.push_back(in_model(times.begins ? stamps[i] : stamps[i] - 0.5 * before));
    spans.end_d.push_back(in_model(times.begins ? stamps[i] + after : stamps[i] + 0.5 * after));
  }
}

}  // namespace

RecordSpans longer_spans(const RecordTimes& times, double step_d)
{
  RecordSpans spans;
  const CfCalendar calendar = times.calendar;
  const auto reach = [&](auto begin_of) {
    for (const CfTime& t : times.stamps) {
      spans.begin_d.push_back(begin_of(calendar, t, 0));
      spans.end_d.push_back(begin_of(calendar, t, 1));
    }
  };
  if (!times.bounds.empty()) {
    for (std::size_t i = 0; i < times.stamps.size(); ++i) {
      spans.begin_d.push_back(model_days(calendar, times.bounds[2 * i]));
      spans.end_d.push_back(model_days(calendar, times.bounds[2 * i + 1]));
      if (!(spans.end_d.back() > spans.begin_d.back()))
        throw InputError(fmt::format("bounds of record {} are empty", i + 1));
    }
    check_joints(spans, calendar);
  } else if (const bool first_of_month = !times.begins || times.stamps.front().day == 1;
             first_of_month && step_d > 27.5 && step_d < 31.5) {
    reach(month_begin);
    check_joints(spans, calendar);
  } else if (first_of_month && step_d > 359.5 && step_d < 366.5) {
    reach(year_begin);
    check_joints(spans, calendar);
  } else {
    reach_neighbours(spans, times, step_d);
  }
  spans.first = day_of(std::ceil(spans.begin_d.front() - 0.01));
  spans.last = day_of(std::floor(spans.end_d.back() + 0.01) - 1);
  if (spans.last < spans.first) throw InputError("makes up no whole day of the model");
  return spans;
}

}  // namespace rangifer::forcing
