#include "report/run_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json_object.h"
#include "report/map_frame.h"
#include "report/pack.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

std::string list(const std::vector<std::string>& items) { return fmt::format("[{}]", fmt::join(items, ",")); }

std::span<const float> map_of(const std::vector<float>& maps, const MapFrame& f, std::size_t which)
{
  return std::span(maps).subspan(which * f.cells(), f.cells());
}

/// Per cent of the isopleth of each year, 1 to 100; of several herds the ground that lies nearest the heart of its own.
std::string isopleths(const ResultReader& file, const MapFrame& f, std::size_t years, std::size_t herds)
{
  if (!file.has("map/calving_isopleth") || years == 0) return "null";
  const std::vector<float> maps = map_values(file, f, "map/calving_isopleth", years * herds);
  constexpr std::size_t few = 3;  // years that are worth full detail
  const std::size_t block = years > few ? block_for(f.columns(), f.rows(), 240) : 1;
  std::vector<std::string> layers;
  for (std::size_t year = 0; year < years; ++year) {
    std::vector<float> least(f.cells(), std::nanf(""));
    for (std::size_t herd = 0; herd < herds; ++herd) {
      const auto one = map_of(maps, f, year * herds + herd);
      for (std::size_t c = 0; c < one.size(); ++c) least[c] = std::fmin(least[c], one[c]);
    }
    const Coarse map = coarse(least, f.columns(), f.rows(), block, Of::least);
    Layer layer {map.columns, map.rows, block, {}};
    for (const float v : map.values)
      layer.values.push_back(std::isnan(v) ? 0
                                           : static_cast<std::uint8_t>(std::clamp(std::ceil(100 * v), 1.0f, 100.0f)));
    layers.push_back(layer_json(layer));
  }
  return list(layers);
}

/// Animal-days per km2 and year of all herds, in classes that all periods share.
std::string use_by_period(const ResultReader& file, const MapFrame& f, double run_years, std::size_t herds)
{
  const std::vector<std::string> periods = file.names("map/season");
  const std::vector<float> use = map_values(file, f, "map/use", herds * periods.size());
  const std::size_t block = block_for(f.columns(), f.rows(), 150);
  const double km2_years = f.cell_km2() * static_cast<double>(block * block) * run_years;
  std::vector<Coarse> maps;
  double greatest = 0;
  for (std::size_t s = 0; s < periods.size(); ++s) {
    std::vector<float> sum(f.cells(), 0.0f);
    for (std::size_t herd = 0; herd < herds; ++herd) {
      const auto one = map_of(use, f, herd * periods.size() + s);
      for (std::size_t c = 0; c < one.size(); ++c) sum[c] += one[c];
    }
    maps.push_back(coarse(sum, f.columns(), f.rows(), block, Of::sum));
    for (float& v : maps.back().values) {
      v = static_cast<float>(static_cast<double>(v) / km2_years);
      greatest = std::max(greatest, static_cast<double>(v));
    }
  }
  const std::vector<double> edges = class_edges(greatest, 6);
  std::vector<std::string> layers;
  for (const Coarse& map : maps) {
    Layer layer {map.columns, map.rows, block, {}};
    for (const float v : map.values) layer.values.push_back(class_of(static_cast<double>(v), edges));
    layers.push_back(layer_json(layer));
  }
  return JsonObject {}
    .raw("periods", texts_json(periods))
    .raw("edges", numbers_json(edges))
    .raw("layers", list(layers))
    .text();
}

/// Days of the year less 30, 1 to 255; 0 where there is none.
std::string days_by_year(const ResultReader& file, const MapFrame& f, const std::string& name, std::size_t years)
{
  if (!file.has(name)) return "null";
  const std::vector<float> days = map_values(file, f, name, years);
  const std::size_t block = block_for(f.columns(), f.rows(), 150);
  std::vector<std::string> layers;
  for (std::size_t year = 0; year < years; ++year) {
    const Coarse map = coarse(map_of(days, f, year), f.columns(), f.rows(), block, Of::mean);
    Layer layer {map.columns, map.rows, block, {}};
    for (const float v : map.values)
      layer.values.push_back(std::isnan(v) ? 0 : static_cast<std::uint8_t>(std::clamp(v - 30, 1.0f, 255.0f)));
    layers.push_back(layer_json(layer));
  }
  return list(layers);
}

}  // namespace

std::string run_maps_json(const ResultReader& file)
{
  const MapFrame f = map_frame(file);
  const std::vector<double> years = file.numbers("map/year");
  const std::size_t herds = file.names("map/herd").size();
  constexpr double days_per_year = 365.25;
  const double run_years =
    static_cast<double>(std::max<std::size_t>(1, file.numbers("herd/time").size())) / days_per_year;
  return JsonObject {}
    .raw("years", numbers_json(years))
    .raw("isopleth", isopleths(file, f, years.size(), herds))
    .raw("use", use_by_period(file, f, run_years, herds))
    .raw("snow_free", days_by_year(file, f, "map/snow_free_doy", years.size()))
    .raw("green_up", days_by_year(file, f, "map/green_up_doy", years.size()))
    .text();
}

}  // namespace rangifer::report
