#include "report/land.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/json_object.h"
#include "comparison/json_leaves.h"
#include "report/map_frame.h"
#include "report/pack.h"
#include "report/words.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

std::string frame_json(const MapFrame& f)
{
  return JsonObject {}
    .add("x", f.x_min_m())
    .add("y", f.y_min_m())
    .add("cell", f.cell_m)
    .add("columns", f.columns())
    .add("rows", f.rows())
    .text();
}

/// Light from the north-west on the model's own relief, 2 to 255; 0 is the sea.
Layer relief(const ResultReader& run, const MapFrame& f)
{
  const std::vector<float> height = map_values(run, f, "map/elevation", 1),
                           land = map_values(run, f, "map/land_fraction", 1);
  const auto at = [&](std::size_t row, std::size_t column) {
    const auto value = static_cast<double>(height[row * f.columns() + column]);
    return std::isnan(value) ? 0.0 : value;
  };
  constexpr double steeper = 7;  // hills of some hundred metres would not show on cells of kilometres
  Layer layer {f.columns(), f.rows(), 1, {}};
  for (std::size_t row = 0; row < f.rows(); ++row) {
    for (std::size_t column = 0; column < f.columns(); ++column) {
      if (!(land[row * f.columns() + column] > 0.5f)) {
        layer.values.push_back(0);
        continue;
      }
      const std::size_t west = column > 0 ? column - 1 : 0, east = std::min(column + 1, f.columns() - 1);
      const std::size_t south = row > 0 ? row - 1 : 0, north = std::min(row + 1, f.rows() - 1);
      const double dx = steeper * (at(row, east) - at(row, west)) / (static_cast<double>(east - west) * f.cell_m);
      const double dy =
        steeper * (at(north, column) - at(south, column)) / (static_cast<double>(north - south) * f.cell_m);
      const double light = (1 + 0.707 * (dx - dy)) / (std::sqrt(1 + dx * dx + dy * dy) * 1.414);
      layer.values.push_back(static_cast<std::uint8_t>(std::clamp(2 + 253 * light, 2.0, 255.0)));
    }
  }
  return layer;
}

/// Sums of bits are too large for a byte, but few differ: numbers of a list of them.
std::string region_json(const ResultReader& run, const MapFrame& f)
{
  if (!run.has("map/region_mask")) return "null";
  std::map<double, std::uint8_t> known;
  std::vector<double> masks;
  Layer layer {f.columns(), f.rows(), 1, {}};
  for (const double mask : run.numbers("map/region_mask")) {
    const auto [found, is_new] =
      known.try_emplace(mask, static_cast<std::uint8_t>(std::min<std::size_t>(known.size(), 255)));
    if (is_new) masks.push_back(mask);
    layer.values.push_back(found->second);
  }
  if (layer.values.size() != f.cells()) return "null";
  std::vector<std::string> names;
  for (const std::string& name : run.names("map/region")) names.push_back(spaced(name));
  JsonObject out;
  out.raw("names", texts_json(names)).raw("overlay", numbers_json(run.numbers("map/region_kind")));
  out.raw("masks", numbers_json(masks, 12));
  return out.raw("layer", layer_json(layer)).text();
}

struct Line {
  std::string label;
  std::vector<double> xy;
};

/// Where a smoothly growing row (or column) of values passes `value`.
void cross(std::vector<double>& xy, double value, double a, double b, double xa, double ya, double xb, double yb)
{
  if (!((a <= value && value < b) || (b <= value && value < a))) return;
  const double t = (value - a) / (b - a);
  xy.push_back(xa + t * (xb - xa));
  xy.push_back(ya + t * (yb - ya));
}

std::string lines_json(const std::vector<Line>& lines)
{
  std::string out;
  for (const Line& line : lines) {
    if (line.xy.size() < 4) continue;
    out += fmt::format("{}{}", out.empty() ? "" : ",",
                       JsonObject {}.add("label", line.label).raw("xy", numbers_json(line.xy, 7)).text());
  }
  return "[" + out + "]";
}

