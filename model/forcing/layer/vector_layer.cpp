#include "forcing/layer/vector_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/local_file.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {

VectorFile open_vector(const std::string& file)
{
  require_local_file(file);
  VectorFile data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (!data) throw InputError(fmt::format("{}: cannot be opened as a vector file: {}", file, last_gdal_error()));
  return data;
}

namespace {

/// The first point whose latitude is beyond a pole.
class BeyondAPole : public OGRDefaultConstGeometryVisitor {
public:
  using OGRDefaultConstGeometryVisitor::visit;
  void visit(const OGRPoint* point) override
  {
    if (found.empty() && std::abs(point->getY()) > 90.0)
      found = fmt::format("latitude {:.6g} is not possible; longitude comes first (in GeoJSON, too): [{:.6g}, {:.6g}]",
                          point->getY(), point->getY(), point->getX());
  }
  std::string found;
};

class Corners : public OGRDefaultConstGeometryVisitor {
public:
  using OGRDefaultConstGeometryVisitor::visit;
  void visit(const OGRPoint* point) override
  {
    x_m.push_back(point->getX());
    y_m.push_back(point->getY());
  }
  std::vector<double> x_m, y_m;
};

/// Degrees, west and south negative.
struct Box {
  double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
  void add(const Places& places)
  {
    for (std::size_t i = 0; i < places.x.size(); ++i) {
      if (std::isnan(places.x[i])) continue;
      west = std::min(west, places.x[i]);
      east = std::max(east, places.x[i]);
      south = std::min(south, places.y[i]);
      north = std::max(north, places.y[i]);
    }
  }
};

std::string range(double low, double high, char negative, char positive)
{
  const auto one = [&](double v) { return fmt::format("{:.1f} {}", std::abs(v), v < 0 ? negative : positive); };
  if ((low < 0) != (high < 0)) return one(low) + " to " + one(high);
  return fmt::format("{:.1f}-{}", std::abs(low), one(high));
}

std::string text_of(const Box& box)
{
  return range(box.south, box.north, 'S', 'N') + ", " + range(box.west, box.east, 'W', 'E');
}

}  // namespace

std::string impossible_latitude(const OGRGeometry& geometry)
{
  const OGRSpatialReference* const own = geometry.getSpatialReference();
  if (own == nullptr || own->IsGeographic() == 0) return "";
  BeyondAPole look;
  geometry.accept(&look);
  return look.found;
}

bool reaches_into(const std::vector<std::unique_ptr<OGRGeometry>>& shapes, const Grid& grid)
{
  return std::ranges::any_of(shapes, [&](const auto& shape) {
    OGREnvelope box;
    shape->getEnvelope(&box);
    return box.MaxX >= grid.x_min_m && box.MinX <= grid.x_max_m() && box.MaxY >= grid.y_min_m &&
           box.MinY <= grid.y_max_m();
  });
}

std::string off_the_grid(const std::vector<std::unique_ptr<OGRGeometry>>& shapes, const Grid& grid)
{
  Box theirs, ours;
  Corners corners;
  for (const auto& shape : shapes) shape->accept(&corners);
  theirs.add(in_crs({grid.crs, corners.x_m, corners.y_m}, geographic_crs));
  ours.add(in_crs(cell_centres(grid), geographic_crs));
  const bool mirrored = -theirs.east < ours.east && -theirs.west > ours.west;
  return fmt::format("it lies at {}; the grid runs {}{}", text_of(theirs), text_of(ours),
                     mirrored ? "; west is negative" : "");
}

void reproject(OGRGeometry& geometry, const OGRSpatialReference& target, const std::string& file)
{
  const OGRSpatialReference* const own = geometry.getSpatialReference();
  if (own == nullptr) throw InputError(fmt::format("{}: has no coordinate reference system", file));
  OGRSpatialReference source(*own);
  if (const std::string wrong = impossible_latitude(geometry); !wrong.empty())
    throw InputError(fmt::format("{}: {}", file, wrong));
  geometry.closeRings();  // one left open is read as drawn by most programs, but has no inside to be cut
  source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  geometry.segmentize(source.IsGeographic() != 0 ? 0.05 : 2000.0 / source.GetLinearUnits());
  const std::unique_ptr<OGRCoordinateTransformation> way(OGRCreateCoordinateTransformation(&source, &target));
  if (!way || geometry.transform(way.get()) != OGRERR_NONE)
    throw InputError(fmt::format("{}: its shapes cannot be reprojected: {}", file, last_gdal_error()));
}

}  // namespace rangifer::forcing
