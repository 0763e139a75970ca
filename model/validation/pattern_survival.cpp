#include "validation/pattern_survival.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

std::map<int, double> births_by_year(const Births& births)
{
  std::map<int, double> all;
  for (std::size_t i = 0; i < births.day.size(); ++i) {
    all[year_of(day_of(births.day[i]))] += births.animals[i];
  }
  return all;
}

/// The value of a day; nothing if it is not in the run.
std::optional<double> on(const Daily& daily, const std::vector<double>& values, Day day)
{
  const auto at = std::ranges::find(daily.day, static_cast<double>(days_since_1970(day)));
  if (at == daily.day.end()) return std::nullopt;
  return values[static_cast<std::size_t>(at - daily.day.begin())];
}

std::vector<double> june_survivals(std::span<const Run> runs)
{
  std::vector<double> all = of_runs(runs, [](const Run& run) { return run.ground.june_survival; });
  std::erase_if(all, [](double v) { return std::isnan(v); });
  return all;
}

}  // namespace

std::vector<double> first_year_survival(const Births& births, const Daily& daily)
{
  std::vector<double> shares;
  for (const auto& [year, born] : births_by_year(births)) {
    const auto yearlings = on(daily, daily.yearlings, make_day(year + 1, 6, 1));
    if (yearlings) shares.push_back(*yearlings / born);
  }
  return shares;
}

std::vector<double> births_per_cow(const Births& births, const Daily& daily)
{
  std::vector<double> rates;
  for (const auto& [year, born] : births_by_year(births)) {
    const auto cows = on(daily, daily.cows, make_day(year, 6, 1));
    const bool all_born = on(daily, daily.cows, make_day(year, 7, 1)).has_value();
    if (cows && all_born && *cows > 0) rates.push_back(born / *cows);
  }
  return rates;
}

std::vector<double> yearly_growth(const Daily& daily)
{
  std::vector<double> growths;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const auto before = on(daily, daily.animals, make_day(rows.year - 1, 12, 31));
    const auto after = on(daily, daily.animals, make_day(rows.year, 12, 31));
    if (before && after && *before > 0) growths.push_back(100.0 * (*after / *before - 1.0));
  }
  return growths;
}

Estimate june_survival(std::span<const Run> runs)
{
  const Estimate e = mean_of_years(june_survivals(runs));
  return e.n == 0 ? lacking("needs births and their June") : e;
}

Estimate june_survival_range(std::span<const Run> runs)
{
  constexpr std::size_t enough = 5;
  const std::vector<double> all = june_survivals(runs);
  if (all.size() < enough) return lacking("needs 5 years or more");
  return {std::ranges::max(all) - std::ranges::min(all), none, none, all.size(), ""};
}

Estimate calf_first_year(std::span<const Run> runs)
{
  const Estimate e = mean_of_years(of_runs(runs, [](const Run& r) { return first_year_survival(r.births, r.daily); }));
  return e.n == 0 ? lacking("needs births and the 1 June after them") : e;
}

Estimate parturition(std::span<const Run> runs)
{
  const Estimate adult = mean_of_years(of_runs(runs, [](const Run& r) { return r.ground.parturition_adult; }));
  if (adult.n > 0) return adult;
  // An older result: its cows of 2 years cannot be told apart, so the share is too low to be held against the band.
  const Estimate e = mean_of_years(of_runs(runs, [](const Run& r) { return births_per_cow(r.births, r.daily); }));
  if (e.n == 0) return lacking("needs births and the mothers' ages");
  return lacking(fmt::format("needs the mothers' ages; cows of 2 years and more: {:.2f}", e.value));
}

Estimate parturition_of_two_year_olds(std::span<const Run> runs)
{
  const Estimate e = mean_of_years(of_runs(runs, [](const Run& r) { return r.ground.parturition_two_year; }));
  return e.n == 0 ? lacking("needs impact/parturition_two_year, and a June") : e;
}

Estimate growth(std::span<const Run> runs)
{
  constexpr std::size_t enough = 5;
  const Estimate e = mean_of_years(of_runs(runs, [](const Run& r) { return yearly_growth(r.daily); }));
  return e.n < enough ? lacking("needs 5 years of growth, from one 31 December to the next") : e;
}

}  // namespace rangifer::validation
