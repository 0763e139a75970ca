#include "forcing/layer/sums_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace rangifer::forcing {

namespace {

constexpr int days_looked_at = 3;
constexpr double packing_noise_mm = 0.02;
constexpr int fewest_a_day = 3;  // of two a day one may be the lower by chance everywhere

struct Seen {
  std::size_t fell_within = 0, fell_after_midnight = 0;  ///< pairs of records with a cell that falls
  std::size_t first_fall = 0;                            ///< the later record of the first within a day
};

bool falls(const std::vector<double>& before, const std::vector<double>& after)
{
  for (std::size_t i = 0; i < before.size(); ++i)
    if (after[i] < before[i] - packing_noise_mm) return true;
  return false;
}

/// The day a record's sum belongs to: one stamped 00:00 ends the day before.
double day_ending(const RecordTimes& times, std::size_t record)
{
  return std::ceil(model_days(times.calendar, times.stamps[record]) - 1e-6) - 1.0;
}

}  // namespace

void check_accumulation(SourceLayer& layer, Accumulation said, Day first)
{
  const RecordTimes& times = layer.series().times();
  if (mean_step_d(times) * fewest_a_day > 1.0) return;
  const double from = days_since_1970(first), until = from + days_looked_at;
  Seen seen;
  std::vector<double> before, after;
  for (std::size_t r = 0; r < times.stamps.size(); ++r) {
    const double day = day_ending(times, r);
    if (day < from || day >= until) continue;
    after = layer.amounts(r);
    if (!before.empty() && falls(before, after)) {
      const bool same_day = day_ending(times, r - 1) == day;
      if (same_day && seen.fell_within++ == 0) seen.first_fall = r;
      if (!same_day) ++seen.fell_after_midnight;
    }
    std::swap(before, after);
  }
  if (said == Accumulation::day && seen.fell_within > 0)
    throw InputError(fmt::format(
      "{}: `accumulation = \"day\"`, but its sums fall within a day, on {}: they are no sums since midnight UTC; "
      "if each is since the record before, say `accumulation = \"record\"`",
      layer.series().name(seen.first_fall), to_string(times.stamps[seen.first_fall])));
  if (said == Accumulation::record && seen.fell_within == 0 && seen.fell_after_midnight > 0)
    throw InputError(fmt::format(
      "{}: `accumulation = \"record\"`, but from {} on its sums rise all day long and fall after midnight: they look "
      "like sums since midnight UTC, `accumulation = \"day\"` (as in ERA5-Land)",
      layer.series().name(), to_string(first)));
}

}  // namespace rangifer::forcing
