#include "validation/pattern_movement.h"

#include <algorithm>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

int doy_of(double since_1970) { return day_of_year(day_of(since_1970)); }

bool winter(int doy) { return doy < 60 || doy > 335; }

double mean_of(const std::vector<double>& values, std::size_t first, std::size_t end)
{
  if (end <= first) return none;
  return mean(std::span(values).subspan(first, end - first));
}

/// The days of one year, as a table of its own.
Daily part_of(const Daily& d, const YearRows& rows)
{
  Daily part;
  const auto cut = [&](const std::vector<double>& v) {
    return std::vector<double>(v.begin() + static_cast<std::ptrdiff_t>(rows.first),
                               v.begin() + static_cast<std::ptrdiff_t>(rows.end));
  };
  part.day = cut(d.day);
  part.cow_distance_km = cut(d.cow_distance_km);
  return part;
}

/// July over spring or spring over winter, whichever is nearer to wrong.
double least_ratio(const Rates& r) { return std::min(r.july / r.spring, r.spring / r.winter); }

/// One value for each run and year of a track, where `value` finds one.
template <class Value>
Estimate of_track_years(std::span<const Run> runs, const char* needs, Value value)
{
  std::vector<double> found;
  for (const Run& run : runs) {
    if (!run.tracks) continue;
    for (const YearRows& rows : rows_by_year(run.tracks->time)) {
      const std::optional<double> one = value(*run.tracks, run.step_h, rows.year);
      if (one) found.push_back(*one);
    }
  }
  return found.empty() ? lacking(needs) : mean_of_years(found);
}

Estimate three_hour_rate(std::span<const Run> runs, int first_doy, int last_doy)
{
  return of_track_years(
    runs, "needs cows followed in summer, steps that divide 3 h",
    [&](const Tracks& t, double step_h, int year) { return rate_by_fixes(t, step_h, year, first_doy, last_doy, 3.0); });
}

/// The winter rate seen by rarer fixes, over that by hourly ones.
Estimate decay(std::span<const Run> runs, double interval_h)
{
  constexpr int last_doy = 59;  // of one winter without a break; 8 weeks
  return of_track_years(runs, "needs hourly steps, cows followed in winter",
                        [&](const Tracks& t, double step_h, int year) -> std::optional<double> {
                          const auto hourly = rate_by_fixes(t, step_h, year, 1, last_doy, 1.0);
                          const auto rarer = rate_by_fixes(t, step_h, year, 1, last_doy, interval_h);
                          if (!hourly || !rarer || !(*hourly > 0)) return std::nullopt;
                          return *rarer / *hourly;
                        });
}

