#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "forcing/time/cf_time.h"
#include "forcing/time/record_spans.h"
#include "forcing/time/time_rules.h"

namespace rangifer::forcing {

/// Part of a day's value that one record makes up; the weights of a day sum to 1.
struct Share {
  std::size_t record;
  double weight;
};

/// Which records make up which day of the model (a day of UTC). In every calendar a day takes the records
/// of its date; see model_days() for dates that only one of the two has.
///
/// - **Several a day**: the mean of the records stamped within the day; with bounds, each weighs what it
///   overlaps. A record left out is refused; a first or last day that is not whole is not offered. Sums
///   need bounds, or word of what they are sums over (Accumulation).
/// - **A day apart**: each stands for the day its stamp falls in (the middle of its bounds, where given:
///   some files stamp a day at its end). A daily series of a calendar with leap years that leaves out just
///   31 December of leap years (Daymet) takes 30 December there.
/// - **Further apart**, monthly means say: states are linear in time between the middles of the bounds and
///   constant in the outer half of the first and last; fluxes are constant over the bounds. Without bounds,
///   records in consecutive months stand for those calendar months, in consecutive years for those years,
///   others reach half way to their neighbours (or, where stamps are begins, to the next).
/// - **Climatology**: 12 months, 365 or 366 days from January to December stand for every year. States are
///   linear between the middles of months, across the turn of the year too; fluxes are constant in their
///   month. Of 365 days 29 February takes 28 February.
class TimeAxis {
public:
  /// @throws InputError: no records, unsorted, repeated or missing ones, bounds with holes, uneven steps,
  ///         sums over an unknown time, years outside 0..9999; with file and time variable where `times`
  ///         names a file
  explicit TimeAxis(const RecordTimes& times, const TimeRules& rules = {});

  enum class Step { sub_daily, daily, longer, climatology };
  [[nodiscard]] Step step() const noexcept { return step_; }
  /// The first and last day there are values for; of a climatology, of years 0 to 9999.
  [[nodiscard]] Day first() const noexcept { return spans_.first; }
  [[nodiscard]] Day last() const noexcept { return spans_.last; }
  /// How long a record is in the model's days: what an amount is divided by to make a rate. 1 for the sum
  /// of a day, however many records lead up to it.
  /// @param day  that has a share of it: of a climatology, February is 28 or 29 days long by its year
  [[nodiscard]] double length_d(std::size_t record, Day day) const noexcept;
  /// The same in a common year.
  [[nodiscard]] double length_d(std::size_t record) const noexcept { return length_d(record, make_day(2001, 1, 1)); }
  /// @param day within first() .. last()
  [[nodiscard]] std::vector<Share> on(Day day) const;
  /// "daily", "24 a day", "monthly", "every 8 days", "12 months of every year"
  [[nodiscard]] std::string text() const;

private:
  Step step_ = Step::daily;
  CfCalendar calendar_;
  TimeRules rules_;
  double step_d_ = 1.0;  ///< median, in the file's days
  RecordSpans spans_;
  std::size_t of_every_year_ = 0;  ///< records of a climatology

  void place(const RecordTimes& times);
  [[nodiscard]] std::size_t number(std::size_t i) const noexcept
  {
    return spans_.number.empty() ? i : spans_.number[i];
  }
  [[nodiscard]] double middle_d(std::size_t i) const noexcept { return 0.5 * (spans_.begin_d[i] + spans_.end_d[i]); }
  [[nodiscard]] std::vector<Share> stamped_within(double from_d) const;
  [[nodiscard]] std::vector<Share> overlapping(double from_d) const;
  [[nodiscard]] std::vector<Share> between_middles(double noon_d) const;
  [[nodiscard]] std::vector<Share> of_every_year(Day day) const;
};

}  // namespace rangifer::forcing
