#include "forcing/time/time_axis.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

constexpr double day_s = 86400.0;

std::string lower(std::string text)
{
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Day day_of(double days) { return Day {std::chrono::days {static_cast<int>(std::floor(days))}}; }

std::string date_text(double days) { return to_string(day_of(days)); }

/// Days from 1970-01-01 to a date of the Julian calendar [meeus1998, ch. 7].
int julian_days_since_1970(int year, int month, int day)
{
  const int y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 12 : month;
  const auto whole = [](double v) { return static_cast<int>(std::floor(v)); };
  return whole(365.25 * (y + 4716)) + whole(30.6001 * (m + 1)) + day - 1524 - 2440588;
}

void require_known_calendar(const std::string& calendar)
{
  static constexpr std::array<std::string_view, 5> known {"", "standard", "gregorian", "proleptic_gregorian", "none"};
  if (std::ranges::find(known, std::string_view(lower(calendar))) == known.end())
    throw InputError(
      fmt::format("calendar '{}' is not read by this version; standard, gregorian, "
                  "proleptic_gregorian and none are",
                  calendar));
}

/// Seconds of one unit of "<unit> since ...".
double unit_seconds(const std::string& unit)
{
  struct Row {
    std::string_view name;
    double seconds;
  };
  static constexpr std::array<Row, 16> known {{
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
    {"s", 1},
  }};
  const auto row = std::ranges::find(known, std::string_view(unit), &Row::name);
  if (row != known.end()) return row->seconds;
  if (unit.starts_with("month") || unit.starts_with("year"))
    throw InputError(
      fmt::format("counts in {}, which have no fixed length; days, hours, minutes and seconds are read", unit));
  throw InputError(fmt::format("counts in '{}', which is no unit of time it knows", unit));
}

/// Hours east of Greenwich in what follows a time of day: "", "Z", "UTC", "+01:00", "-8".
std::optional<double> zone_hours(std::string text)
{
  std::erase(text, ' ');
  text = lower(text);
  if (text.empty() || text == "z" || text == "utc" || text == "gmt") return 0.0;
  int hours = 0, minutes = 0;
  char sign = '+';
  int read = 0;
  const bool is_signed = text[0] == '+' || text[0] == '-';
  if (is_signed) sign = text[0];
  const char* const digits = text.c_str() + (is_signed ? 1 : 0);
  if (std::sscanf(digits, "%2d:%2d%n", &hours, &minutes, &read) != 2 || digits[read] != '\0') {
    minutes = 0;
    if (std::sscanf(digits, "%2d%n", &hours, &read) != 1 || digits[read] != '\0') return std::nullopt;
  }
  return (sign == '-' ? -1.0 : 1.0) * (hours + minutes / 60.0);
}

/// Seconds since 1970-01-01 of "1850-01-01 12:00:00.0 UTC".
double reference_seconds(const std::string& text, bool julian_before_1582)
{
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, read = 0;
  double second = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%d%n", &year, &month, &day, &read) != 3)
    throw InputError(fmt::format("counts from '{}', which is no date", text));
  const std::chrono::year_month_day date {std::chrono::year {year}, std::chrono::month {static_cast<unsigned>(month)},
                                          std::chrono::day {static_cast<unsigned>(day)}};
  const bool julian = julian_before_1582 && std::pair(year * 100 + month, day) < std::pair(158210, 15);
  if (!date.ok() && !julian) throw InputError(fmt::format("counts from '{}', which is no date", text));
  const int days = julian ? julian_days_since_1970(year, month, day) : days_since_1970(Day {date});

  std::string rest = text.substr(static_cast<std::size_t>(read));
  if (!rest.empty() && (rest[0] == 'T' || rest[0] == 't')) rest[0] = ' ';
  read = 0;
  int done = 0;
  if (std::sscanf(rest.c_str(), " %d:%d%n", &hour, &minute, &read) >= 2) {
    done = read;
    if (std::sscanf(rest.c_str() + done, ":%lf%n", &second, &read) >= 1) done += read;
  }
  const auto zone = zone_hours(rest.substr(static_cast<std::size_t>(done)));
  if (!zone) throw InputError(fmt::format("counts from '{}', whose time of day is not understood", text));
  return days * day_s + (hour - *zone) * 3600.0 + minute * 60.0 + second;
}

/// 20010531.5
double decode_date_number(double value)
{
  const double whole = std::floor(value);
  const int number = whole > 1e7 && whole < 1e8 ? static_cast<int>(whole) : 0;
  const std::chrono::year_month_day date {std::chrono::year {number / 10000},
                                          std::chrono::month {static_cast<unsigned>(number / 100 % 100)},
                                          std::chrono::day {static_cast<unsigned>(number % 100)}};
  if (!date.ok()) throw InputError(fmt::format("holds {}, which is no date yyyymmdd", value));
  return days_since_1970(Day {date}) + (value - whole);
}

double median_step(std::span<const double> stamps_d)
{
  std::vector<double> steps;
  for (std::size_t i = 1; i < stamps_d.size(); ++i) steps.push_back(stamps_d[i] - stamps_d[i - 1]);
  std::ranges::nth_element(steps, steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2));
  return steps[steps.size() / 2];
}

