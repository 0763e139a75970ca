#include "validation/pattern_energy.h"

#include <algorithm>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

template <class Value>
Estimate of_years(std::span<const Run> runs, const char* months, Value value)
{
  const Estimate e = mean_of_years(of_runs(runs, [&](const Run& run) {
    std::vector<double> values;
    for (const EnergyNeed& need : energy_needs(run.daily)) values.push_back(value(need));
    return values;
  }));
  return e.n == 0 ? lacking(std::string("needs herd/cow_need, and ") + months) : e;
}

}  // namespace

std::vector<EnergyNeed> energy_needs(const Daily& daily)
{
  if (daily.cow_need_mj.empty()) return {};
  std::vector<EnergyNeed> needs;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const auto in = [&](std::initializer_list<unsigned> months) {
      return mean_of_months(daily.day, daily.cow_need_mj, rows.year, months);
    };
    const double june = in({6}), july = in({7}), august = in({8});
    const double others[] = {june, august, in({9}), in({10}), in({1, 2, 3, 11, 12}), in({4, 5})};
    const bool all_known = std::ranges::none_of(others, [](double need) { return std::isnan(need); });
    needs.push_back({rows.year, in({1, 2, 3, 12}), in({6, 7, 8}), july, all_known ? std::ranges::max(others) : none});
  }
  return needs;
}

Estimate need_in_winter(std::span<const Run> runs)
{
  return of_years(runs, "December and January to March", [](const EnergyNeed& need) { return need.winter; });
}

Estimate need_in_summer(std::span<const Run> runs)
{
  return of_years(runs, "June to August", [](const EnergyNeed& need) { return need.summer; });
}

Estimate insect_season_over_others(std::span<const Run> runs)
{
  return of_years(runs, "a whole year", [](const EnergyNeed& need) { return need.insect_season / need.highest_other; });
}

}  // namespace rangifer::validation
