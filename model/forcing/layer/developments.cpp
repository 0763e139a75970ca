#include "landscape/development.h"

#include <fmt/format.h>
#include <gdal_alg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/guarded.h"
#include "forcing/forcing.h"
#include "forcing/layer/built_over.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/vector_layer.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

constexpr double fine_m = 250.0;  // distances are taken on cells of about this size

/// The features of all layers that `filter` lets through, in the grid's CRS.
Shapes read_shapes(const ResolvedDevelopment& spec, const OGRSpatialReference& target)
{
  const VectorFile data = open_vector(spec.file);
  Shapes shapes;
  for (OGRLayer* const layer : data->GetLayers()) {
    if (!spec.filter.empty() && layer->SetAttributeFilter(spec.filter.c_str()) != OGRERR_NONE)
      throw InputError(fmt::format("{}: filter \"{}\": {}", spec.file, spec.filter, last_gdal_error()));
    layer->ResetReading();
    while (const OGRFeatureUniquePtr feature {layer->GetNextFeature()}) {
      const OGRGeometry* const geometry = feature->GetGeometryRef();
      if (geometry == nullptr || geometry->IsEmpty() != 0) continue;
      shapes.emplace_back(geometry->clone());
      reproject(*shapes.back(), target, spec.file);
    }
  }
  if (shapes.empty())
    throw InputError(spec.filter.empty()
                       ? fmt::format("{}: holds no shape", spec.file)
                       : fmt::format("{}: no shape is left by filter \"{}\"", spec.file, spec.filter));
  return shapes;
}

/// A grid in the memory of GDAL, `split` cells a side for each of the model's.
VectorFile fine_raster(const Grid& grid, int split, GDALDataType type)
{
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
  VectorFile data(driver->Create("", grid.columns * split, grid.rows * split, 1, type, nullptr));
  if (!data) throw RunError("no memory for a raster");
  const double cell = grid.cell_m / split;
  std::array<double, 6> t {grid.x_min_m, cell, 0, grid.y_min_m, 0, cell};
  data->SetGeoTransform(t.data());
  return data;
}

/// Distance (km) of each fine cell to the nearest that a shape touches, `far_km` at most.
std::vector<float> distances(const Shapes& shapes, const Grid& grid, int split, double far_km)
{
  const VectorFile touched = fine_raster(grid, split, GDT_Byte), away = fine_raster(grid, split, GDT_Float32);
  std::vector<OGRGeometryH> handles;
  for (const auto& shape : shapes) handles.push_back(OGRGeometry::ToHandle(shape.get()));
  const std::vector<double> burn(handles.size(), 1.0);
  int band = 1;
  std::array<const char*, 2> all_touched {"ALL_TOUCHED=TRUE", nullptr};
  const double fine_km = grid.cell_m / split / 1000.0;
  const std::string most = fmt::format("MAXDIST={}", std::ceil(far_km / fine_km));
  std::array<const char*, 5> options {"VALUES=1", "DISTUNITS=PIXEL", most.c_str(), "NODATA=-1", nullptr};
  const int columns = grid.columns * split, rows = grid.rows * split;
  std::vector<float> km(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  const bool failed =
    GDALRasterizeGeometries(touched.get(), 1, &band, static_cast<int>(handles.size()), handles.data(), nullptr, nullptr,
                            burn.data(), const_cast<char**>(all_touched.data()), nullptr, nullptr) != CE_None ||
    GDALComputeProximity(touched->GetRasterBand(1), away->GetRasterBand(1), const_cast<char**>(options.data()), nullptr,
                         nullptr) != CE_None ||
    away->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, columns, rows, km.data(), columns, rows, GDT_Float32, 0, 0,
                                     nullptr) != CE_None;
  if (failed) throw RunError(fmt::format("distances to infrastructure cannot be taken: {}", last_gdal_error()));
  for (float& each : km) {
    each = each < 0.0f ? static_cast<float>(far_km)
                       : std::min(each * static_cast<float>(fine_km), static_cast<float>(far_km));
  }
  return km;
}