void require_rising(std::span<const double> stamps_d)
{
  for (std::size_t i = 0; i < stamps_d.size(); ++i) {
    if (!std::isfinite(stamps_d[i])) throw InputError(fmt::format("record {} has no time", i + 1));
    if (i == 0 || stamps_d[i] > stamps_d[i - 1]) continue;
    throw InputError(stamps_d[i] < stamps_d[i - 1] ? fmt::format("records are not in order: {} comes after {}",
                                                                 date_text(stamps_d[i]), date_text(stamps_d[i - 1]))
                                                   : fmt::format("{} comes twice", date_text(stamps_d[i])));
  }
}

double month_start(double days, int months_later)
{
  const std::chrono::year_month_day date {day_of(days)};
  const auto month = std::chrono::year_month {date.year(), date.month()} + std::chrono::months {months_later};
  return days_since_1970(Day {month / 1});
}

bool looks_monthly(std::span<const double> stamps_d)
{
  const double step = median_step(stamps_d);
  return step > 27.5 && step < 31.5;
}

}  // namespace

std::vector<double> decode_times(std::span<const double> values, const std::string& units, const std::string& calendar,
                                 double quantum_s)
{
  require_known_calendar(calendar);
  std::vector<double> days;
  days.reserve(values.size());
  const std::string text = lower(units);
  if (text.empty() || text == "1" || text.starts_with("day as %y%m%d")) {
    for (const double v : values) days.push_back(decode_date_number(v));
    return days;
  }
  const std::size_t since = text.find(" since ");
  if (since == std::string::npos)
    throw InputError(fmt::format("is in '{}'; it should count from a date, as in 'days since 2001-01-01'", units));
  std::string unit = text.substr(0, since);
  std::erase(unit, ' ');
  const double factor = unit_seconds(unit);
  const double from =
    reference_seconds(text.substr(text.find_first_not_of(' ', since + 7)), lower(calendar) != "proleptic_gregorian");
  for (const double v : values) days.push_back(std::round((from + v * factor) / quantum_s) * quantum_s / day_s);
  return days;
}

TimeAxis::TimeAxis(std::span<const double> stamps_d, std::span<const double> bounds_d)
{
  assert(bounds_d.empty() || bounds_d.size() == 2 * stamps_d.size());
  if (stamps_d.empty()) throw InputError("has no records");
  require_rising(stamps_d);
  std::vector<double> middles, lengths;
  for (std::size_t i = 0; i < bounds_d.size() / 2; ++i) {
    middles.push_back(0.5 * (bounds_d[2 * i] + bounds_d[2 * i + 1]));
    lengths.push_back(bounds_d[2 * i + 1] - bounds_d[2 * i]);
    if (!(lengths.back() > 0)) throw InputError(fmt::format("bounds of record {} are empty", i + 1));
  }
  const bool single = stamps_d.size() == 1;
  const double step = !single ? median_step(stamps_d) : (lengths.empty() ? 1.0 : lengths.front());
  if (step < 0.9)
    throw InputError(
      fmt::format("has a record every {:.4g} hours; this version reads days, so make daily values "
                  "first",
                  step * 24.0));
  daily_ = step < 1.1;
  if (daily_) {
    make_daily(middles.empty() || lengths.front() > 1.1 ? stamps_d : std::span<const double>(middles));
  } else if (!middles.empty()) {
    for (std::size_t i = 0; i < middles.size(); ++i) {
      begin_d_.push_back(bounds_d[2 * i]);
      end_d_.push_back(bounds_d[2 * i + 1]);
    }
    check_joints();
  } else {
    make_bounds(stamps_d);
  }
}

void TimeAxis::make_daily(std::span<const double> stamps_d)
{
  for (const double stamp : stamps_d) {
    const double day = std::floor(stamp);
    if (!begin_d_.empty() && day == begin_d_.back()) throw InputError(fmt::format("{} comes twice", date_text(day)));
    if (!begin_d_.empty() && day != begin_d_.back() + 1)
      throw InputError(fmt::format("{} is missing: {} is followed by {}", date_text(begin_d_.back() + 1),
                                   date_text(begin_d_.back()), date_text(day)));
    begin_d_.push_back(day);
    end_d_.push_back(day + 1);
  }
}