/// Meridians, one place a row, and parallels, one a column: the frame has north about upwards.
std::string graticule(const ResultReader& file, const MapFrame& f)
{
  constexpr std::size_t stride = 8;
  const std::vector<float> lat = map_values(file, f, "map/lat", 1), lon = map_values(file, f, "map/lon", 1);
  const bool wide = f.x_max_m() - f.x_min_m() > 1'100'000;
  const int lon_step = wide ? 5 : 2, lat_step = wide ? 2 : 1;
  std::vector<Line> lines;
  for (int value = -179; value < 180; value += lon_step) {  // among them 141 W, the border
    Line line {fmt::format("{}° {}", std::abs(value), value < 0 ? "W" : "E"), {}};
    for (std::size_t row = 0; row < f.rows(); row += stride) {
      for (std::size_t c = 0; c + 1 < f.columns(); ++c) {
        const float* at = &lon[row * f.columns() + c];
        if (std::abs(at[1] - at[0]) < 10)
          cross(line.xy, value, at[0], at[1], f.x_m[c], f.y_m[row], f.x_m[c + 1], f.y_m[row]);
      }
    }
    lines.push_back(std::move(line));
  }
  for (int value = 40; value < 90; value += lat_step) {
    Line line {fmt::format("{}° N", value), {}};
    for (std::size_t c = 0; c < f.columns(); c += stride) {
      for (std::size_t row = 0; row + 1 < f.rows(); ++row) {
        const std::size_t at = row * f.columns() + c;
        cross(line.xy, value, lat[at], lat[at + f.columns()], f.x_m[c], f.y_m[row], f.x_m[c], f.y_m[row + 1]);
      }
    }
    lines.push_back(std::move(line));
  }
  return lines_json(lines);
}

struct Community {
  std::string name;
  double lat = 0, lon = 0;
};

/// A comparison has a table of them, a run has them among its parameters.
std::vector<Community> communities(const ResultReader& file)
{
  std::vector<Community> out;
  if (file.is_comparison()) {
    if (!file.has("map/community_lat")) return out;
    const std::vector<std::string> names = file.names("map/community");
    const std::vector<double> lat = file.numbers("map/community_lat"), lon = file.numbers("map/community_lon");
    for (std::size_t i = 0; i < names.size(); ++i) out.push_back({spaced(names[i]), lat.at(i), lon.at(i)});
    return out;
  }
  const auto leaves = comparison::json_leaves(file.root_text("parameters"));
  for (int i = 0; leaves; ++i) {
    const auto value = [&](const char* key) {
      const auto found = leaves->find(fmt::format("community.{}.{}", i, key));
      return found == leaves->end() ? "" : comparison::plain(found->second);
    };
    if (value("name").empty()) break;
    out.push_back({value("name"), std::atof(value("latitude").c_str()), std::atof(value("longitude").c_str())});
  }
  return out;
}

/// Communities of the scenario, each in the cell whose centre is nearest.
std::string places_json(const ResultReader& file, const MapFrame& f)
{
  const std::vector<float> lat = map_values(file, f, "map/lat", 1), lon = map_values(file, f, "map/lon", 1);
  std::string out;
  for (const Community& community : communities(file)) {
    const double north = community.lat, east = community.lon, shrink = std::cos(north * 0.0174533);
    std::size_t best = 0;
    double least = 1e9;
    for (std::size_t c = 0; c < f.cells(); ++c) {
      const double dy = static_cast<double>(lat[c]) - north, dx = shrink * (static_cast<double>(lon[c]) - east);
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = c;
      }
    }
    constexpr double far_deg = 0.2;  // beyond the map
    if (least > far_deg * far_deg) continue;
    out += (out.empty() ? "" : ",") + JsonObject {}
                                        .add("name", community.name)
                                        .add("x", f.x_m[best % f.columns()])
                                        .add("y", f.y_m[best / f.columns()])
                                        .text();
  }
  return "[" + out + "]";
}

std::string infrastructure_json(const ResultReader& run, const MapFrame& f)
{
  if (!run.has("map/infrastructure_distance")) return "null";
  Layer layer {f.columns(), f.rows(), 1, {}};
  const double near_km = f.cell_m / 2000;
  for (const float km : map_values(run, f, "map/infrastructure_distance", 1))
    layer.values.push_back(km <= near_km ? 1 : 0);
  return layer_json(layer);
}

/// Names of the developments of a run; of a comparison, those that the scenario adds or names anew.
std::vector<std::string> developments(const ResultReader& file)
{
  const bool comparison = file.is_comparison();
  const auto leaves = comparison::json_leaves(file.root_text(comparison ? "changed_parameters" : "parameters"));
  std::vector<std::string> names;
  if (!leaves) return names;
  for (const auto& [key, value] : *leaves) {
    if (!key.starts_with(comparison ? "parameters.development." : "development.")) continue;
    if (!key.ends_with(comparison ? ".name.scenario" : ".name")) continue;
    if (const std::string name = comparison::plain(value); name != "null") names.push_back(name);
  }
  return names;
}

}  // namespace

std::string land_json(const ResultReader& file)
{
  const MapFrame f = map_frame(file);
  return JsonObject {}
    .raw("frame", frame_json(f))
    .raw("relief", layer_json(relief(file, f)))
    .raw("regions", region_json(file, f))
    .raw("lines", graticule(file, f))
    .raw("places", places_json(file, f))
    .raw("infrastructure", infrastructure_json(file, f))
    .raw("developments", texts_json(developments(file)))
    .text();
}

}  // namespace rangifer::report
