#include "forcing/time/cf_time.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "forcing/file/netcdf_file.h"
#include "forcing/file/packing.h"
#include "forcing/time/date_text.h"

namespace rangifer::forcing {
namespace {

bool is_text(const NetcdfVariable& v) { return v.type == NC_CHAR || v.type == NC_STRING; }

/// Times as 32-bit reals come out minutes off; their files mean whole or half hours.
double quantum_s(const NetcdfVariable& v) { return v.type == NC_FLOAT ? 1800.0 : 1.0; }

std::vector<CfTime> decoded(const NetcdfFile& file, const NetcdfVariable& v, const std::string& units,
                            CfCalendar calendar)
{
  std::vector<double> values = file.read(v);
  Packing(file, v).unpack(values);
  if (v.type == NC_FLOAT && units.find(" since ") == std::string::npos)
    for (const double value : values)
      if (value > 16'777'216.0)
        throw InputError(
          fmt::format("holds dates such as {:.0f} in 32-bit reals, which cannot tell one from the next", value));
  return decode_times(values, units, calendar, quantum_s(v));
}

std::vector<CfTime> read_bounds(const NetcdfFile& file, const NetcdfVariable& time, const RecordTimes& of)
{
  auto name = file.text(time, "climatology");
  if (!name) name = file.text(time, "bounds");
  const NetcdfVariable* const bounds = name ? file.find(*name) : nullptr;
  if (bounds == nullptr || !bounds->numeric()) return {};  // named, but dropped by many tools that cut files
  const auto& d = bounds->dimensions;
  const bool of_time = d.size() == time.dimensions.size() + 1 && d.back().length == 2 &&
                       (time.dimensions.empty() || d.front().length == time.dimensions.front().length);
  if (!of_time) throw InputError(fmt::format("its bounds {} do not hold two values a record", bounds->name));
  // CF lets bounds go without units; those that have them mean them.
  const std::string units = file.text(*bounds, "units").value_or(of.units);
  return decoded(file, *bounds, units, of.calendar);
}

CfTime after(CfCalendar calendar, const CfTime& t, int days, double seconds)
{
  return time_at(calendar, day_number(calendar, t.year, t.month, t.day) + days, t.second + seconds);
}

/// Before, in the calendar that they share.
bool earlier(const CfTime& a, const CfTime& b)
{
  return std::tuple(a.year, a.month, a.day, a.second) < std::tuple(b.year, b.month, b.day, b.second);
}

void require_order(const RecordTimes& times)
{
  for (std::size_t i = 1; i < times.stamps.size(); ++i)
    if (!earlier(times.stamps[i - 1], times.stamps[i]))
      throw InputError(fmt::format("{}: time axis {}: records are not in order: {} comes after {}", times.file,
                                   times.variable, to_string(times.stamps[i]), to_string(times.stamps[i - 1])));
}

/// Standard and proleptic Gregorian are one where the Julian calendar is over.
bool same_calendar(const RecordTimes& a, const RecordTimes& b)
{
  if (a.calendar == b.calendar) return true;
  const auto gregorian = [](const RecordTimes& t) {
    return t.calendar == CfCalendar::proleptic_gregorian ||
           (t.calendar == CfCalendar::standard && t.stamps.front().year > 1582);
  };
  return gregorian(a) && gregorian(b);
}

}  // namespace

std::vector<CfTime> parse_times(std::span<const std::string> texts, CfCalendar calendar)
{
  std::vector<CfTime> times;
  times.reserve(texts.size());
  for (const std::string& text : texts) {
    const auto date = parse_date_text(text, calendar);
    if (!date)
      throw InputError(fmt::format("record {} is at '{}', which is no date of its calendar", times.size() + 1, text));
    times.push_back(date->time);
  }
  return times;
}

std::optional<TimeSpan> parse_time_span(const std::string& text, CfCalendar calendar)
{
  const auto date = parse_date_text(text, calendar);
  if (!date || date->time.year <= first_cf_year + 1 || date->time.year >= last_cf_year - 1) return std::nullopt;
  const CfTime& t = date->time;
  using Detail = DateText::Detail;
  switch (date->detail) {
    case Detail::year:
      return TimeSpan {t, {later_year(calendar, t.year, 1), 1, 1, 0.0}};
    case Detail::month:
      if (t.month == 12) return TimeSpan {t, {later_year(calendar, t.year, 1), 1, 1, 0.0}};
      return TimeSpan {t, {t.year, t.month + 1, 1, 0.0}};
    case Detail::day:
      return TimeSpan {t, after(calendar, t, 1, 0)};
    case Detail::hour:
      return TimeSpan {t, after(calendar, t, 0, 3600)};
    case Detail::minute:
      return TimeSpan {t, after(calendar, t, 0, 60)};
    case Detail::second:
      break;
  }
  return TimeSpan {t, after(calendar, t, 0, 1)};
}

RecordTimes read_record_times(const NetcdfFile& file, const NetcdfVariable& time)
{
  RecordTimes out;
  out.file = file.name();
  out.variable = time.name;
  try {
    out.calendar_name = file.text(time, "calendar").value_or("standard");
    out.calendar = calendar_named(out.calendar_name);
    out.units = file.text(time, "units").value_or("");
    out.climatology = file.text(time, "climatology").has_value();
    if (is_text(time)) {
      out.stamps = parse_times(file.read_texts(time), out.calendar);
      return out;
    }
    if (!time.numeric()) throw InputError("is neither numbers nor text");
    out.stamps = decoded(file, time, out.units, out.calendar);
    out.bounds = read_bounds(file, time, out);
  } catch (const InputError& e) {
    throw InputError(fmt::format("{}: time axis {}: {}", file.name(), time.name, e.what()));
  }
  return out;
}

MergedTimes merged(std::span<const RecordTimes> files)
{
  MergedTimes out;
  out.order.resize(files.size());
  std::iota(out.order.begin(), out.order.end(), std::size_t {0});
  for (const RecordTimes& times : files) {
    if (times.stamps.empty())
      throw InputError(fmt::format("{}: time axis {}: has no records (length 0)", times.file, times.variable));
    require_order(times);
  }
  std::ranges::stable_sort(
    out.order, [&](std::size_t a, std::size_t b) { return earlier(files[a].stamps.front(), files[b].stamps.front()); });
  const RecordTimes* before = nullptr;
  for (const std::size_t i : out.order) {
    const RecordTimes& next = files[i];
    if (before == nullptr) {
      out.times = next;
    } else {
      const std::string both = fmt::format("{} and {}", before->file, next.file);
      if (!same_calendar(*before, next))
        throw InputError(
          fmt::format("{} are in different calendars: {} and {}", both, before->calendar_name, next.calendar_name));
      if (before->climatology || next.climatology)
        throw InputError(fmt::format("{} cannot be one series in time: means over many years are among them", both));
      if (before->bounds.empty() != next.bounds.empty())
        throw InputError(fmt::format("{}: only one of them has time bounds", both));
      if (!earlier(before->stamps.back(), next.stamps.front()))
        throw InputError(fmt::format("{} overlap: the first has records up to {}, the second from {}", both,
                                     to_string(before->stamps.back()), to_string(next.stamps.front())));
      out.times.stamps.insert(out.times.stamps.end(), next.stamps.begin(), next.stamps.end());
      out.times.bounds.insert(out.times.bounds.end(), next.bounds.begin(), next.bounds.end());
    }
    before = &next;
  }
  if (files.size() > 1) out.times.file = fmt::format("{} to {}", out.times.file, before->file);
  return out;
}

}  // namespace rangifer::forcing
