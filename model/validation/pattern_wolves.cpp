#include "validation/pattern_wolves.h"

#include "validation/days.h"

namespace rangifer::validation {

std::vector<double> taken_by_wolves_percent(const Daily& daily)
{
  constexpr double least_like = 100'000, most_like = 200'000, observed_at = 135'000;
  if (daily.taken_by_wolves.empty()) return {};
  std::vector<double> shares;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const std::size_t days = rows.end - rows.first;
    if (static_cast<int>(days) <
        days_since_1970(make_day(rows.year + 1, 1, 1)) - days_since_1970(make_day(rows.year, 1, 1)))
      continue;
    const auto mean_in_year = [&](const std::vector<double>& values) {
      return mean(std::span(values).subspan(rows.first, days));
    };
    const double taken = mean_in_year(daily.taken_by_wolves) * static_cast<double>(days);
    const double herd = mean_in_year(daily.animals);
    const double share = 100.0 * taken / mean_in_year(daily.grown);
    shares.push_back(herd < least_like || herd > most_like ? share * herd / observed_at : share);
  }
  return shares;
}

Estimate taken_by_wolves(std::span<const Run> runs)
{
  const Estimate e = mean_of_years(of_runs(runs, [](const Run& r) { return taken_by_wolves_percent(r.daily); }));
  return e.n == 0 ? lacking("needs a loss to wolves in herd/lost, and a whole year") : e;
}

}  // namespace rangifer::validation
