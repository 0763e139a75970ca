#include "forcing/time/cf_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::forcing {
namespace {

constexpr double day_s = 86400.0;
constexpr std::array<int, 12> common_months {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
/// Days before a month that begins on 1 March, as years of this file do: the leap day is then the last.
constexpr int days_before(int months_since_march) { return (153 * months_since_march + 2) / 5; }

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool has_year_zero(CfCalendar calendar) { return calendar != CfCalendar::standard && calendar != CfCalendar::julian; }

/// Years counted through 0, in which leap years are evenly spaced.
int astronomical(CfCalendar calendar, int year) { return year < 0 && !has_year_zero(calendar) ? year + 1 : year; }
int named_year(CfCalendar calendar, std::int64_t astronomical_year)
{
  const auto year = static_cast<int>(astronomical_year);
  return year <= 0 && !has_year_zero(calendar) ? year - 1 : year;
}

bool is_julian(CfCalendar calendar, int year, int month, int day)
{
  if (calendar == CfCalendar::julian) return true;
  return calendar == CfCalendar::standard && std::array {year, month, day} < std::array {1582, 10, 15};
}

bool is_leap(CfCalendar calendar, int year)
{
  if (calendar == CfCalendar::noleap) return false;
  if (calendar == CfCalendar::all_leap) return true;
  const int y = astronomical(calendar, year);
  if (y % 4 != 0) return false;
  return is_julian(calendar, year, 2, 28) || y % 100 != 0 || y % 400 == 0;
}

/// Leap days in the years before `year` that begins in March; differences of it are what counts.
std::int64_t leap_days(CfCalendar calendar, bool julian, std::int64_t year)
{
  if (calendar == CfCalendar::noleap) return 0;
  if (calendar == CfCalendar::all_leap) return year;
  const std::int64_t fourth = floor_divide(year, 4);
  return julian ? fourth : fourth - floor_divide(year, 100) + floor_divide(year, 400);
}

/// Days since 1 March of year 0. Well known: see for instance [meeus1998, ch. 7].
std::int64_t days_since_march_0(CfCalendar calendar, bool julian, std::int64_t year, int month, int day)
{
  if (calendar == CfCalendar::day_360) return 360 * year + 30 * (month - 3) + day - 1;
  const std::int64_t y = month <= 2 ? year - 1 : year;
  return 365 * y + leap_days(calendar, julian, y) + days_before((month + 9) % 12) + day - 1;
}

constexpr std::int64_t gregorian_1970 = 719468;    ///< 1970-01-01, of days_since_march_0
constexpr std::int64_t first_gregorian = -141427;  ///< 1582-10-15, days from 1970-01-01
/// The Julian 1 March of year 0 is two days before the Gregorian one.
constexpr std::int64_t julian_in_standard = gregorian_1970 + 2;

/// 1970-01-01 of a calendar, of days_since_march_0.
std::int64_t epoch(CfCalendar calendar, bool julian)
{
  if (calendar == CfCalendar::standard && julian) return julian_in_standard;
  if (calendar == CfCalendar::standard || calendar == CfCalendar::proleptic_gregorian) return gregorian_1970;
  return days_since_march_0(calendar, julian, 1970, 1, 1);
}

/// The last year, beginning in March, that begins no later than a day counted from March of year 0.
std::int64_t march_year(CfCalendar calendar, bool julian, std::int64_t days)
{
  const auto begin = [&](std::int64_t y) { return 365 * y + leap_days(calendar, julian, y); };
  const double mean_year = calendar == CfCalendar::noleap     ? 365.0
                           : calendar == CfCalendar::all_leap ? 366.0
                           : julian                           ? 365.25
                                                              : 365.2425;
  auto year = static_cast<std::int64_t>(std::floor(static_cast<double>(days) / mean_year));
  while (begin(year) > days) --year;  // at most one or two: the mean is that close
  while (begin(year + 1) <= days) ++year;
  return year;
}

CfTime date_of(CfCalendar calendar, std::int64_t number)
{
  if (calendar == CfCalendar::day_360) {
    const std::int64_t year = floor_divide(number, 360);
    const auto rest = static_cast<int>(number - 360 * year);
    return {static_cast<int>(year) + 1970, rest / 30 + 1, rest % 30 + 1, 0.0};
  }
  const bool julian = calendar == CfCalendar::julian || (calendar == CfCalendar::standard && number < first_gregorian);
  const std::int64_t days = number + epoch(calendar, julian);
  const std::int64_t year = march_year(calendar, julian, days);
  const auto rest = static_cast<int>(days - 365 * year - leap_days(calendar, julian, year));
  const int months = (5 * rest + 2) / 153;
  const int month = months < 10 ? months + 3 : months - 9;
  return {named_year(calendar, month <= 2 ? year + 1 : year), month, rest - days_before(months) + 1, 0.0};
}

struct NamedCalendar {
  std::string_view name;
  CfCalendar calendar;
};
constexpr std::array<NamedCalendar, 9> names {{
  {"standard", CfCalendar::standard},
  {"gregorian", CfCalendar::standard},
  {"proleptic_gregorian", CfCalendar::proleptic_gregorian},
  {"julian", CfCalendar::julian},
  {"noleap", CfCalendar::noleap},
  {"365_day", CfCalendar::noleap},
  {"all_leap", CfCalendar::all_leap},
  {"366_day", CfCalendar::all_leap},
  {"360_day", CfCalendar::day_360},
}};

}  // namespace

CfCalendar calendar_named(const std::string& name)
{
  std::string lower = name;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower.empty()) return CfCalendar::standard;
  const auto row = std::ranges::find(names, std::string_view(lower), &NamedCalendar::name);
  if (row != names.end()) return row->calendar;
  if (lower == "none")
    throw InputError("calendar 'none': its times belong to no calendar, so no day of the model can be told from them");
  std::vector<std::string> known;
  for (const NamedCalendar& n : names) known.emplace_back(n.name);
  const std::string nearest = nearest_name(lower, known);
  throw InputError(fmt::format(
    "calendar '{}' is not one of CF{}", name,
    nearest.empty() ? fmt::format(": {}", fmt::join(known, ", ")) : fmt::format("; did you mean {}?", nearest)));
}

