#include "comparison/land_use.h"

#include <fmt/format.h>

#include "base/error.h"

namespace rangifer::comparison {

namespace {

using record::ResultReader;

constexpr const char* distance_map = "map/infrastructure_distance";

std::vector<float> map_of(const ResultReader& file, const std::string& name, const char* variable, std::size_t expected)
{
  std::vector<float> values = file.floats(variable);
  if (values.size() == expected) return values;
  throw InputError(
    fmt::format("{}: {} holds {} values, expected {}; the file is broken", name, variable, values.size(), expected));
}

std::vector<float> use_of(const ResultReader& file, const RunHead& head)
{
  return map_of(file, head.file, "map/use",
                head.herds.size() * head.seasons.size() * head.x_m.size() * head.y_m.size());
}

/// False beyond all bands, and where there is none (NaN).
bool holds(const Band& band, float km)
{
  const double d = static_cast<double>(km);
  return d >= band.from_km && d < band.to_km;
}

using ByBand = std::array<Series, bands.size()>;

void add(ByBand& sums, std::size_t pair, std::size_t year, float km, double amount)
{
  for (std::size_t i = 0; i < bands.size(); ++i)
    if (holds(bands[i], km)) sums[i].at(pair, year) += amount;
}

std::array<RelativeUse, bands.size()> relative(const ByBand& base, const ByBand& scenario, const Resamples& resamples)
{
  std::array<RelativeUse, bands.size()> out;
  for (std::size_t i = 0; i < bands.size(); ++i)
    out[i] = {mean(base[i].values), mean(scenario[i].values), ratio(base[i], scenario[i], resamples)};
  return out;
}

ByBand zeros(std::size_t pairs, std::size_t years)
{
  ByBand out;
  out.fill(Series(pairs, years, 0.0));
  return out;
}

using Distances = std::vector<std::vector<float>>;  // of each pair

std::array<RelativeUse, bands.size()> births_near(const Distances& km, const PairedBirths& births, const RunHead& head,
                                                  std::size_t herd, const Resamples& resamples)
{
  const Grid grid = head.grid();
  ByBand base = zeros(km.size(), head.years.size()), scenario = base;
  for (std::size_t p = 0; p < km.size(); ++p) {
    const auto count = [&](const std::vector<Birth>& born, ByBand& sums) {
      for (const Birth& b : born) {
        const std::size_t year = place_of(b.year, births.years[p]);
        const std::int32_t cell = grid.cell_at(static_cast<double>(b.x_m), static_cast<double>(b.y_m));
        if (b.herd != static_cast<std::int32_t>(herd) || cell < 0 || year == births.years[p].size()) continue;
        add(sums, p, year, km[p][static_cast<std::size_t>(cell)], b.animals);
      }
    };
    count(births.births[p].base, base);
    count(births.births[p].scenario, scenario);
  }
  return relative(base, scenario, resamples);
}

}  // namespace

std::optional<NearInfrastructure> near_infrastructure(std::span<const OpenPair> pairs, const PairedBirths& births,
                                                      const Resamples& resamples)
{
  const RunHead& head = pairs[0].heads.base;
  const std::size_t cells = head.x_m.size() * head.y_m.size(), layers = head.herds.size() * head.seasons.size();
  Distances km;
  for (const OpenPair& pair : pairs) {
    if (!pair.scenario.has(distance_map)) return std::nullopt;
    km.push_back(map_of(pair.scenario, pair.heads.scenario.file, distance_map, cells));
  }
  NearInfrastructure near;
  const double cell_km2 = head.grid().cell_m * head.grid().cell_m / 1e6;
  for (const float distance : km[0])
    for (std::size_t i = 0; i < bands.size(); ++i)
      if (holds(bands[i], distance)) near.area_km2[i] += cell_km2;
  for (std::size_t herd = 0; herd < head.herds.size(); ++herd)
    near.births.push_back(births_near(km, births, head, herd, resamples));

  std::vector<ByBand> base(layers, zeros(pairs.size(), 1)), scenario = base;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::vector<float> b = use_of(pairs[p].base, pairs[p].heads.base);
    const std::vector<float> s = use_of(pairs[p].scenario, pairs[p].heads.scenario);
    for (std::size_t i = 0; i < b.size(); ++i) {
      const float here = km[p][i % cells];
      if (!(here < static_cast<float>(beyond_all_km))) continue;
      add(base[i / cells], p, 0, here, static_cast<double>(b[i]));
      add(scenario[i / cells], p, 0, here, static_cast<double>(s[i]));
    }
  }
  for (std::size_t layer = 0; layer < layers; ++layer)
    near.use.push_back(relative(base[layer], scenario[layer], resamples));
  return near;
}

std::vector<float> use_difference(std::span<const OpenPair> pairs)
{
  std::vector<float> sum;
  const float part = 1.0f / static_cast<float>(pairs.size());
  for (const OpenPair& pair : pairs) {
    const std::vector<float> base = use_of(pair.base, pair.heads.base);
    const std::vector<float> scenario = use_of(pair.scenario, pair.heads.scenario);
    sum.resize(base.size(), 0.0f);
    for (std::size_t i = 0; i < base.size(); ++i) sum[i] += (scenario[i] - base[i]) * part;
  }
  return sum;
}

}  // namespace rangifer::comparison
