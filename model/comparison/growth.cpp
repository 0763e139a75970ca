#include "comparison/growth.h"

#include <chrono>
#include <cmath>

#include "base/calendar.h"

namespace rangifer::comparison {

namespace {

/// As a share, by which a herd of this log growth changes in a year.
double percent(double log_growth) { return 100.0 * std::expm1(log_growth); }

/// Days from the first day to the last of the year-th year counted from it.
int census_day(int first, int year)
{
  const std::chrono::year_month_day from {Day {std::chrono::days {first}}};
  std::chrono::year_month_day then = from + std::chrono::years {year};
  if (!then.ok()) then = then.year() / then.month() / std::chrono::last;  // from a 29 February
  return days_since_1970(std::chrono::sys_days {then}) - 1 - first;
}

}  // namespace

std::vector<double> yearly_log_growth(std::span<const double> day, std::span<const double> alive)
{
  std::vector<double> growth;
  if (day.empty()) return growth;
  std::size_t before = 0;
  for (int year = 1;; ++year) {
    const auto row = static_cast<std::size_t>(census_day(static_cast<int>(day[0]), year));
    if (row >= day.size()) return growth;
    const double years = static_cast<double>(row - before) / 365.25;
    growth.push_back(alive[before] > 0 ? std::log(alive[row] / alive[before]) / years : none);
    before = row;
  }
}

Growth growth(const Series& log_growth_base, const Series& log_growth_scenario, const Resamples& resamples)
{
  Growth g;
  g.percent_a_year = difference(log_growth_base, log_growth_scenario, resamples);
  Difference& d = g.percent_a_year;
  std::vector<double> base, scenario;
  for (std::size_t i = 0; i < log_growth_base.values.size(); ++i) {
    if (std::isnan(log_growth_base.values[i]) || std::isnan(log_growth_scenario.values[i])) continue;
    base.push_back(log_growth_base.values[i]);
    scenario.push_back(log_growth_scenario.values[i]);
  }
  // In logarithms a difference d of growth is a factor; about growths of some per cent it is as many points.
  const auto points = [&](double log_difference) { return percent(d.base + log_difference) - percent(d.base); };
  d = {percent(d.base), percent(d.scenario), points(d.difference),  points(d.low),
       points(d.high),  100.0 * d.se_paired, 100.0 * d.se_unpaired, d.se_ratio};
  const bool one_year_of_weather = log_growth_base.years < 2 && resamples.spans() < 2;
  if (one_year_of_weather || base.size() < 2) return g;
  std::size_t fewer_base = 0, fewer_scenario = 0;
  for (std::size_t sample = 0; sample < resamples.samples(); ++sample) {
    double sum_base = 0, sum_scenario = 0;
    for (std::size_t year = 0; year < years_ahead; ++year) {
      const std::size_t drawn = resamples.pick(sample, year, base.size());
      sum_base += base[drawn];
      sum_scenario += scenario[drawn];
    }
    fewer_base += sum_base < 0;
    fewer_scenario += sum_scenario < 0;
  }
  g.chance_base = static_cast<double>(fewer_base) / static_cast<double>(resamples.samples());
  g.chance_scenario = static_cast<double>(fewer_scenario) / static_cast<double>(resamples.samples());
  return g;
}

}  // namespace rangifer::comparison
