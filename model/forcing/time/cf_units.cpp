#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "base/error.h"
#include "base/lower_case.h"
#include "base/nearest_name.h"
#include "forcing/time/cf_time.h"
#include "forcing/time/date_text.h"

namespace rangifer::forcing {
namespace {

constexpr std::int64_t day_s = 86400;

/// Seconds of a unit, or months for those without a fixed length.
struct TimeUnit {
  std::string_view name;
  std::int64_t seconds = 0;
  int parts = 1;  ///< of a second
  int months = 0;
};

constexpr std::array<TimeUnit, 49> time_units {{
  {"days", day_s},
  {"day", day_s},
  {"d", day_s},
  {"hours", 3600},
  {"hour", 3600},
  {"hrs", 3600},
  {"hr", 3600},
  {"h", 3600},
  {"minutes", 60},
  {"minute", 60},
  {"mins", 60},
  {"min", 60},
  {"seconds", 1},
  {"second", 1},
  {"secs", 1},
  {"sec", 1},
  {"s", 1},
  {"milliseconds", 1, 1000},
  {"millisecond", 1, 1000},
  {"millisecs", 1, 1000},
  {"millisec", 1, 1000},
  {"msecs", 1, 1000},
  {"msec", 1, 1000},
  {"ms", 1, 1000},
  {"microseconds", 1, 1'000'000},
  {"microsecond", 1, 1'000'000},
  {"microsecs", 1, 1'000'000},
  {"microsec", 1, 1'000'000},
  {"us", 1, 1'000'000},
  {"nanoseconds", 1, 1'000'000'000},
  {"nanosecond", 1, 1'000'000'000},
  {"nanosecs", 1, 1'000'000'000},
  {"nanosec", 1, 1'000'000'000},
  {"ns", 1, 1'000'000'000},
  {"weeks", 7 * day_s},
  {"week", 7 * day_s},
  {"common_years", 365 * day_s},
  {"common_year", 365 * day_s},
  {"months", 0, 1, 1},
  {"month", 0, 1, 1},
  {"mons", 0, 1, 1},
  {"mon", 0, 1, 1},
  {"calendar_months", 0, 1, 1},
  {"calendar_month", 0, 1, 1},
  {"years", 0, 1, 12},
  {"year", 0, 1, 12},
  {"yrs", 0, 1, 12},
  {"yr", 0, 1, 12},
  {"calendar_years", 0, 1, 12},
}};

std::string trimmed(const std::string& text)
{
  const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

const TimeUnit& unit_named(const std::string& name)
{
  const auto row = std::ranges::find(time_units, std::string_view(name), &TimeUnit::name);
  if (row != time_units.end()) return *row;
  const std::array<std::string, 8> usual {"days",         "hours",        "minutes", "seconds",
                                          "milliseconds", "microseconds", "months",  "years"};
  const std::string nearest = nearest_name(name, usual);
  throw InputError(fmt::format("counts in '{}', which is no unit of time{}", name,
                               nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
}

/// What "<unit> since <reference>" counts, in the calendar of the file.
class Counter {
public:
  Counter(const TimeUnit& unit, const CfTime& reference, CfCalendar calendar, double quantum_s)
      : unit_(unit), from_(reference), calendar_(calendar), quantum_s_(quantum_s)
  {
  }

  [[nodiscard]] CfTime operator()(double value) const
  {
    constexpr double most = 1e13;  // 300,000 years in seconds: keeps whole numbers from overflowing
    const double of_second = unit_.parts;
    const double size = unit_.months > 0 ? 30.0 * day_s : static_cast<double>(unit_.seconds) / of_second;
    if (!(std::abs(value) * size < most))
      throw InputError(
        fmt::format("holds {:g}, which is outside the years {} to {}", value, first_cf_year, last_cf_year));
    if (unit_.months > 0) return by_months(value);
    // Whole units by whole numbers; only what is left over by reals.
    const double rest = std::fmod(value, of_second);
    const auto whole = static_cast<std::int64_t>((value - rest) / of_second) * unit_.seconds;
    const double part_s = rest / of_second * static_cast<double>(unit_.seconds);
    return after(whole / day_s, static_cast<double>(whole % day_s) + part_s);
  }

private:
  TimeUnit unit_;
  CfTime from_;
  CfCalendar calendar_;
  double quantum_s_;

  [[nodiscard]] CfTime rounded(std::int64_t day, double second) const
  {
    const double per_s = std::round(1.0 / quantum_s_);  // of quanta below a second
    const double whole =
      quantum_s_ < 1.0 ? std::round(second * per_s) / per_s : std::round(second / quantum_s_) * quantum_s_;
    return time_at(calendar_, day, whole);
  }
  [[nodiscard]] CfTime after(std::int64_t days, double seconds) const
  {
    return rounded(day_number(calendar_, from_.year, from_.month, from_.day) + days, from_.second + seconds);
  }
  /// The day of the month that many months on, or the last day of the month if it has no such day.
  [[nodiscard]] std::int64_t months_on(std::int64_t months) const
  {
    const std::int64_t count = from_.month - 1 + months;
    const std::int64_t years = count / 12 - (count % 12 < 0 ? 1 : 0);
    const int year = later_year(calendar_, from_.year, static_cast<int>(years));
    const auto month = static_cast<int>(count - 12 * years) + 1;
    if (year < first_cf_year || year > last_cf_year)
      throw InputError(
        fmt::format("holds the year {}, which is outside the years {} to {}", year, first_cf_year, last_cf_year));
    int day = from_.day;
    while (day > 1 && !exists(calendar_, year, month, day)) --day;
    return day_number(calendar_, year, month, day);
  }
  [[nodiscard]] CfTime by_months(double value) const
  {
    const double whole = std::floor(value);
    const std::int64_t months = static_cast<std::int64_t>(whole) * unit_.months;
    const std::int64_t day = months_on(months);
    if (value == whole) return rounded(day, from_.second);
    const double share_d = (value - whole) * static_cast<double>(months_on(months + unit_.months) - day);
    return rounded(day + static_cast<std::int64_t>(share_d),
                   from_.second + (share_d - std::floor(share_d)) * static_cast<double>(day_s));
  }
};

/// yyyymmdd with a fraction of the day, yyyymm, yyyymmddhh.
CfTime date_number(double value, CfCalendar calendar, double quantum_s)
{
  const double whole = std::floor(value);
  const auto refuse = [&]() -> CfTime {
    throw InputError(
      fmt::format("holds {:.10g}, which is no date yyyymmdd (nor yyyymm or yyyymmddhh) of its calendar", value));
  };
  if (!(whole >= 1e5 && whole < 1e10)) return refuse();
  auto number = static_cast<std::int64_t>(whole);
  double second = (value - whole) * static_cast<double>(day_s);
  const bool month_only = number < 1'000'000, with_hour = number >= 1'000'000'000;
  if (second != 0 && (month_only || with_hour)) return refuse();
  if (with_hour) {
    if (number % 100 > 23) return refuse();
    second = static_cast<double>(number % 100) * 3600.0;
    number /= 100;
  }
  if (month_only) number = number * 100 + 1;
  const auto year = static_cast<int>(number / 10000), month = static_cast<int>(number / 100 % 100),
             day = static_cast<int>(number % 100);
  if (number < 10'000'000 || !exists(calendar, year, month, day)) return refuse();
  return time_at(calendar, day_number(calendar, year, month, day), std::round(second / quantum_s) * quantum_s);
}

CfTime reference_date(const std::string& text, CfCalendar calendar)
{
  if (const auto date = parse_date_text(text, calendar)) return date->time;
  const auto with_zero = parse_date_text(text, CfCalendar::proleptic_gregorian);
  const bool zero = with_zero && with_zero->time.year == 0 && !exists(calendar, 0, 1, 1);
  throw InputError(
    fmt::format("counts from '{}', which is no date of its calendar{}", text, zero ? ": it has no year 0" : ""));
}

}  // namespace

std::vector<CfTime> decode_times(std::span<const double> values, const std::string& units, CfCalendar calendar,
                                 double quantum_s)
{
  std::vector<CfTime> times;
  times.reserve(values.size());
  const auto decode = [&](const auto& one) {
    for (const double v : values) {
      if (!std::isfinite(v)) throw InputError(fmt::format("record {} has no time", times.size() + 1));
      times.push_back(one(v));
    }
    return times;
  };
  const std::string text = trimmed(lower_case(units));
  if (text.empty() || text == "1" || text.starts_with("day as %y%m%d") || text.starts_with("yyyymm"))
    return decode([&](double v) { return date_number(v, calendar, quantum_s); });
  const std::size_t since = text.find(" since ");
  if (since == std::string::npos)
    throw InputError(fmt::format("is in '{}'; it should count from a date, as in 'days since 2001-01-01'", units));
  const TimeUnit& unit = unit_named(trimmed(text.substr(0, since)));
  return decode(Counter(unit, reference_date(trimmed(text.substr(since + 7)), calendar), calendar, quantum_s));
}

}  // namespace rangifer::forcing