std::vector<double> all_round_trips(std::span<const Run> runs)
{
  std::vector<double> all;
  for (const Run& run : runs) {
    if (!run.tracks) continue;
    const std::vector<double> some = round_trips(*run.tracks);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<double> all_falls(std::span<const Run> runs, double Fall::*which)
{
  std::vector<double> all;
  for (const Run& run : runs)
    for (const Fall& fall : falls(run.daily)) all.push_back(fall.*which);
  std::erase_if(all, [](double v) { return std::isnan(v); });
  return all;
}

constexpr const char* needs_autumn = "needs a year from August to December in which the herd turns south";
constexpr const char* needs_year_of_cows = "needs cows followed through a year";

/// Northings of one year by day of the year (from 1), smoothed over 7 days; NaN at the ends.
std::vector<double> smooth_northing(const Daily& daily, const YearRows& rows)
{
  std::vector<double> smooth(368, none);
  for (std::size_t i = rows.first + 3; i + 3 < rows.end; ++i) {
    smooth[static_cast<std::size_t>(doy_of(daily.day[i]))] = mean_of(daily.cow_northing_km, i - 3, i + 4);
  }
  return smooth;
}

/// Mean of the known values from `first` to `last`, both counted.
double mean_known(const std::vector<double>& values, std::size_t first, std::size_t last)
{
  std::vector<double> known;
  for (std::size_t i = first; i <= last; ++i)
    if (!std::isnan(values[i])) known.push_back(values[i]);
  return mean(known);
}

}  // namespace

Rates seasonal_rates(std::span<const Daily> parts)
{
  std::vector<double> cold, spring, july;
  for (const Daily& d : parts) {
    for (std::size_t i = 0; i < d.day.size(); ++i) {
      const int doy = doy_of(d.day[i]);
      if (winter(doy)) cold.push_back(d.cow_distance_km[i]);
      if (doy >= 110 && doy < 150) spring.push_back(d.cow_distance_km[i]);
      if (doy >= 182 && doy < 213) july.push_back(d.cow_distance_km[i]);
    }
  }
  return {mean(cold), mean(spring), mean(july)};
}

std::vector<double> round_trips(const Tracks& tracks)
{
  constexpr double long_enough_d = 300;
  constexpr std::size_t places = 180;
  std::vector<double> trips;
  for (const YearRows& rows : rows_by_year(tracks.time)) {
    if (tracks.time[rows.end - 1] - tracks.time[rows.first] < long_enough_d) continue;
    const std::size_t every = std::max<std::size_t>(1, (rows.end - rows.first) / places);
    for (std::size_t cow = 0; cow < tracks.cows; ++cow) {
      std::vector<double> x, y;
      bool alive = true;
      for (std::size_t t = rows.first; t < rows.end && alive; t += every) {
        const std::size_t at = cow * tracks.steps() + t;
        alive = std::isfinite(tracks.x_m[at]);
        x.push_back(static_cast<double>(tracks.x_m[at]) / 1000.0);
        y.push_back(static_cast<double>(tracks.y_m[at]) / 1000.0);
      }
      if (!alive) continue;
      double farthest2 = 0;
      for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          farthest2 = std::max(farthest2, (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
      trips.push_back(2 * std::sqrt(farthest2));
    }
  }
  return trips;
}

std::vector<Fall> falls(const Daily& daily)
{
  constexpr std::size_t week = 7;
  std::vector<Fall> found;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const std::vector<double> smooth = smooth_northing(daily, rows);
    Fall fall;
    std::size_t southward = 0;  // days in a row
    for (std::size_t doy = 2; doy < smooth.size() && std::isnan(fall.start_doy); ++doy) {
      southward = smooth[doy] - smooth[doy - 1] < -2 ? southward + 1 : 0;
      if (southward >= week && doy > 200) fall.start_doy = static_cast<double>(doy - (week - 1));
    }
    const double august = mean_known(smooth, 222, 236), december = mean_known(smooth, 340, 358);
    for (std::size_t doy = 231; doy < smooth.size() && std::isnan(fall.deep_taiga_doy); ++doy) {
      if ((august - smooth[doy]) / (august - december) >= 0.9) fall.deep_taiga_doy = static_cast<double>(doy);
    }
    found.push_back(fall);
  }
  return found;
}

std::optional<double> rate_by_fixes(const Tracks& tracks, double step_h, int year, int first_doy, int last_doy,
                                    double interval_h)
{
  const auto every = static_cast<std::size_t>(std::lround(interval_h / step_h));
  if (every == 0 || std::abs(static_cast<double>(every) * step_h - interval_h) > 1e-6) return std::nullopt;
  const double begin = days_since_1970(make_day(year, 1, 1)) + first_doy - 1, end = begin + last_doy - first_doy + 1;
  const double half_step_d = step_h / 48;
  const auto first =
    static_cast<std::size_t>(std::ranges::lower_bound(tracks.time, begin - half_step_d) - tracks.time.begin());
  const auto past =
    static_cast<std::size_t>(std::ranges::lower_bound(tracks.time, end + half_step_d) - tracks.time.begin());
  // A run's first fix is the end of its first step.
  if (first >= past || tracks.time[first] > begin + 3 * half_step_d || tracks.time[past - 1] < end - half_step_d)
    return std::nullopt;
  double path_km = 0, hours = 0;
  for (std::size_t cow = 0; cow < tracks.cows; ++cow) {
    for (std::size_t t = first; t + every < past; t += every) {
      const std::size_t a = cow * tracks.steps() + t, b = a + every;
      if (!std::isfinite(tracks.x_m[a]) || !std::isfinite(tracks.x_m[b])) break;
      const double dx = static_cast<double>(tracks.x_m[b]) - static_cast<double>(tracks.x_m[a]);
      const double dy = static_cast<double>(tracks.y_m[b]) - static_cast<double>(tracks.y_m[a]);
      path_km += std::sqrt(dx * dx + dy * dy) / 1000.0;
      hours += interval_h;
    }
  }
  if (hours == 0) return std::nullopt;
  return path_km / hours * 24.0;
}

Estimate order_of_rates(std::span<const Run> runs)
{
  std::vector<Daily> all;
  std::vector<double> ratios;
  for (const Run& run : runs) {
    for (const YearRows& rows : rows_by_year(run.daily.day)) {
      all.push_back(part_of(run.daily, rows));
      ratios.push_back(least_ratio(seasonal_rates(std::span(&all.back(), 1))));
    }
  }
  Estimate e = mean_of_years(ratios);
  e.value = least_ratio(seasonal_rates(all));  // of all days; the interval is that of the years
  return std::isnan(e.value) ? lacking("needs winter, spring and July") : e;
}

// Dates of the herd's calendar (2001 and other years of 365 days; a day off in leap years).
Estimate post_calving_rate(std::span<const Run> runs) { return three_hour_rate(runs, 162, 181); }  // 11 to 30 June
Estimate mosquito_rate(std::span<const Run> runs) { return three_hour_rate(runs, 182, 196); }      // 1 to 15 July
Estimate oestrid_rate(std::span<const Run> runs) { return three_hour_rate(runs, 197, 219); }       // to 7 August

Estimate winter_rate(std::span<const Run> runs)
{
  std::vector<double> rates;
  for (const Run& run : runs) {
    if (run.step_h != 1.0) continue;
    for (const YearRows& rows : rows_by_year(run.daily.day)) {
      const Daily year = part_of(run.daily, rows);
      rates.push_back(seasonal_rates(std::span(&year, 1)).winter);
    }
  }
  const Estimate e = mean_of_years(rates);
  return e.n == 0 ? lacking("needs hourly steps in winter") : e;
}

Estimate two_hour_decay(std::span<const Run> runs) { return decay(runs, 2.0); }
Estimate weekly_decay(std::span<const Run> runs) { return decay(runs, 167.0); }

Estimate annual_path(std::span<const Run> runs)
{
  return of_track_years(runs, needs_year_of_cows, [](const Tracks& t, double step_h, int year) {
    std::optional<double> rate = rate_by_fixes(t, step_h, year, 1, 365, 8.0);  // three fixes a day
    if (!rate) rate = rate_by_fixes(t, step_h, year, 1, 365, 12.0);            // two
    if (rate) *rate *= 365.0;
    return rate;
  });
}

Estimate mean_round_trip(std::span<const Run> runs)
{
  const std::vector<double> trips = all_round_trips(runs);
  return trips.empty() ? lacking(needs_year_of_cows) : mean_of_years(trips);
}

Estimate longest_round_trip(std::span<const Run> runs)
{
  const std::vector<double> trips = all_round_trips(runs);
  if (trips.empty()) return lacking(needs_year_of_cows);
  return {*std::ranges::max_element(trips), none, none, trips.size(), ""};
}

Estimate fall_start(std::span<const Run> runs)
{
  const std::vector<double> days = all_falls(runs, &Fall::start_doy);
  return days.empty() ? lacking(needs_autumn) : median_of_years(days);
}

Estimate deep_taiga(std::span<const Run> runs)
{
  const std::vector<double> days = all_falls(runs, &Fall::deep_taiga_doy);
  return days.empty() ? lacking(needs_autumn) : median_of_years(days);
}

}  // namespace rangifer::validation
