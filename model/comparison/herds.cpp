#include "comparison/herds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "utilisation/kernel.h"

namespace rangifer::comparison {

namespace {

using record::ResultReader;

/// The rows of one herd and year: they lie side by side.
std::span<const PairedBirth> of_year(const std::vector<PairedBirth>& births, std::size_t herd, int year)
{
  const auto key = [](const PairedBirth& b) { return std::pair {b.any().year, b.any().herd}; };
  const auto found = std::ranges::equal_range(births, std::pair {year, static_cast<std::int32_t>(herd)}, {}, key);
  return {found.begin(), found.end()};
}

/// One of the two runs in one year: its distribution, and what it adds to the maps of calves.
Field add_ground(std::span<const PairedBirth> births, const Birth* PairedBirth::*side, const Grid& grid,
                 double bandwidth_km, double part, Field& density, Field& born)
{
  std::vector<float> x, y, weight;
  double calves = 0;
  for (const PairedBirth& pair : births) {
    const Birth* b = pair.*side;
    if (b == nullptr) continue;
    x.push_back(b->x_m);
    y.push_back(b->y_m);
    weight.push_back(static_cast<float>(b->animals));
    calves += b->animals;
    const std::int32_t cell = grid.cell_at(static_cast<double>(b->x_m), static_cast<double>(b->y_m));
    if (cell >= 0) born[static_cast<std::size_t>(cell)] += static_cast<float>(b->animals * part);
  }
  Field share = utilisation::kernel_density(grid, x, y, weight, bandwidth_km);
  const double cell_km2 = grid.cell_m * grid.cell_m / 1e6;
  const auto by = static_cast<float>(calves * part / cell_km2);
  for (std::size_t c = 0; c < share.size(); ++c) density[c] += share[c] * by;
  return share;
}

std::vector<double> animals_by_day(const ResultReader& file, const std::string& name, std::size_t herd,
                                   std::size_t days)
{
  const std::vector<double> alive = file.of_herd("herd/alive", herd);
  if (alive.empty() || alive.size() % days != 0) {
    throw InputError(
      fmt::format("{}: herd/alive holds {} values for {} days; the file is broken", name, alive.size(), days));
  }
  const std::size_t cohorts = alive.size() / days;
  std::vector<double> animals(days, 0.0);
  for (std::size_t i = 0; i < alive.size(); ++i) animals[i / cohorts] += alive[i];
  return animals;
}

}  // namespace

PairedBirths pair_all_births(std::span<const OpenPair> pairs)
{
  PairedBirths all;
  for (const OpenPair& pair : pairs) all.births.push_back(read_births(pair));
  for (const BirthsOfPair& b : all.births) all.of_pair.push_back(pair_births(b.base, b.scenario));
  for (const OpenPair& pair : pairs) all.years.push_back(pair.heads.base.years);
  return all;
}

Displacement displacement(const PairedBirths& births, std::size_t herd, const Resamples& resamples)
{
  const Series empty(births.of_pair.size(), births.years[0].size());
  Displacement d;
  d.mean_km = d.median_km = empty;
  std::vector<Series> share(moved_classes, empty);
  for (std::size_t p = 0; p < empty.pairs; ++p) {
    for (std::size_t y = 0; y < births.years[p].size(); ++y) {
      const Moved m = moved(of_year(births.of_pair[p], herd, births.years[p][y]));
      d.mean_km.at(p, y) = m.mean_km;
      d.median_km.at(p, y) = m.median_km;
      for (std::size_t i = 0; i < moved_classes; ++i) share[i].at(p, y) = m.share[i];
      d.in_both += m.paired;
      d.base_only += m.only_base;
      d.scenario_only += m.only_scenario;
    }
  }
  d.mean = estimate(d.mean_km, resamples);
  d.median = estimate(d.median_km, resamples);
  for (const Series& s : share) d.share_moved.push_back(estimate(s, resamples));
  return d;
}

Ground calving_ground(const PairedBirths& births, std::size_t herd, const Grid& grid, double bandwidth_km,
                      const Resamples& resamples)
{
  Ground g;
  g.density_base = g.density_scenario = g.births_base = g.births_scenario = Field(grid.size(), 0.0f);
  g.affinity = g.intersection = Series(births.of_pair.size(), births.years[0].size());
  const double part = 1.0 / static_cast<double>(g.affinity.values.size());
  for (std::size_t p = 0; p < births.of_pair.size(); ++p) {
    for (std::size_t y = 0; y < births.years[p].size(); ++y) {
      const auto rows = of_year(births.of_pair[p], herd, births.years[p][y]);
      const Field b = add_ground(rows, &PairedBirth::base, grid, bandwidth_km, part, g.density_base, g.births_base);
      const Field s =
        add_ground(rows, &PairedBirth::scenario, grid, bandwidth_km, part, g.density_scenario, g.births_scenario);
      g.affinity.at(p, y) = utilisation::bhattacharyya_affinity(b, s);
      g.intersection.at(p, y) = utilisation::volume_of_intersection(b, s);
    }
  }
  g.affinity_mean = estimate(g.affinity, resamples);
  g.intersection_mean = estimate(g.intersection, resamples);
  return g;
}

GrowthYears read_growth(std::span<const OpenPair> pairs, std::size_t herd)
{
  GrowthYears growth;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::vector<double> day = pairs[p].base.numbers("herd/time");
    const auto of = [&](const ResultReader& file, const RunHead& head) {
      return yearly_log_growth(day, animals_by_day(file, head.file, herd, day.size()));
    };
    const auto base = of(pairs[p].base, pairs[p].heads.base);
    const auto scenario = of(pairs[p].scenario, pairs[p].heads.scenario);
    if (p == 0) growth.base = growth.scenario = Series(pairs.size(), base.size());
    for (std::size_t y = 0; y < base.size(); ++y) {
      growth.base.at(p, y) = base[y];
      growth.scenario.at(p, y) = scenario[y];
    }
  }
  return growth;
}

}  // namespace rangifer::comparison