int month_length(CfCalendar calendar, int year, int month) noexcept
{
  if (calendar == CfCalendar::day_360) return 30;
  return common_months[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(calendar, year) ? 1 : 0);
}

int year_length(CfCalendar calendar, int year) noexcept
{
  if (calendar == CfCalendar::day_360) return 360;
  if (calendar == CfCalendar::standard && year == 1582) return 355;
  return is_leap(calendar, year) ? 366 : 365;
}

int later_year(CfCalendar calendar, int year, int years) noexcept
{
  return named_year(calendar, astronomical(calendar, year) + years);
}

bool exists(CfCalendar calendar, int year, int month, int day) noexcept
{
  if (year < first_cf_year || year > last_cf_year || (year == 0 && !has_year_zero(calendar))) return false;
  if (month < 1 || month > 12 || day < 1 || day > month_length(calendar, year, month)) return false;
  return !(calendar == CfCalendar::standard && year == 1582 && month == 10 && day > 4 && day < 15);
}

std::int64_t day_number(CfCalendar calendar, int year, int month, int day) noexcept
{
  const bool julian = is_julian(calendar, year, month, day);
  return days_since_march_0(calendar, julian, astronomical(calendar, year), month, day) - epoch(calendar, julian);
}

CfTime time_at(CfCalendar calendar, std::int64_t day_number, double second)
{
  constexpr std::int64_t most = 366LL * 100'000;
  const double days = std::floor(second / day_s);
  if (day_number > -most && day_number < most && std::abs(days) < static_cast<double>(most)) {
    const double rest = std::clamp(second - days * day_s, 0.0, std::nextafter(day_s, 0.0));
    CfTime time = date_of(calendar, day_number + static_cast<std::int64_t>(days));
    time.second = rest;
    if (time.year >= first_cf_year && time.year <= last_cf_year) return time;
  }
  throw InputError(fmt::format("{} days from 1970-01-01 is outside the years {} to {}",
                               static_cast<double>(day_number) + days, first_cf_year, last_cf_year));
}

double model_days(CfCalendar calendar, const CfTime& time) noexcept
{
  constexpr auto model = CfCalendar::proleptic_gregorian;
  const int year = astronomical(calendar, time.year), last = month_length(model, year, time.month);
  if (time.day > last) return static_cast<double>(day_number(model, year, time.month, last) + 1);
  return static_cast<double>(day_number(model, year, time.month, time.day)) + time.second / day_s;
}

std::int64_t day_taken(CfCalendar calendar, Day day) noexcept
{
  const std::chrono::year_month_day date {day};
  const int year = named_year(calendar, static_cast<int>(date.year()));
  const auto month = static_cast<int>(static_cast<unsigned>(date.month()));
  auto of_month = static_cast<int>(static_cast<unsigned>(date.day()));
  while (of_month > 1 && !exists(calendar, year, month, of_month)) --of_month;
  return day_number(calendar, year, month, of_month);
}

bool model_has(const CfTime& time) noexcept
{
  return time.day <= month_length(CfCalendar::proleptic_gregorian, time.year, time.month);
}

std::string to_string(const CfTime& time)
{
  const std::string date =
    fmt::format("{}{:04}-{:02}-{:02}", time.year < 0 ? "-" : "", std::abs(time.year), time.month, time.day);
  const int second = std::min(static_cast<int>(std::lround(time.second)), 86399);
  if (second == 0) return date;
  if (second % 60 == 0) return fmt::format("{} {:02}:{:02}", date, second / 3600, second / 60 % 60);
  return fmt::format("{} {:02}:{:02}:{:02}", date, second / 3600, second / 60 % 60, second % 60);
}

}  // namespace rangifer::forcing
