#include "report/comparison_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json_object.h"
#include "report/map_frame.h"
#include "report/pack.h"
#include "report/words.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

/// Classes to either side of the middle one, which is not drawn.
constexpr std::size_t each_way = 3;

std::string edges_json(const std::vector<double>& edges) { return numbers_json(edges, 3); }

/// 0 to 2 lost (2 least), 3 neither, 4 to 6 gained (6 most).
std::uint8_t change_class(double value, std::span<const double> edges)
{
  const int steps = class_of(std::abs(value), edges);
  return static_cast<std::uint8_t>(static_cast<int>(each_way) + (value < 0 ? -steps : steps));
}

Layer changes(std::span<const float> values, std::size_t columns, std::size_t rows, std::size_t block,
              std::span<const double> edges)
{
  Layer layer {columns, rows, block, {}};
  for (const float v : values) layer.values.push_back(change_class(static_cast<double>(v), edges));
  return layer;
}

double greatest_of(std::span<const float> values)
{
  double most = 0;
  for (const float v : values) most = std::fmax(most, std::abs(static_cast<double>(v)));
  return most;
}

/// Calves born a year on one of these, as in the notebooks; the file has them by km2.
constexpr float density_km2 = 100;

std::vector<float> times(float factor, std::span<const float> values)
{
  std::vector<float> out;
  for (const float v : values) out.push_back(factor * v);
  return out;
}

Layer classed(const MapFrame& f, std::span<const float> values, std::span<const double> edges)
{
  Layer layer {f.columns(), f.rows(), 1, {}};
  for (const float v : values) layer.values.push_back(class_of(static_cast<double>(v), edges));
  return layer;
}

/// Base and scenario in the same classes, and what is gained and lost.
std::string density(const MapFrame& f, std::span<const float> base_km2, std::span<const float> scenario_km2,
                    std::span<const float> gained, std::span<const float> lost, const std::string& herd)
{
  const std::vector<float> base = times(density_km2, base_km2), scenario = times(density_km2, scenario_km2);
  std::vector<float> change;
  for (std::size_t c = 0; c < f.cells(); ++c) change.push_back(density_km2 * (gained[c] - lost[c]));
  const std::vector<double> edges = class_edges(std::max(greatest_of(base), greatest_of(scenario)), 6),
                            change_edges = class_edges(greatest_of(change), each_way);
  return JsonObject {}
    .add("herd", spaced(herd))
    .raw("edges", edges_json(edges))
    .raw("base", layer_json(classed(f, base, edges)))
    .raw("scenario", layer_json(classed(f, scenario, edges)))
    .raw("change_edges", edges_json(change_edges))
    .raw("change", layer_json(changes(change, f.columns(), f.rows(), 1, change_edges)))
    .text();
}

/// Animal-days per km2 and year: noise of single agents is large, so blocks of some 10 km.
std::string use_change(const ResultReader& file, const MapFrame& f, std::size_t herds, std::size_t years)
{
  if (!file.has("map/use_difference")) return "null";
  const std::vector<std::string> periods = file.names("map/season");
  const std::vector<float> use = map_values(file, f, "map/use_difference", herds * periods.size());
  const std::size_t block = block_for(f.columns(), f.rows(), 90);
  const double km2_years =
    f.cell_km2() * static_cast<double>(block * block) * static_cast<double>(std::max<std::size_t>(1, years));
  std::vector<Coarse> maps;
  double greatest = 0;
  for (std::size_t s = 0; s < periods.size(); ++s) {
    std::vector<float> sum(f.cells(), 0.0f);
    for (std::size_t herd = 0; herd < herds; ++herd)
      for (std::size_t c = 0; c < f.cells(); ++c) sum[c] += use[(herd * periods.size() + s) * f.cells() + c];
    maps.push_back(coarse(sum, f.columns(), f.rows(), block, Of::sum));
    for (float& v : maps.back().values) v = static_cast<float>(static_cast<double>(v) / km2_years);
    greatest = std::max(greatest, greatest_of(maps.back().values));
  }
  const std::vector<double> edges = class_edges(greatest, each_way);
  std::vector<std::string> layers;
  for (const Coarse& map : maps) layers.push_back(layer_json(changes(map.values, map.columns, map.rows, block, edges)));
  return JsonObject {}
    .raw("periods", texts_json(periods))
    .raw("edges", edges_json(edges))
    .raw("layers", fmt::format("[{}]", fmt::join(layers, ",")))
    .text();
}

}  // namespace

std::string comparison_maps_json(const ResultReader& file)
{
  const MapFrame f = map_frame(file);
  const std::vector<std::string> herds = file.names("map/herd");
  const std::vector<float> base = map_values(file, f, "map/density_base", herds.size()),
                           scenario = map_values(file, f, "map/density_scenario", herds.size()),
                           gained = map_values(file, f, "map/density_gained", herds.size()),
                           lost = map_values(file, f, "map/density_lost", herds.size());
  std::vector<std::string> densities;
  for (std::size_t h = 0; h < herds.size(); ++h) {
    const auto one = [&](const std::vector<float>& maps) { return std::span(maps).subspan(h * f.cells(), f.cells()); };
    densities.push_back(density(f, one(base), one(scenario), one(gained), one(lost), herds[h]));
  }
  return JsonObject {}
    .raw("density", fmt::format("[{}]", fmt::join(densities, ",")))
    .raw("use", use_change(file, f, herds.size(), file.numbers("impact/year").size()))
    .text();
}

}  // namespace rangifer::report
