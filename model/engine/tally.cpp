#include "engine/tally.h"

#include <algorithm>
#include <cmath>

namespace rangifer::engine {
namespace {

using herd::Cohort;

/// Sums that become means once all agents are seen.
struct Sums {
  double cows = 0, bulls = 0;
};

// Share of low tundra around at which a cow counts as being on the plain: a line drawn for the report [E].
constexpr float arrived_on_plain = 0.3f;

void count_agent(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                 const landscape::Environment& e, Day today, const herd::Herd& a, std::size_t i, std::size_t cell,
                 herd::HerdDay& day, Sums& sums)
{
  const std::int64_t each = rules.herds[a.herd[i]].animals_per_agent;
  const Cohort cohort = herd::cohort_of(a.male[i] != 0, a.birth_year[i], today);
  const std::int64_t with_calf = each * (1 + (a.calf[i] != 0 ? 1 : 0));
  day.alive[static_cast<std::size_t>(cohort)] += each;
  if (a.calf[i] != 0) day.alive[static_cast<std::size_t>(Cohort::calf)] += each;
  day.in_mode[a.mode[i]] += each;
  for (std::size_t r = 0; r < regions.list.size(); ++r) {
    if ((regions.mask[cell] >> r & 1u) != 0) day.in_region[r] += with_calf;
  }
  const double steps = 24.0 / rules.run.step_h;
  if (cohort == Cohort::cow) {
    sums.cows += 1;
    day.cow_distance_km += static_cast<double>(a.walked_km[i]);
    day.cow_x_m += static_cast<double>(a.x_m[i]);
    day.cow_y_m += static_cast<double>(a.y_m[i]);
    day.cows_on_plain += terrain.plain[cell] >= arrived_on_plain ? 1.0 : 0.0;
    day.cow_snow_depth_m += static_cast<double>(e.snow_depth_m[cell]);
    day.cow_greenness += static_cast<double>(e.greenness[cell]);
    day.mosquito_index += static_cast<double>(a.mosquito[i]) / steps;
    day.oestrid_index += static_cast<double>(a.oestrid[i]) / steps;
  } else if (cohort == Cohort::bull) {
    sums.bulls += 1;
    day.bull_distance_km += static_cast<double>(a.walked_km[i]);
    day.bull_x_m += static_cast<double>(a.x_m[i]);
    day.bull_y_m += static_cast<double>(a.y_m[i]);
  }
}

void take_means(herd::HerdDay& day, const Sums& sums)
{
  for (double* sum : {&day.cow_distance_km, &day.cow_x_m, &day.cow_y_m, &day.cows_on_plain, &day.cow_snow_depth_m,
                      &day.cow_greenness, &day.mosquito_index, &day.oestrid_index}) {
    *sum = sums.cows > 0 ? *sum / sums.cows : std::nan("");
  }
  for (double* sum : {&day.bull_distance_km, &day.bull_x_m, &day.bull_y_m}) {
    *sum = sums.bulls > 0 ? *sum / sums.bulls : std::nan("");
  }
}

}  // namespace

std::vector<double> latitude_band_edges(const landscape::Terrain& terrain)
{
  const auto [south, north] = std::minmax_element(terrain.latitude_deg.begin(), terrain.latitude_deg.end());
  std::vector<double> edges;
  for (double edge = std::floor(static_cast<double>(*south)); edge < static_cast<double>(*north) + 1.0; edge += 1.0) {
    edges.push_back(edge);
  }
  return edges;
}

std::vector<std::uint8_t> country_codes(const landscape::Regions& regions)
{
  std::vector<std::uint8_t> codes;
  for (const landscape::Region& region : regions.list) {
    const bool counts = region.kind == "jurisdiction";
    codes.push_back(counts && region.country == "US" ? 1 : counts && region.country == "CA" ? 2 : 0);
  }
  return codes;
}

std::vector<std::int64_t> count_alive(const Rules& rules, const herd::Herd& animals)
{
  std::vector<std::int64_t> alive(rules.herds.size(), 0);
  for (std::size_t i = 0; i < animals.size(); ++i) {
    alive[animals.herd[i]] += rules.herds[animals.herd[i]].animals_per_agent * (animals.calf[i] != 0 ? 2 : 1);
  }
  return alive;
}

herd::DayReport report_day(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                           const landscape::Environment& environment, Day today, const std::vector<LifeTally>& life,
                           const std::vector<std::int64_t>& before, herd::Herd& animals)
{
  const std::vector<double> edges = latitude_band_edges(terrain);
  const std::vector<std::uint8_t> country = country_codes(regions);
  herd::DayReport report;
  report.day = today;
  report.herd.resize(rules.herds.size());
  std::vector<Sums> sums(rules.herds.size());
  for (std::size_t h = 0; h < rules.herds.size(); ++h) {
    herd::HerdDay& day = report.herd[h];
    day.in_region.assign(regions.list.size(), 0);
    for (auto& bands : day.crossed) bands.assign(edges.size() - 1, 0);
    day.born = life[h].born;
    day.lost = life[h].lost;
    day.alive_before = before[h];
  }
  for (std::size_t i = 0; i < animals.size(); ++i) {
    herd::HerdDay& day = report.herd[animals.herd[i]];
    const auto cell = static_cast<std::size_t>(
      terrain.grid.cell_at(static_cast<double>(animals.x_m[i]), static_cast<double>(animals.y_m[i])));
    count_agent(rules, terrain, regions, environment, today, animals, i, cell, day, sums[animals.herd[i]]);

    std::uint8_t now = 0;
    for (std::size_t r = 0; r < country.size(); ++r) {
      if (country[r] != 0 && (regions.mask[cell] >> r & 1u) != 0) now = country[r];
    }
    if (now == 0) continue;
    if (animals.country[i] != 0 && now != animals.country[i]) {
      const double latitude = static_cast<double>(terrain.latitude_deg[cell]);
      const auto band =
        static_cast<std::size_t>(std::clamp(latitude - edges.front(), 0.0, static_cast<double>(edges.size()) - 2.0));
      day.crossed[now == 1 ? 0 : 1][band] +=
        rules.herds[animals.herd[i]].animals_per_agent * (animals.calf[i] != 0 ? 2 : 1);
    }
    animals.country[i] = now;
  }
  for (std::size_t h = 0; h < sums.size(); ++h) take_means(report.herd[h], sums[h]);
  return report;
}

}  // namespace rangifer::engine