/// Mean over each cell of `of` the distances in it.
template <class Function>
Field mean_of(const std::vector<float>& km, const Grid& grid, int split, Function of)
{
  Field mean(grid.size());
  const auto fine_columns = static_cast<std::size_t>(grid.columns * split), side = static_cast<std::size_t>(split);
  for (int r = 0; r < grid.rows; ++r) {
    for (int c = 0; c < grid.columns; ++c) {
      double sum = 0.0;
      for (std::size_t y = 0; y < side; ++y) {
        const std::size_t row = static_cast<std::size_t>(r) * side + y, column = static_cast<std::size_t>(c) * side;
        for (std::size_t x = 0; x < side; ++x) sum += of(static_cast<double>(km[row * fine_columns + column + x]));
      }
      mean[grid.index(c, r)] = static_cast<float>(sum / static_cast<double>(side * side));
    }
  }
  return mean;
}

double built_over_km2(const Field& footprint, const Grid& grid)
{
  double cells = 0.0;
  for (const float share : footprint) cells += static_cast<double>(share);
  return cells * grid.cell_m * grid.cell_m / 1e6;
}

void add(const ResolvedDevelopment& spec, const Grid& grid, const OGRSpatialReference& crs,
         landscape::Developments& out)
{
  const Shapes shapes = read_shapes(spec, crs);
  const int split = std::max(1, static_cast<int>(std::lround(grid.cell_m / fine_m)));
  static constexpr double reported_km = 50.0;  // farther is not told apart in the map of distances
  const double widest = *std::ranges::max_element(out.zones_km) * spec.reach;
  const std::vector<float> km = distances(shapes, grid, split, std::max(widest, reported_km));
  if (std::ranges::none_of(km, [](float each) { return each == 0.0f; }))
    throw InputError(fmt::format("{}: {} lies outside the grid: {}", spec.file, spec.name, off_the_grid(shapes, grid)));
  std::vector<Field>& near = out.near.emplace_back();
  for (const double zone : out.zones_km) {
    const double reach = zone * spec.reach;
    near.push_back(mean_of(km, grid, split, [reach](double d) { return landscape::nearness(d, reach); }));
  }
  landscape::Extent& extent = out.extents.emplace_back(extent_of(shapes));
  const double before_km2 = built_over_km2(out.footprint, grid);
  if (spec.width_m > 0.0) add_footprint(shapes, spec.width_m, grid, out.footprint);
  extent.built_over_km2 = built_over_km2(out.footprint, grid) - before_km2;
  add_lines(shapes, static_cast<std::uint16_t>(out.near.size() - 1), out.lines);
  const Field distance = mean_of(km, grid, split, [](double d) { return std::min(d, reported_km); });
  for (std::size_t i = 0; i < distance.size(); ++i) out.distance_km[i] = std::min(out.distance_km[i], distance[i]);
}

}  // namespace

landscape::Developments read_developments(const Grid& grid, std::span<const ResolvedDevelopment> specs,
                                          std::span<const double> zones_km, std::vector<std::string>& problems,
                                          std::vector<LayerFact>& facts)
{
  landscape::Developments out;
  if (specs.empty()) return out;
  start_gdal();
  const QuietGdal quiet;
  out.zones_km.assign(zones_km.begin(), zones_km.end());
  out.distance_km.assign(grid.size(), std::numeric_limits<float>::infinity());
  out.footprint.assign(grid.size(), 0.0f);
  std::set<std::string> names;
  for (const ResolvedDevelopment& spec : specs) {
    try {
      if (!names.insert(spec.name).second)
        throw InputError(fmt::format("development {}: the name is taken", spec.name));
      const OGRSpatialReference crs = spatial_reference(grid.crs);
      // In a process of its own first: a broken file may take a library down.
      (void)guarded(spec.file,
                    [&] {
                      (void)read_shapes(spec, crs);
                      return std::string();
                    },
                    {.wall_s = 60.0});
      add(spec, grid, crs, out);
      LayerFact fact;
      fact.role = "development";
      fact.file = spec.file;
      fact.variable = spec.name;
      fact.resampling = "mean nearness in the cell";
      facts.push_back(fact);
    } catch (const InputError& e) {
      problems.push_back(at_place(spec.where, e.what()));
    }
  }
  return out;
}

}  // namespace rangifer::forcing
