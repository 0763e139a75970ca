#include "validation/pattern_calving.h"

#include <algorithm>
#include <map>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

/// Days of births and calves on each, in order of the days.
using Calendar = std::map<int, double>;

double median(const Calendar& births, double all)
{
  // As if every calf had its own line: of an even number the mean of the two in the middle.
  const double first = std::floor((all - 1) / 2), second = std::floor(all / 2);
  double before = 0, sum = 0;
  for (const auto& [doy, animals] : births) {
    if (first >= before && first < before + animals) sum += doy;
    if (second >= before && second < before + animals) return (sum + doy) / 2.0;
    before += animals;
  }
  return none;
}

/// Shortest run of days, first and last counted, with 80 % of the births.
double shortest_span(const Calendar& births, double all)
{
  const double need = std::ceil(0.8 * all);
  double shortest = none;
  for (auto first = births.begin(); first != births.end(); ++first) {
    double held = 0;
    for (auto last = first; last != births.end(); ++last) {
      held += last->second;
      if (held < need) continue;
      const double span = last->first - first->first + 1;
      if (!(shortest <= span)) shortest = span;
      break;
    }
  }
  return shortest;
}

struct Shares {
  Calendar by_day;
  double all = 0, belt = 0, short_of_west = 0, lon = 0;
};

/// How late each spring is, in standard deviations from the mean of all; rows without a snow-free day drop out.
struct Springs {
  std::vector<CalvingYear> rows;
  std::vector<double> late_by;
};

Springs springs(std::span<const Run> runs)
{
  Springs s {calving_years(runs), {}};
  std::erase_if(s.rows, [](const CalvingYear& y) { return std::isnan(y.snow_free_doy); });
  std::vector<double> doy;
  for (const CalvingYear& y : s.rows) doy.push_back(y.snow_free_doy);
  const double centre = mean(doy), sd = sample_sd(doy);
  for (const double d : doy) s.late_by.push_back((d - centre) / sd);
  return s;
}

template <class Wanted>
Estimate share_in(std::span<const Run> runs, double CalvingYear::*share, Wanted wanted, const char* which)
{
  const Springs s = springs(runs);
  if (s.rows.size() < 3) return lacking(std::string("needs 3 years or more, to tell a ") + which + " spring");
  std::vector<double> shares;
  for (std::size_t i = 0; i < s.rows.size(); ++i)
    if (wanted(s.late_by[i])) shares.push_back(s.rows[i].*share);
  if (shares.empty()) return lacking(std::string("needs a ") + which + " spring; these years have none");
  return mean_of_years(shares);
}

Estimate of_pairs(const std::vector<double>& x, const std::vector<double>& y, double times,
                  double (*statistic)(std::span<const double>, std::span<const double>))
{
  return bootstrap(x.size(), [&](std::span<const std::size_t> years) {
    std::vector<double> a, b;
    for (const std::size_t i : years) {
      a.push_back(x[i]);
      b.push_back(y[i]);
    }
    return times * statistic(a, b);
  });
}

}  // namespace

std::vector<double> spring_snow_free(const Maps& maps)
{
  const std::size_t years = maps.years.size();
  std::vector<double> sum(years, 0.0);
  double weight = 0;
  for (std::size_t c = 0; c < maps.cells(); ++c) {
    bool known = maps.spring_use[c] > 0;
    for (std::size_t y = 0; y < years; ++y) known = known && !std::isnan(maps.snow_free_doy[y * maps.cells() + c]);
    if (!known) continue;
    const double use = static_cast<double>(maps.spring_use[c]);
    weight += use;
    for (std::size_t y = 0; y < years; ++y)
      sum[y] += use * static_cast<double>(maps.snow_free_doy[y * maps.cells() + c]);
  }
  for (double& s : sum) s = weight > 0 ? s / weight : none;
  return sum;
}

std::vector<CalvingYear> calving_years(const Births& births, const Maps& maps)
{
  std::map<int, Shares> years;
  for (std::size_t i = 0; i < births.day.size(); ++i) {
    const Day day = day_of(births.day[i]);
    const double lon = births.lon_deg[i], n = births.animals[i];
    const bool north = births.lat_deg[i] > plain_north_of_deg;
    Shares& s = years[year_of(day)];
    s.by_day[day_of_year(day)] += n;
    s.all += n;
    if (north && lon > hulahula_deg && lon < babbage_deg) s.belt += n;
    if (!north || lon > border_deg) s.short_of_west += n;
    s.lon += n * lon;
  }
  const std::vector<double> snow_free = spring_snow_free(maps);
  std::vector<CalvingYear> rows;
  for (const auto& [year, s] : years) {
    const auto at = std::ranges::find(maps.years, year);
    rows.push_back({year, median(s.by_day, s.all), shortest_span(s.by_day, s.all), s.belt / s.all,
                    s.short_of_west / s.all, s.lon / s.all,
                    at == maps.years.end() ? none : snow_free[static_cast<std::size_t>(at - maps.years.begin())]});
  }
  return rows;
}

std::vector<CalvingYear> calving_years(std::span<const Run> runs)
{
  std::vector<CalvingYear> all;
  for (const Run& run : runs) {
    const std::vector<CalvingYear> some = calving_years(run.births, run.maps);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Estimate median_birth_day(std::span<const Run> runs)
{
  std::vector<double> days;
  for (const CalvingYear& y : calving_years(runs)) days.push_back(y.median_doy);
  return days.empty() ? lacking("needs births") : mean_of_years(days);
}

Estimate birth_span(std::span<const Run> runs)
{
  std::vector<double> spans;
  for (const CalvingYear& y : calving_years(runs)) spans.push_back(y.span80_d);
  if (spans.empty()) return lacking("needs births");
  Estimate e = mean_of_years(spans);
  e.value = *std::ranges::max_element(spans);  // no year may be longer
  return e;
}

Estimate birth_day_shift(std::span<const Run> runs)
{
  constexpr double thaw_advance_d = 9.5;  // 7 to 12 days in the study
  constexpr std::size_t enough = 10;
  const Springs s = springs(runs);
  if (s.rows.size() < enough) return lacking("needs 10 years or more");
  std::vector<double> snow, born;
  for (const CalvingYear& y : s.rows) {
    snow.push_back(y.snow_free_doy);
    born.push_back(y.median_doy);
  }
  return of_pairs(snow, born, -thaw_advance_d, slope);
}

Estimate births_in_belt(std::span<const Run> runs)
{
  return share_in(
    runs, &CalvingYear::in_belt, [](double late) { return std::abs(late) <= late_by_sd; }, "normal");
}

Estimate snow_and_longitude(std::span<const Run> runs)
{
  const Springs s = springs(runs);
  if (s.rows.size() < 3) return lacking("needs 3 years or more");
  std::vector<double> snow, lon;
  for (const CalvingYear& y : s.rows) {
    snow.push_back(y.snow_free_doy);
    lon.push_back(y.lon_deg);
  }
  if (!(sample_sd(snow) > 0)) return lacking("needs springs that differ");
  return of_pairs(snow, lon, 1.0, correlation);
}

Estimate births_in_late_springs(std::span<const Run> runs)
{
  return share_in(
    runs, &CalvingYear::short_of_west, [](double late) { return late > late_by_sd; }, "late");
}

}  // namespace rangifer::validation