void TimeAxis::make_bounds(std::span<const double> stamps_d)
{
  const std::size_t n = stamps_d.size();
  if (looks_monthly(stamps_d)) {
    for (const double stamp : stamps_d) {
      begin_d_.push_back(month_start(stamp, 0));
      end_d_.push_back(month_start(stamp, 1));
    }
    return check_joints();
  }
  const double step = median_step(stamps_d);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0 && stamps_d[i] - stamps_d[i - 1] > 1.5 * step)
      throw InputError(
        fmt::format("a record is missing between {} and {}", date_text(stamps_d[i - 1]), date_text(stamps_d[i])));
    const double before = i > 0 ? stamps_d[i] - stamps_d[i - 1] : stamps_d[1] - stamps_d[0];
    const double after = i + 1 < n ? stamps_d[i + 1] - stamps_d[i] : stamps_d[n - 1] - stamps_d[n - 2];
    begin_d_.push_back(stamps_d[i] - 0.5 * before);
    end_d_.push_back(stamps_d[i] + 0.5 * after);
  }
}

void TimeAxis::check_joints() const
{
  for (std::size_t i = 1; i < begin_d_.size(); ++i) {
    const double hole = begin_d_[i] - end_d_[i - 1];
    if (hole > 0.01)
      throw InputError(
        fmt::format("{} to {} is missing: no record covers it", date_text(end_d_[i - 1]), date_text(begin_d_[i] - 1)));
    if (hole < -0.01) throw InputError(fmt::format("two records cover {}", date_text(begin_d_[i])));
  }
}

Day TimeAxis::first() const noexcept { return day_of(std::ceil(begin_d_.front() - 0.01)); }
Day TimeAxis::last() const noexcept { return day_of(std::floor(end_d_.back() + 0.01) - 1); }
double TimeAxis::length_d(std::size_t record) const noexcept { return end_d_[record] - begin_d_[record]; }

std::vector<Share> TimeAxis::on(Day day, Quantity quantity) const
{
  const double from = days_since_1970(day);
  if (daily_) return {{static_cast<std::size_t>(from - begin_d_.front()), 1.0}};
  if (quantity == Quantity::state) {
    const double noon = from + 0.5;
    const std::size_t n = begin_d_.size();
    std::size_t after = 0;
    while (after < n && middle_d(after) < noon) ++after;
    if (after == 0) return {{0, 1.0}};
    if (after == n) return {{n - 1, 1.0}};
    const double share = (noon - middle_d(after - 1)) / (middle_d(after) - middle_d(after - 1));
    return {{after - 1, 1.0 - share}, {after, share}};
  }
  std::vector<Share> shares;
  double total = 0;
  for (std::size_t i = 0; i < begin_d_.size(); ++i) {
    const double overlap = std::min(end_d_[i], from + 1) - std::max(begin_d_[i], from);
    if (overlap > 1e-6) shares.push_back({i, overlap}), total += overlap;
  }
  for (Share& share : shares) share.weight /= total;
  return shares;
}

std::string calendar_of(const NetcdfFile& file, const GridVariable& of)
{
  return of.time == nullptr ? "standard" : file.text(*of.time, "calendar").value_or("standard");
}

TimeAxis read_time_axis(const NetcdfFile& file, const GridVariable& of)
{
  if (of.time == nullptr)
    throw InputError(fmt::format("{}: variable {} has no time axis", file.name(), of.variable.name));
  const NetcdfVariable& time = *of.time;
  try {
    if (file.text(time, "climatology"))
      throw InputError("is a climatology (a mean over many years), not a series of days");
    const std::string units = file.text(time, "units").value_or("");
    // Days as 32-bit reals come out minutes off; their files mean whole hours.
    const double quantum_s = time.type == NC_FLOAT ? 3600.0 : 1.0;
    const auto decoded = [&](const NetcdfVariable& v) {
      std::vector<double> values = file.read(v);
      Packing(file, v).unpack(values);
      return decode_times(values, units, calendar_of(file, of), quantum_s);
    };
    const std::vector<double> stamps = decoded(time);
    std::vector<double> bounds;
    if (const auto name = file.text(time, "bounds"))
      if (const NetcdfVariable* const v = file.find(*name); v != nullptr && v->numeric()) bounds = decoded(*v);
    if (bounds.size() != 2 * stamps.size()) bounds.clear();
    return {stamps, bounds};
  } catch (const InputError& e) {
    throw InputError(fmt::format("{}: time axis {}: {}", file.name(), time.name, e.what()));
  }
}

}  // namespace rangifer::forcing
