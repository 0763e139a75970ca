#include "validation/pattern_arrival.h"

#include <algorithm>
#include <limits>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

int doy_of(double since_1970) { return day_of_year(day_of(since_1970)); }

}  // namespace

std::vector<double> half_arrived(std::span<const double> day, std::span<const double> share, int first_doy,
                                 int last_doy)
{
  // If the most is less than this, half of it is one in seven or fewer: that is some who strayed, not the herd that
  // came. 93 % of the animals counted in July 2017, all classes, stood on the Alaskan side [yukon.ca 2017].
  constexpr double came = 0.3;
  std::vector<double> arrivals;
  for (const YearRows& rows : rows_by_year(day)) {
    if (doy_of(day[rows.first]) > first_doy || doy_of(day[rows.end - 1]) < last_doy) continue;
    double most = 0;
    for (std::size_t i = rows.first; i < rows.end; ++i) {
      const int doy = doy_of(day[i]);
      if (doy >= first_doy && doy <= last_doy) most = std::max(most, share[i]);
    }
    double arrival = std::numeric_limits<double>::infinity();
    for (std::size_t i = rows.first; i < rows.end && most > came; ++i) {
      const int doy = doy_of(day[i]);
      if (doy < first_doy || !(share[i] >= 0.5 * most)) continue;
      arrival = doy;
      break;
    }
    arrivals.push_back(arrival);
  }
  return arrivals;
}

std::vector<double> cow_arrivals(const Daily& daily) { return half_arrived(daily.day, daily.cows_on_plain, 91, 199); }

std::vector<double> bull_arrivals(const Daily& daily)
{
  if (daily.bulls_on_plain.empty()) return {};
  return half_arrived(daily.day, daily.bulls_on_plain, 91, 240);
}

Estimate arrival_on_plain(std::span<const Run> runs)
{
  const std::vector<double> arrivals = of_runs(runs, [](const Run& run) { return cow_arrivals(run.daily); });
  return arrivals.empty() ? lacking("needs days from April to mid-July") : median_of_years(arrivals);
}

Estimate males_join(std::span<const Run> runs)
{
  const std::vector<double> arrivals = of_runs(runs, [](const Run& run) { return bull_arrivals(run.daily); });
  return arrivals.empty() ? lacking("needs herd/bulls_on_plain, and days from April to August")
                          : median_of_years(arrivals);
}

}  // namespace rangifer::validation
