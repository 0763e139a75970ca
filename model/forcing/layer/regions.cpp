#include "landscape/regions.h"

#include <fmt/format.h>
#include <gdal_alg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/nearest_name.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/guarded.h"
#include "forcing/file/local_file.h"
#include "forcing/forcing.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/vector_layer.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

using landscape::Region;
using Geometry = std::unique_ptr<OGRGeometry>;
using Cells = std::vector<std::uint8_t>;  // 1 where a region holds the centre

constexpr std::size_t most_regions = 32;

/// What a vector file says of one name.
struct Found {
  std::vector<Geometry> polygons;  // in the grid's CRS
  bool approximate = false;
  std::string source;
  std::vector<std::string> other_names;
};

std::string text_of(const OGRFeature& feature, const char* field)
{
  const int index = feature.GetFieldIndex(field);
  return index < 0 || feature.IsFieldSetAndNotNull(index) == 0 ? "" : feature.GetFieldAsString(index);
}

void collect(OGRLayer& layer, const RegionSpec& spec, const OGRSpatialReference& target, Found& out)
{
  layer.ResetReading();
  while (const OGRFeatureUniquePtr feature {layer.GetNextFeature()}) {
    const std::string name = text_of(*feature, "name");
    if (name != spec.name) {
      if (!name.empty()) out.other_names.push_back(name);
      continue;
    }
    const OGRGeometry* const geometry = feature->GetGeometryRef();
    const OGRwkbGeometryType type = geometry == nullptr ? wkbNone : wkbFlatten(geometry->getGeometryType());
    if (type != wkbPolygon && type != wkbMultiPolygon)
      throw InputError(fmt::format("{}: {} is no polygon", spec.file, spec.name));
    out.polygons.emplace_back(geometry->clone());
    reproject(*out.polygons.back(), target, spec.file);
    const std::string approximate = text_of(*feature, "approximate");
    out.approximate = out.approximate || approximate == "1" || approximate == "true";
    if (out.source.empty()) out.source = text_of(*feature, "source");
  }
}

