#include <fmt/format.h>

#include "base/error.h"
#include "forcing/time/record_spans.h"

namespace rangifer::forcing {
namespace {

/// A time within each record: of bounds over many years the begin, else the middle of bounds or the stamp.
CfTime date_in(const RecordTimes& times, std::size_t i)
{
  if (times.bounds.empty()) return times.stamps[i];
  const CfTime &begin = times.bounds[2 * i], &end = times.bounds[2 * i + 1];
  if (times.climatology) return begin;
  const std::int64_t from = day_number(times.calendar, begin.year, begin.month, begin.day);
  const std::int64_t to = day_number(times.calendar, end.year, end.month, end.day);
  return time_at(times.calendar, from, 0.5 * (static_cast<double>(to - from) * 86400.0 + begin.second + end.second));
}

[[noreturn]] void refuse(const RecordTimes& times, const std::string& found)
{
  throw InputError(
    fmt::format("stands for every year, which takes 12 months, 365 or 366 days from January to December; found {} "
                "records, {} to {}{}",
                times.stamps.size(), to_string(times.stamps.front()), to_string(times.stamps.back()), found));
}

}  // namespace

std::size_t climatology_records(const RecordTimes& times)
{
  const std::size_t n = times.stamps.size();
  if (n != 12 && n != 365 && n != 366) refuse(times, "");
  const CfCalendar year = n == 366 ? CfCalendar::all_leap : CfCalendar::noleap;
  for (std::size_t i = 0; i < n; ++i) {
    const CfTime found = date_in(times, i);
    CfTime expected {2001, static_cast<int>(i) + 1, found.day, 0.0};
    if (n != 12) expected = time_at(year, day_number(year, 2001, 1, 1) + static_cast<std::int64_t>(i), 0.0);
    if (found.month != expected.month || found.day != expected.day)
      refuse(times, fmt::format("; record {} is of {}", i + 1, to_string(found)));
  }
  return n;
}

}  // namespace rangifer::forcing
