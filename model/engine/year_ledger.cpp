#include "engine/year_ledger.h"

#include <limits>
#include <numeric>

namespace rangifer::engine {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void add_each(std::vector<std::int64_t>& to, std::size_t first, const std::vector<std::int64_t>& from)
{
  if (to.size() < first + from.size()) to.resize(first + from.size(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) to[first + i] += from[i];
}

/// The day by which half have crossed.
template <class ByDay>
void report_crossings(const ByDay& by_day, CrossingDays days, std::int64_t& number, double& median_doy)
{
  number = 0;
  for (int d = days.first; d <= days.last; ++d) number += by_day[static_cast<std::size_t>(d)];
  median_doy = nan;
  std::int64_t so_far = 0;
  for (int d = days.first; d <= days.last && number > 0; ++d) {
    so_far += by_day[static_cast<std::size_t>(d)];
    if (2 * so_far < number) continue;
    median_doy = d;
    return;
  }
}

}  // namespace

void YearLedger::add(const herd::DayReport& day)
{
  of_herd_.resize(day.herd.size());
  const auto doy = static_cast<std::size_t>(day_of_year(day.day)), week = (doy - 1) / 7;
  for (std::size_t h = 0; h < day.herd.size(); ++h) {
    const herd::HerdDay& today = day.herd[h];
    Sums& sums = of_herd_[h];
    ++sums.days;
    sums.animal_days += std::accumulate(today.alive.begin(), today.alive.end(), std::int64_t {0});
    add_each(sums.in_region, 0, today.in_region);
    for (std::size_t direction = 0; direction < 2; ++direction) {
      const auto& bands = today.crossed[direction];
      sums.crossed[direction][doy] += std::accumulate(bands.begin(), bands.end(), std::int64_t {0});
    }
    ++sums.days_of_week[week];
    sums.communities = today.near_community.size();
    add_each(sums.near_community, week * sums.communities, today.near_community);
  }
}

void YearLedger::report(std::size_t herd, herd::ImpactYear& out) const
{
  const Sums& sums = of_herd_[herd];
  for (std::size_t direction = 0; direction < 2; ++direction) {
    report_crossings(sums.crossed[direction], crossing_days[direction], out.crossings[direction],
                     out.crossing_doy[direction]);
  }
  for (const std::int64_t animal_days : sums.in_region) {
    const double share = static_cast<double>(animal_days) / static_cast<double>(sums.animal_days);
    out.days_in_region.push_back(sums.animal_days > 0 ? share * static_cast<double>(sums.days) : nan);
  }
  for (std::size_t w = 0; w < weeks_in_year; ++w) {
    for (std::size_t c = 0; c < sums.communities; ++c) {
      const std::size_t at = w * sums.communities + c;
      out.community_animals.push_back(sums.days_of_week[w] > 0 ? static_cast<double>(sums.near_community[at]) /
                                                                   static_cast<double>(sums.days_of_week[w])
                                                               : nan);
    }
  }
}

}  // namespace rangifer::engine
