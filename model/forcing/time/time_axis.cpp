#include "forcing/time/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

/// In days; less is rounding, not a share of a record.
constexpr double least_overlap = 1e-6;

/// A run can be in no other years.
void require_years(std::span<const CfTime> times)
{
  for (const CfTime& t : times)
    if (t.year < 0 || (t.year > 9999 && t != CfTime {10000, 1, 1, 0.0}))
      throw InputError(fmt::format("{} is outside the years 0 to 9999", to_string(t)));
}

void require_rising(const RecordTimes& times)
{
  const std::vector<double> days = file_days(times.calendar, times.stamps);
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i] > days[i - 1]) continue;
    const std::string now = to_string(times.stamps[i]), before = to_string(times.stamps[i - 1]);
    throw InputError(days[i] < days[i - 1] ? fmt::format("records are not in order: {} comes after {}", now, before)
                                           : fmt::format("{} comes twice", now));
  }
}

double first_length(const RecordTimes& times)
{
  if (times.bounds.empty()) return 1.0;
  return file_days(times.calendar, times.bounds[1]) - file_days(times.calendar, times.bounds[0]);
}

/// Years that are no year of a climatology's own; those a scenario can name.
constexpr Day least_day {std::chrono::year {0} / 1 / 1}, greatest_day {std::chrono::year {9999} / 12 / 31};

/// Days of the month `later` months after the one of `day`.
double month_length_d(Day day, int later)
{
  const std::chrono::year_month_day date {day};
  const auto month = std::chrono::year_month {date.year(), date.month()} + std::chrono::months {later};
  return days_since_1970(Day {(month + std::chrono::months {1}) / 1}) - days_since_1970(Day {month / 1});
}

}  // namespace

TimeAxis::TimeAxis(const RecordTimes& times, const TimeRules& rules) : calendar_(times.calendar), rules_(rules)
{
  assert(times.bounds.empty() || times.bounds.size() == 2 * times.stamps.size());
  try {
    place(times);
  } catch (const InputError& e) {
    if (times.file.empty()) throw;
    throw InputError(fmt::format("{}: time axis {}: {}", times.file, times.variable, e.what()));
  }
}

void TimeAxis::place(const RecordTimes& times)
{
  if (times.stamps.empty()) throw InputError("has no records (length 0)");
  if (times.climatology || rules_.every_year) {
    step_ = Step::climatology;
    of_every_year_ = climatology_records(times);
    spans_.first = least_day;
    spans_.last = greatest_day;
    return;
  }
  require_years(times.stamps);
  require_years(times.bounds);
  require_rising(times);
  step_d_ = times.stamps.size() > 1 ? median_step(file_days(calendar_, times.stamps)) : first_length(times);
  if (step_d_ < 0.9) {
    step_ = Step::sub_daily;
    spans_ = sub_daily_spans(times, rules_, step_d_);
  } else if (step_d_ < 1.1) {
    step_ = Step::daily;
    spans_ = daily_spans(times, rules_);
  } else {
    step_ = Step::longer;
    spans_ = longer_spans(times, step_d_);
  }
}

double TimeAxis::length_d(std::size_t record, Day day) const noexcept
{
  if (step_ == Step::daily || !spans_.number.empty()) return 1.0;
  if (step_ == Step::climatology)
    return of_every_year_ == 12 ? month_length_d(day, static_cast<int>(record) + 1 - month_of(day)) : 1.0;
  return spans_.instants ? step_d_ : spans_.end_d[record] - spans_.begin_d[record];
}

std::vector<Share> TimeAxis::on(Day day) const
{
  assert(first() <= day && day <= last());
  if (step_ == Step::climatology) return of_every_year(day);
  const double model_day = days_since_1970(day);
  if (step_ == Step::longer)
    return rules_.quantity == Quantity::state ? between_middles(model_day + 0.5) : overlapping(model_day);
  const auto file_day = static_cast<double>(day_taken(calendar_, day));
  if (step_ == Step::daily) {
    const auto after = std::ranges::upper_bound(spans_.begin_d, file_day);
    return {{static_cast<std::size_t>(after - spans_.begin_d.begin()) - 1, 1.0}};
  }
  return spans_.instants ? stamped_within(file_day) : overlapping(file_day);
}

