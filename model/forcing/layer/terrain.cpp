#include "landscape/terrain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <sstream>

#include "base/error.h"
#include "base/nearest_name.h"
#include "forcing/file/local_file.h"
#include "forcing/file/probe.h"
#include "forcing/file/raster.h"
#include "forcing/file/units.h"
#include "forcing/forcing.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/monthly_offset.h"
#include "forcing/layer/source_layer.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

Field as_field(const std::vector<double>& values) { return {values.begin(), values.end()}; }

void report_unknown_roles(std::span<const ResolvedLayer> layers, std::vector<std::string>& problems)
{
  std::vector<std::string> names;
  for (const Role& role : roles) names.emplace_back(role.name);
  for (const ResolvedLayer& layer : layers) {
    if (find_role(layer.spec.role) != nullptr) continue;
    const std::string nearest = nearest_name(layer.spec.role, names);
    problems.push_back(at_place(layer.where, fmt::format("no such role: {}{}", layer.spec.role,
                                                         nearest.empty() ? "" : "; did you mean " + nearest + "?")));
  }
}

/// A key that does nothing here is a misunderstanding. @throws InputError
void refuse_keys_of_other_roles(const LayerSpec& spec)
{
  const std::array<std::pair<const char*, bool>, 8> given {
    {{"elevation", !spec.elevation.empty()},
     {"elevation_file", !spec.elevation_file.empty()},
     {"accumulation", !spec.accumulation.empty()},
     {"vectors", !spec.vectors.empty()},
     {"delta", !spec.delta.empty()},
     {"offset_by_month", !spec.offset_by_month.empty()},
     {"every_year", spec.every_year},
     {"classes", !spec.classes.empty() && spec.role != "land_cover"}}};
  for (const auto& [key, is_given] : given)
    if (is_given) throw InputError(fmt::format("`{}` says nothing about a map of {}", key, spec.role));
}

/// "1 2 5 6" or "1, 2". @throws InputError for anything else
std::vector<double> forest_classes(const LayerSpec& spec)
{
  std::string text = spec.classes;
  std::ranges::replace(text, ',', ' ');
  std::istringstream in(text);
  std::vector<double> codes;
  for (int code = 0; in >> code;) codes.push_back(code);
  if (!in.eof())
    throw InputError(fmt::format("classes = \"{}\": should be whole numbers, such as \"1 2 5 6\"", spec.classes));
  if (codes.empty())
    throw InputError(fmt::format(
      "{}: land_cover needs `classes`: the codes that are forest, such as \"1 2 5 6\" (NALCMS)", spec.file));
  return codes;
}

/// A map of classes as a map of forest: 1 in one of its classes, 0 in any other.
void keep_forest(Raster& raster, const std::vector<double>& codes)
{
  raster.read = [read = raster.read, codes](auto... which) {
    std::vector<double> values = read(which...);
    for (double& v : values)
      if (!std::isnan(v)) v = std::ranges::count(codes, v) > 0 ? 1.0 : 0.0;
    return values;
  };
}

/// Tried in a process of its own first: a broken file may take a library down.
Raster tried_map(const LayerSpec& spec)
{
  const RasterRequest request {spec.file, spec.variable, spec.select};
  probe(request);
  return open_map(request);
}

/// One static layer on the model grid, in the unit of its role. A cell without a value is refused,
/// except where `may_lack` says that it does not matter; there it becomes 0.
class StaticLayer {
public:
  StaticLayer(const ResolvedLayer& layer, const Role& role, const Grid& grid, const Places& lon_lat)
      : spec_(layer.spec),
        role_(role),
        lon_lat_(lon_lat),
        raster_(tried_map(spec_)),
        units_(stated_units()),
        how_(spec_.resampling.empty() ? suitable_resampling(raster_.grid, grid) : resampling_named(spec_.resampling))
  {
    const auto convert = UnitConverter::between(units_, std::string(role.unit));
    if (!convert) fail(fmt::format("is in '{}', which does not convert to '{}'", units_, role.unit));
    refuse_keys_of_other_roles(spec_);
    if (role.name == "land_cover") keep_forest(raster_, forest_classes(spec_));
    values_ = on_grid(raster_, grid, how_);
    convert->apply(values_);
    for (double& v : values_) v = v * spec_.scale + spec_.offset;
  }

