#include "base/calendar.h"

#include <fmt/format.h>

#include <charconv>

namespace rangifer {

std::optional<Day> parse_day(std::string_view text)
{
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count, unsigned& out) {
    const char* end = text.data() + from + count;
    return std::from_chars(text.data() + from, end, out).ptr == end;
  };
  unsigned year = 0, month = 0, day = 0;  // so that a sign is refused
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return std::nullopt;
  const std::chrono::year_month_day date {std::chrono::year {static_cast<int>(year)}, std::chrono::month {month},
                                          std::chrono::day {day}};
  if (!date.ok()) return std::nullopt;
  return Day {date};
}

std::string to_string(Day day)
{
  const std::chrono::year_month_day date {day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

int year_of(Day day) noexcept { return static_cast<int>(std::chrono::year_month_day {day}.year()); }

int month_of(Day day) noexcept
{
  return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day {day}.month()));
}

int day_of_year(Day day) noexcept { return static_cast<int>((day - make_day(year_of(day), 1, 1)).count()) + 1; }

int common_day_of_year(Day day) noexcept
{
  const int doy = day_of_year(day);
  const bool leap = day_of_year(make_day(year_of(day), 12, 31)) == 366;
  return leap && doy > 59 ? doy - 1 : doy;
}

Day make_day(int year, unsigned month, unsigned day_of_month) noexcept
{
  return Day {std::chrono::year {year} / std::chrono::month {month} / std::chrono::day {day_of_month}};
}

}  // namespace rangifer
