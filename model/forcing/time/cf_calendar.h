#pragma once
#include <cstdint>
#include <string>

#include "base/calendar.h"

namespace rangifer::forcing {

/// The calendars of CF. `standard` is Julian before 1582-10-15 and Gregorian from then on.
enum class CfCalendar { standard, proleptic_gregorian, julian, noleap, all_leap, day_360 };

/// "", "standard", "gregorian"; "proleptic_gregorian"; "julian"; "noleap", "365_day"; "all_leap",
/// "366_day"; "360_day"; in any case of letters.
/// @throws InputError with the nearest name ("365_days"), and for "none", which places nothing in time
[[nodiscard]] CfCalendar calendar_named(const std::string& name);

/// One moment as a file's own calendar names it. `standard` and `julian` have no year 0: -1 comes before
/// 1; the others count on through 0 (CF 1.9).
struct CfTime {
  int year = 1970, month = 1, day = 1;
  double second = 0.0;  ///< of the day, 0 <= second < 86400
  bool operator==(const CfTime&) const = default;
};

/// Years beyond these are refused: nothing that a file means lies there.
inline constexpr int first_cf_year = -9999, last_cf_year = 99999;

/// The last day of a month.
[[nodiscard]] int month_length(CfCalendar calendar, int year, int month) noexcept;
[[nodiscard]] int year_length(CfCalendar calendar, int year) noexcept;
/// The year that comes `years` later, where the calendar has no year 0.
[[nodiscard]] int later_year(CfCalendar calendar, int year, int years) noexcept;
/// Whether the calendar has that date, within the years above.
[[nodiscard]] bool exists(CfCalendar calendar, int year, int month, int day) noexcept;

/// Days from 1970-01-01 of the same calendar to a date of it.
[[nodiscard]] std::int64_t day_number(CfCalendar calendar, int year, int month, int day) noexcept;
/// The date that many days after 1970-01-01 of that calendar; `second` may be any number.
/// @throws InputError outside the years above
[[nodiscard]] CfTime time_at(CfCalendar calendar, std::int64_t day_number, double second);

/// Where a moment of a file lies on the model's own time axis (proleptic Gregorian days since 1970-01-01).
///
/// The one rule for every calendar: **a day of the model takes the record of the same date.** A date the
/// file's calendar lacks takes the last one before it that it has: 29 February that of 28 February
/// (noleap), the 31st that of the 30th (360_day). Dates the model's calendar lacks (29 February of common
/// years in all_leap, 30 February in 360_day) are at the end of the last day that it has, and used by no
/// day.
[[nodiscard]] double model_days(CfCalendar calendar, const CfTime& time) noexcept;

/// The same rule the other way: day_number() of the date that a day of the model takes its record from.
[[nodiscard]] std::int64_t day_taken(CfCalendar calendar, Day day) noexcept;

/// Whether the model's calendar has that date.
[[nodiscard]] bool model_has(const CfTime& time) noexcept;

using rangifer::to_string;  // of a Day, which the next would hide
/// "2007-02-28 12:00"; without the time of day at midnight.
[[nodiscard]] std::string to_string(const CfTime& time);

}  // namespace rangifer::forcing
