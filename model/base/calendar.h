#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rangifer {

/// A civil day of the proleptic Gregorian calendar; what the model calls "today".
using Day = std::chrono::sys_days;

/// "2001-05-31" to a day; nothing if the text is not such a date or the date does not exist.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// "2001-05-31"
[[nodiscard]] std::string to_string(Day day);

[[nodiscard]] int year_of(Day day) noexcept;
[[nodiscard]] int month_of(Day day) noexcept;     ///< 1..12
[[nodiscard]] int day_of_year(Day day) noexcept;  ///< 1 on 1 January, 366 on 31 December of a leap year
/// 1 March is 60 in every year: 29 February counts as the 28th once more.
[[nodiscard]] int common_day_of_year(Day day) noexcept;
[[nodiscard]] Day make_day(int year, unsigned month, unsigned day_of_month) noexcept;

/// Days since 1970-01-01, the epoch of every time axis the program writes.
[[nodiscard]] constexpr int days_since_1970(Day day) noexcept
{
  return static_cast<int>(day.time_since_epoch().count());
}

}  // namespace rangifer
