#include "gis/outline.h"

#include <fmt/format.h>
#include <gdal_alg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

#include "base/error.h"
#include "gis/gdal.h"
#include "gis/ogr_shapes.h"

namespace rangifer::gis {

namespace {

using Data = GDALDatasetUniquePtr;
using Geometry = std::unique_ptr<OGRGeometry>;

/// Logarithms of the density, empty cells as low as numbers go.
std::vector<double> logarithms(const Field& density)
{
  std::vector<double> out;
  out.reserve(density.size());
  for (const float d : density)
    out.push_back(std::log(std::max(static_cast<double>(d), static_cast<double>(std::numeric_limits<float>::min()))));
  return out;
}

/// A map in GDAL's memory, to draw lines on.
class Relief {
public:
  Relief(const Grid& grid, std::vector<double> height)
      : map_ {driver("MEM").Create("", grid.columns, grid.rows, 1, GDT_Float64, nullptr)}
  {
    std::array<double, 6> to_crs {grid.x_min_m, grid.cell_m, 0, grid.y_min_m, 0, grid.cell_m};
    if (!map_ || map_->SetGeoTransform(to_crs.data()) != CE_None ||
        map_->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, grid.columns, grid.rows, height.data(), grid.columns,
                                         grid.rows, GDT_Float64, 0, 0, nullptr) != CE_None) {
      throw RunError("no memory to draw an outline");
    }
  }

  /// What lies above `level`.
  [[nodiscard]] Geometry above(double level) const
  {
    const Data out(driver("Memory").Create("", 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* const layer = out->CreateLayer("above", nullptr, wkbMultiPolygon, nullptr);
    OGRFieldDefn upper("upper", OFTReal);
    layer->CreateField(&upper);
    const std::string levels = fmt::format("FIXED_LEVELS={:.17g}", level);
    std::array<const char*, 4> options {levels.c_str(), "POLYGONIZE=YES", "ELEM_FIELD_MAX=0", nullptr};
    if (GDALContourGenerateEx(map_->GetRasterBand(1), layer, const_cast<char**>(options.data()), nullptr, nullptr) !=
        CE_None) {
      throw RunError("an outline cannot be drawn");
    }
    return uppermost(*layer, level);
  }

private:
  Data map_;

  /// Two features, below and above the level; GDAL 3.6 leaves the lower bound of the lower one unset.
  static Geometry uppermost(OGRLayer& layer, double level)
  {
    Geometry found = std::make_unique<OGRMultiPolygon>();
    for (const OGRFeatureUniquePtr& feature : layer)
      if (feature->GetFieldAsDouble(0) > level) found.reset(feature->StealGeometry());
    return found;
  }
};

double area_of(const Geometry& geometry) { return geometry->toMultiPolygon()->get_Area() / 1e6; }

/// The density that the `count`-th densest cell has, the last one if there are fewer.
double nth_density(const Field& sorted, double count)
{
  const double last = static_cast<double>(sorted.size() - 1);
  return static_cast<double>(sorted[static_cast<std::size_t>(std::clamp(count, 0.0, last))]);
}

/// @param sorted  the densities above 0, densest first
Geometry enclosing(const Relief& relief, const Field& sorted, double area_km2, double cells)
{
  double low = std::log(nth_density(sorted, 2.0 * cells + 10.0)) - 1.0;
  double high = std::log(nth_density(sorted, 0.5 * cells - 1.0));
  Geometry found;
  for (int i = 0; i < 40; ++i) {
    const double level = 0.5 * (low + high);
    found = relief.above(level);
    const double off = area_of(found) - area_km2;
    if (std::abs(off) <= 0.001 * area_km2) break;
    (off > 0 ? low : high) = level;
  }
  return found;
}

double ring_area(const Path& ring)
{
  double twice = 0.0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x_m - ring[0].x_m) * (ring[i + 1].y_m - ring[0].y_m) -
             (ring[i + 1].x_m - ring[0].x_m) * (ring[i].y_m - ring[0].y_m);
  return std::abs(twice) / 2e6;
}

}  // namespace

std::vector<Polygon> outline(const Grid& grid, const Field& density, double area_km2)
{
  const Gdal gdal;
  Field sorted;
  std::ranges::copy_if(density, std::back_inserter(sorted), [](float d) { return d > 0.0f; });
  if (sorted.empty() || !(area_km2 > 0.0)) return {};
  std::ranges::sort(sorted, std::greater<>());
  const Relief relief(grid, logarithms(density));
  Geometry found = enclosing(relief, sorted, area_km2, area_km2 / (grid.cell_m * grid.cell_m / 1e6));
  if (found->IsValid() == 0) found.reset(found->MakeValid());
  if (!found) throw RunError("an outline crosses itself");
  return polygons_of(*found);
}

double area_km2(const std::vector<Polygon>& polygons)
{
  double area = 0.0;
  for (const Polygon& polygon : polygons) {
    area += ring_area(polygon.outline);
    for (const Path& hole : polygon.holes) area -= ring_area(hole);
  }
  return area;
}

}  // namespace rangifer::gis
