#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "forcing/time/cf_time.h"
#include "forcing/time/time_rules.h"

/// The parts of TimeAxis: where records lie, one function for each kind of step. All throw InputError
/// without the file's name.
namespace rangifer::forcing {

/// Where the records of a time axis lie, and which days of the model they make up. Up to a day apart they
/// lie in days of the file's own calendar, in which their steps are even; further apart in the model's.
struct RecordSpans {
  std::vector<double> begin_d, end_d;
  std::vector<std::size_t> number;  ///< which records; empty: all, in order
  Day first {}, last {};
  bool instants = false;  ///< each weighs the same within its day: begin and end are its stamp
};

/// @param step_d  median step
[[nodiscard]] RecordSpans sub_daily_spans(const RecordTimes& times, const TimeRules& rules, double step_d);
[[nodiscard]] RecordSpans daily_spans(const RecordTimes& times, const TimeRules& rules);
[[nodiscard]] RecordSpans longer_spans(const RecordTimes& times, double step_d);
/// 12, 365 or 366: how many records stand for every year.
[[nodiscard]] std::size_t climatology_records(const RecordTimes& times);

/// Days since 1970-01-01 in the calendar of the file itself.
[[nodiscard]] double file_days(CfCalendar calendar, const CfTime& time) noexcept;
[[nodiscard]] std::vector<double> file_days(CfCalendar calendar, std::span<const CfTime> times);
/// "2001-05-31 06:00" of such days.
[[nodiscard]] std::string file_date(CfCalendar calendar, double days);
/// The days of the model that take their records from these days of the file.
/// @throws InputError: there is none
void offer(RecordSpans& spans, CfCalendar calendar, double first_file_day, double last_file_day);

/// Of two or more stamps.
[[nodiscard]] double median_step(std::span<const double> stamps_d);
/// Whether 31 December of a leap year comes after that day of the file.
[[nodiscard]] bool before_day_366(CfCalendar calendar, double file_day);

}  // namespace rangifer::forcing