/// "; it has Alaska, Yukon and 3 more"
std::string names_there_are(std::vector<std::string> names)
{
  constexpr std::size_t most = 8;
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::size_t more = names.size() > most ? names.size() - most : 0;
  names.resize(names.size() - more);
  if (names.empty()) return "; its features have no name";
  return fmt::format("; it has {}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

Found find_region(const RegionSpec& spec, const OGRSpatialReference& target)
{
  const VectorFile data = open_vector(spec.file);
  Found found;
  bool has_names = false;
  for (OGRLayer* const layer : data->GetLayers()) {
    if (layer->GetLayerDefn()->GetFieldIndex("name") < 0) continue;
    has_names = true;
    collect(*layer, spec, target, found);
  }
  if (!has_names) throw InputError(fmt::format("{}: has no field `name`", spec.file));
  if (!found.polygons.empty()) return found;
  const std::string nearest = nearest_name(spec.name, found.other_names);
  throw InputError(
    fmt::format("{}: no polygon is named {}{}", spec.file, spec.name,
                nearest.empty() ? names_there_are(std::move(found.other_names)) : "; did you mean " + nearest + "?"));
}

/// Reads a file in a process of its own first: a broken one may take a library down.
void try_out(const RegionSpec& spec, const OGRSpatialReference& target)
{
  (void)guarded(spec.file,
                [&] {
                  (void)find_region(spec, target);
                  return std::string();
                },
                {.wall_s = 60.0});
}

/// GDAL's rule for polygons: a cell is in if its centre is.
Cells rasterise(const std::vector<Geometry>& polygons, const Grid& grid)
{
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
  const VectorFile data(driver->Create("", grid.columns, grid.rows, 1, GDT_Byte, nullptr));
  if (!data) throw RunError("no memory for a raster");
  std::array<double, 6> t {grid.x_min_m, grid.cell_m, 0, grid.y_min_m, 0, grid.cell_m};
  data->SetGeoTransform(t.data());
  std::vector<OGRGeometryH> handles;
  for (const Geometry& polygon : polygons) handles.push_back(OGRGeometry::ToHandle(polygon.get()));
  const std::vector<double> burn(handles.size(), 1.0);
  int band = 1;
  Cells cells(grid.size(), 0);
  const bool failed = GDALRasterizeGeometries(data.get(), 1, &band, static_cast<int>(handles.size()), handles.data(),
                                              nullptr, nullptr, burn.data(), nullptr, nullptr, nullptr) != CE_None ||
                      data->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, grid.columns, grid.rows, cells.data(),
                                                       grid.columns, grid.rows, GDT_Byte, 0, 0, nullptr) != CE_None;
  if (failed) throw RunError(fmt::format("polygons cannot be rasterised: {}", last_gdal_error()));
  return cells;
}

/// Off the grid, or between the middles of its cells.
std::string why_no_cell(const std::vector<Geometry>& polygons, const Grid& grid)
{
  if (!reaches_into(polygons, grid)) return "lies outside the grid: " + off_the_grid(polygons, grid);
  double km2 = 0.0;
  for (const Geometry& polygon : polygons) km2 += OGR_G_Area(OGRGeometry::ToHandle(polygon.get())) / 1e6;
  return fmt::format(
    "holds the middle of no cell: it has {:.2g} km2, a cell {:g}; draw it larger, or make [grid] cell smaller", km2,
    grid.cell_m * grid.cell_m / 1e6);
}

std::string first_place(const Grid& grid, std::size_t cell)
{
  const int column = static_cast<int>(cell) % grid.columns, row = static_cast<int>(cell) / grid.columns;
  const Places place = in_crs({grid.crs, {grid.x_of(column)}, {grid.y_of(row)}}, geographic_crs);
  return place_text(place.x[0], place.y[0]);
}

class Builder {
public:
  explicit Builder(const Grid& grid) : grid_(grid), crs_(spatial_reference(grid.crs))
  {
    out_.mask.assign(grid.size(), 0);
  }

  /// @throws InputError
  LayerFact add(const ResolvedRegion& region)
  {
    const RegionSpec& spec = region.spec;
    if (spec.kind != "jurisdiction" && spec.kind != "overlay")
      throw InputError(fmt::format("region {}: kind '{}' is neither jurisdiction nor overlay", spec.name, spec.kind));
    if (spec.name == "elsewhere" || !names_.insert(spec.name).second)
      throw InputError(fmt::format("region {}: the name is taken", spec.name));
    if (tried_.insert(spec.file).second) try_out(spec, crs_);
    const Found found = find_region(spec, crs_);
    const Cells cells = rasterise(found.polygons, grid_);
    if (std::ranges::find(cells, 1) == cells.end())
      throw InputError(fmt::format("{}: {} {}", spec.file, spec.name, why_no_cell(found.polygons, grid_)));
    if (spec.kind == "jurisdiction") refuse_overlap(spec, cells);
    const std::uint32_t bit = std::uint32_t {1} << out_.list.size();
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (cells[i] != 0) out_.mask[i] |= bit;
    if (spec.kind == "jurisdiction") jurisdictions_ |= bit;
    out_.list.push_back({spec.name, spec.kind, spec.country, found.approximate, found.source});
    LayerFact fact;
    fact.role = "region";
    fact.file = spec.file;
    fact.variable = spec.name;
    fact.resampling = "cell centre";
    return fact;
  }

  landscape::Regions finish()
  {
    const std::uint32_t bit = std::uint32_t {1} << out_.list.size();
    for (std::uint32_t& mask : out_.mask)
      if ((mask & jurisdictions_) == 0) mask |= bit;
    out_.list.push_back({"elsewhere", "jurisdiction", "", false, ""});
    return std::move(out_);
  }

private:
  const Grid& grid_;
  OGRSpatialReference crs_;
  landscape::Regions out_;
  std::uint32_t jurisdictions_ = 0;
  std::set<std::string> names_, tried_;

  void refuse_overlap(const RegionSpec& spec, const Cells& cells) const
  {
    for (std::size_t r = 0; r < out_.list.size(); ++r) {
      const std::uint32_t bit = (std::uint32_t {1} << r) & jurisdictions_;
      std::size_t shared = 0, first = 0;
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i] != 0 && (out_.mask[i] & bit) != 0 && ++shared == 1) first = i;
      if (shared > 0)
        throw InputError(fmt::format("{}: jurisdiction {} overlaps {} in {} cells, first at {}", spec.file, spec.name,
                                     out_.list[r].name, shared, first_place(grid_, first)));
    }
  }
};

}  // namespace

landscape::Regions read_regions(const Grid& grid, std::span<const ResolvedRegion> specs,
                                std::vector<std::string>& problems, std::vector<LayerFact>& facts)
{
  start_gdal();
  const QuietGdal quiet;
  if (specs.size() >= most_regions) {
    problems.push_back(fmt::format("{} regions are given; at most {} are counted", specs.size(), most_regions - 1));
    return {};
  }
  try {
    Builder builder(grid);
    for (const ResolvedRegion& region : specs) {
      try {
        facts.push_back(builder.add(region));
      } catch (const InputError& e) {
        problems.push_back(at_place(region.where, e.what()));
      }
    }
    return builder.finish();
  } catch (const InputError& e) {
    problems.push_back(fmt::format("[grid] crs: {}", e.what()));
    return {};
  }
}

}  // namespace rangifer::forcing