  [[nodiscard]] Field checked(const Field* land_fraction)
  {
    const auto may_lack = [&](std::size_t i) { return land_fraction != nullptr && (*land_fraction)[i] < 0.5f; };
    std::size_t without = 0, first_without = values_.size();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (!std::isnan(values_[i])) continue;
      if (may_lack(i)) values_[i] = 0.0;
      else if (++without; first_without == values_.size()) first_without = i;
    }
    if (without > 0) refuse_gaps(without, first_without);
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (!believable(role_, values_[i]))
        fail(fmt::format("is {:.6g} {} at {}{}; {}", values_[i], role_.unit, place(i), after_changes(spec_),
                         range_text(role_)));
    return as_field(values_);
  }

  [[nodiscard]] LayerFact fact() const
  {
    LayerFact fact;
    fact.role = role_.name;
    fact.file = spec_.file;
    fact.variable = raster_.variable;
    fact.units = units_;
    fact.grid = grid_text(raster_.grid);
    fact.resampling = resampling_text(how_);
    fact.changes = changes_in_words(spec_, role_);
    if (spec_.units.empty() && raster_.units.empty() && role_.unit != "1")
      fact.note = fmt::format("the file gives no unit; taken as {}", role_.unit);
    else fact.note = units_overridden(spec_, raster_.units);
    return fact;
  }

private:
  const LayerSpec& spec_;
  const Role& role_;
  const Places& lon_lat_;
  Raster raster_;
  std::string units_;
  Resampling how_;
  std::vector<double> values_;

  /// What the scenario says, else the file. Other formats than netCDF hardly ever say: their numbers are
  /// taken to be in the unit of the role, and check says so. Shares and classes have no unit.
  [[nodiscard]] std::string stated_units() const
  {
    if (!spec_.units.empty()) return spec_.units;
    if (!raster_.units.empty()) return raster_.units;
    if (raster_.format == "netCDF" && role_.unit != "1")
      fail(fmt::format("has no units; give them with `units` ({} wants '{}')", role_.name, role_.unit));
    return std::string(role_.unit);
  }

  [[nodiscard]] std::string place(std::size_t i) const { return place_text(lon_lat_.x[i], lon_lat_.y[i]); }
  [[noreturn]] void fail(const std::string& what) const
  {
    throw InputError(fmt::format("{}: {} {}", spec_.file, raster_.variable, what));
  }
  [[noreturn]] void refuse_gaps(std::size_t without, std::size_t first) const
  {
    if (without == values_.size() && Sampler(raster_.grid, lon_lat_).covered() > 0)
      fail(fmt::format("has no value anywhere on the model grid, though its extent ({}) reaches it",
                       extent_text(raster_.grid)));
    const double share = std::floor(1e4 * (1.0 - static_cast<double>(without) / static_cast<double>(values_.size())));
    fail(fmt::format("covers {:g} % of the model grid; its own extent is {}; first cell without a value: {}",
                     share / 100.0, extent_text(raster_.grid), place(first)));
  }
};

}  // namespace

landscape::Terrain read_terrain(const Grid& grid, std::span<const ResolvedLayer> layers,
                                std::vector<std::string>& problems, std::vector<LayerFact>& facts)
{
  landscape::Terrain terrain;
  terrain.grid = grid;
  for (Field* const field : {&terrain.elevation_m, &terrain.land_fraction, &terrain.lake_fraction, &terrain.river,
                             &terrain.latitude_deg, &terrain.longitude_deg})
    field->assign(grid.size(), 0.0f);
  report_unknown_roles(layers, problems);

  Places lon_lat;
  try {
    lon_lat = in_crs(cell_centres(grid), geographic_crs);
  } catch (const InputError& e) {
    problems.push_back(fmt::format("[grid] crs: {}", e.what()));
    return terrain;
  }
  const auto nowhere = std::ranges::find_if(lon_lat.x, [](double v) { return std::isnan(v); });
  if (nowhere != lon_lat.x.end()) {
    problems.push_back(
      fmt::format("[grid] cell {} lies where the projection does not reach", nowhere - lon_lat.x.begin()));
    return terrain;
  }
  terrain.longitude_deg = as_field(lon_lat.x);
  terrain.latitude_deg = as_field(lon_lat.y);

  const auto fill = [&](std::string_view name, Field& out, const Field* land) {
    const Role& role = *find_role(name);
    const ResolvedLayer* const layer = only_layer(layers, role, problems);
    if (layer == nullptr) return false;
    try {
      StaticLayer reader(*layer, role, grid, lon_lat);
      out = reader.checked(land);
      facts.push_back(reader.fact());
      return true;
    } catch (const InputError& e) {
      problems.push_back(at_place(layer->where, e.what()));
      return false;
    }
  };
  const bool has_land = fill("land", terrain.land_fraction, nullptr);
  // A height model may end at the shore: the sea is at 0 whatever it says.
  fill("elevation", terrain.elevation_m, has_land ? &terrain.land_fraction : nullptr);
  fill("lake", terrain.lake_fraction, nullptr);
  fill("river", terrain.river, nullptr);
  if (std::ranges::any_of(layers, [](const ResolvedLayer& l) { return l.spec.role == "land_cover"; }))
    fill("land_cover", terrain.forest_cover, has_land ? &terrain.land_fraction : nullptr);
  if (has_land)
    for (std::size_t i = 0; i < grid.size(); ++i)
      if (terrain.land_fraction[i] < 0.5f) terrain.elevation_m[i] = 0.0f;
  return terrain;
}

}  // namespace rangifer::forcing