std::vector<Share> TimeAxis::stamped_within(double from_d) const
{
  const auto& stamps = spans_.begin_d;
  const auto from = std::ranges::lower_bound(stamps, from_d), to = std::ranges::lower_bound(stamps, from_d + 1);
  std::vector<Share> shares;
  for (auto stamp = from; stamp != to; ++stamp)
    shares.push_back({static_cast<std::size_t>(stamp - stamps.begin()), 1.0 / static_cast<double>(to - from)});
  return shares;
}

std::vector<Share> TimeAxis::overlapping(double from_d) const
{
  const std::vector<double>&begin = spans_.begin_d, &end = spans_.end_d;
  std::vector<Share> shares;
  double total = 0;
  const auto first_after = std::ranges::upper_bound(end, from_d) - end.begin();
  for (auto i = static_cast<std::size_t>(first_after); i < begin.size() && begin[i] < from_d + 1; ++i) {
    const double overlap = std::min(end[i], from_d + 1) - std::max(begin[i], from_d);
    if (overlap > least_overlap) shares.push_back({number(i), overlap}), total += overlap;
  }
  for (Share& share : shares) share.weight /= total;
  return shares;
}

std::vector<Share> TimeAxis::between_middles(double noon_d) const
{
  const std::size_t n = spans_.begin_d.size();
  std::size_t after = 0;
  for (std::size_t step = std::bit_floor(n); step > 0; step /= 2)
    if (after + step <= n && middle_d(after + step - 1) < noon_d) after += step;
  if (after == 0) return {{0, 1.0}};
  if (after == n) return {{n - 1, 1.0}};
  const double share = (noon_d - middle_d(after - 1)) / (middle_d(after) - middle_d(after - 1));
  return {{after - 1, 1.0 - share}, {after, share}};
}

std::vector<Share> TimeAxis::of_every_year(Day day) const
{
  const auto month = static_cast<std::size_t>(month_of(day) - 1);
  if (of_every_year_ != 12) {
    const CfCalendar year = of_every_year_ == 366 ? CfCalendar::all_leap : CfCalendar::noleap;
    // By its date, in a year of the file's own length; 29 February is then the 28th or itself.
    const std::int64_t of_date = day_taken(year, day);
    const std::int64_t of_1_january = day_taken(year, make_day(year_of(day), 1, 1));
    return {{static_cast<std::size_t>(of_date - of_1_january), 1.0}};
  }
  if (rules_.quantity == Quantity::flux) return {{month, 1.0}};
  const double month_d = month_length_d(day, 0);
  const std::chrono::year_month_day date {day};
  const double from_middle = static_cast<unsigned>(date.day()) - 0.5 - 0.5 * month_d;
  if (from_middle == 0) return {{month, 1.0}};
  const int towards = from_middle < 0 ? -1 : 1;
  const std::size_t neighbour = (month + (towards < 0 ? 11 : 1)) % 12;
  const double share = std::abs(from_middle) / (0.5 * (month_d + month_length_d(day, towards)));
  return {{month, 1.0 - share}, {neighbour, share}};
}

std::string TimeAxis::text() const
{
  if (step_ == Step::climatology)
    return of_every_year_ == 12 ? "12 months of every year" : fmt::format("{} days of every year", of_every_year_);
  if (step_ == Step::daily) return "daily";
  if (step_ == Step::longer) {
    if (step_d_ > 27.5 && step_d_ < 31.5) return "monthly";
    if (step_d_ > 359.5 && step_d_ < 366.5) return "yearly";
    return fmt::format("every {:.4g} days", step_d_);
  }
  const double a_day = 1.0 / step_d_;
  if (std::abs(a_day - std::round(a_day)) < 0.01) return fmt::format("{:g} a day", std::round(a_day));
  return fmt::format("every {:.4g} hours", step_d_ * 24.0);
}

}  // namespace rangifer::forcing
