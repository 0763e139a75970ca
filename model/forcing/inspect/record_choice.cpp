#include "forcing/inspect/record_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

std::tuple<int, int, int, double> key(const CfTime& t) { return {t.year, t.month, t.day, t.second}; }

bool before(const CfTime& a, const CfTime& b) { return key(a) < key(b); }

bool within(const CfTime& t, const TimeSpan& span) { return !before(t, span.begin) && before(t, span.end); }

/// Whether a record that lasts from `begin` to `end` has part in the span; one without length, if it lies in it.
bool touches(const CfTime& begin, const CfTime& end, const TimeSpan& span)
{
  if (!before(begin, end)) return within(begin, span);
  return before(begin, span.end) && before(span.begin, end);
}

template <class Belongs>
std::vector<std::size_t> all_that(std::size_t records, const Belongs& belongs)
{
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < records; ++i)
    if (belongs(i)) found.push_back(i);
  return found;
}

double days_between(const RecordTimes& times, std::size_t i)
{
  return model_days(times.calendar, times.stamps[i + 1]) - model_days(times.calendar, times.stamps[i]);
}

/// Without bounds and with no stamp in the span: the record of the same month or date, if the file has
/// one record for each.
std::vector<std::size_t> of_same_period(const RecordTimes& times, const TimeSpan& span)
{
  const std::size_t n = times.stamps.size();
  if (n < 2) return {};
  std::vector<double> steps;
  for (std::size_t i = 0; i + 1 < n; ++i) steps.push_back(days_between(times, i));
  const auto [shortest, longest] = std::ranges::minmax(steps);
  const bool monthly = shortest > 20 && longest<40, daily = shortest> 0.9 && longest < 1.1;
  if (!monthly && !daily) return {};
  return all_that(n, [&](std::size_t i) {
    const CfTime& t = times.stamps[i];
    return t.year == span.begin.year && t.month == span.begin.month && (monthly || t.day == span.begin.day);
  });
}

std::vector<std::size_t> records_in(const RecordTimes& times, const TimeSpan& span)
{
  const std::size_t n = times.stamps.size();
  if (times.bounds.size() == 2 * n && !times.climatology)
    return all_that(n, [&](std::size_t i) { return touches(times.bounds[2 * i], times.bounds[2 * i + 1], span); });
  const auto stamped = all_that(n, [&](std::size_t i) { return within(times.stamps[i], span); });
  return stamped.empty() && !times.climatology ? of_same_period(times, span) : stamped;
}

std::size_t record_at(const Raster& raster, const std::string& text)
{
  const std::string name = fmt::format("{}: variable {}", raster.file, raster.variable);
  if (!raster.times)
    throw InputError(
      fmt::format("{} {}; --record N picks one of its {} record{} by number, from 0", name,
                  raster.times_problem.empty() ? "has no times" : "has no usable times: " + raster.times_problem,
                  raster.records, raster.records == 1 ? "" : "s"));
  const auto span = parse_time_span(text, raster.times->calendar);
  if (!span)
    throw InputError(
      fmt::format("--time {}: expected a time of the {} calendar, such as 2005-07, 2005-07-16 or \"2005-07-16 12:00\"",
                  text, raster.times->calendar_name));
  const std::vector<std::size_t> found = records_in(*raster.times, *span);
  if (found.size() == 1) return found.front();
  if (found.empty()) throw InputError(fmt::format("{} has no record at {}: {}", name, text, records_text(raster)));
  throw InputError(fmt::format("{} has {} records in {}, {} to {}; name one by a closer --time or by --record", name,
                               found.size(), text, time_of_record(raster, found.front()),
                               time_of_record(raster, found.back())));
}

}  // namespace

std::size_t choose_record(const Raster& raster, const RecordChoice& choice)
{
  if (raster.records == 0)
    throw InputError(
      fmt::format("{}: variable {} has no records: its time axis is empty", raster.file, raster.variable));
  if (!choice.time.empty()) return record_at(raster, choice.time);
  if (choice.record) {
    if (*choice.record >= raster.records)
      throw InputError(fmt::format("{}: variable {} has no record {}: they are numbered 0 to {}", raster.file,
                                   raster.variable, *choice.record, raster.records - 1));
    return *choice.record;
  }
  if (raster.records > 1)
    throw InputError(fmt::format("{}: variable {} has {}; say which by --time or --record", raster.file,
                                 raster.variable, records_text(raster)));
  return 0;
}

std::string records_text(const Raster& raster)
{
  const std::string count = fmt::format("{} record{}", raster.records, raster.records == 1 ? "" : "s");
  if (!raster.times || raster.times->stamps.empty()) return count;
  if (raster.records == 1) return fmt::format("{}, {}", count, to_string(raster.times->stamps.front()));
  return fmt::format("{}, {} to {}", count, to_string(raster.times->stamps.front()),
                     to_string(raster.times->stamps.back()));
}

std::string time_of_record(const Raster& raster, std::size_t record)
{
  if (!raster.times || record >= raster.times->stamps.size()) return "";
  return to_string(raster.times->stamps[record]);
}

}  // namespace rangifer::forcing
