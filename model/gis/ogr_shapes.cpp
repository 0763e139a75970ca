#include "gis/ogr_shapes.h"

namespace rangifer::gis {

namespace {

template <class Line>
void add_places(Line& line, const Path& path)
{
  line.setNumPoints(static_cast<int>(path.size()));
  for (std::size_t i = 0; i < path.size(); ++i) line.setPoint(static_cast<int>(i), path[i].x_m, path[i].y_m);
}

std::unique_ptr<OGRLinearRing> ring(const Path& path)
{
  auto out = std::make_unique<OGRLinearRing>();
  add_places(*out, path);
  return out;
}

Path path_of(const OGRLinearRing& ring)
{
  Path path;
  for (int i = 0; i < ring.getNumPoints(); ++i) path.push_back({ring.getX(i), ring.getY(i)});
  return path;
}

struct ToOgr {
  std::unique_ptr<OGRGeometry> operator()(std::monostate) const { return nullptr; }
  std::unique_ptr<OGRGeometry> operator()(const Place& place) const
  {
    return std::make_unique<OGRPoint>(place.x_m, place.y_m);
  }
  std::unique_ptr<OGRGeometry> operator()(const Path& path) const
  {
    auto line = std::make_unique<OGRLineString>();
    add_places(*line, path);
    return line;
  }
  std::unique_ptr<OGRGeometry> operator()(const std::vector<Polygon>& polygons) const
  {
    auto all = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& polygon : polygons) {
      OGRPolygon one;
      one.addRingDirectly(ring(polygon.outline).release());
      for (const Path& hole : polygon.holes) one.addRingDirectly(ring(hole).release());
      all->addGeometry(&one);
    }
    return all;
  }
};

void collect(const OGRGeometry& geometry, std::vector<Polygon>& out)
{
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    const OGRPolygon& from = *geometry.toPolygon();
    if (from.getExteriorRing() == nullptr) return;
    Polygon polygon {path_of(*from.getExteriorRing()), {}};
    for (int i = 0; i < from.getNumInteriorRings(); ++i) polygon.holes.push_back(path_of(*from.getInteriorRing(i)));
    out.push_back(std::move(polygon));
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* const part : *geometry.toGeometryCollection()) collect(*part, out);
  }
}

}  // namespace

std::unique_ptr<OGRGeometry> to_ogr(const Shape& shape) { return std::visit(ToOgr {}, shape); }

std::vector<Polygon> polygons_of(const OGRGeometry& geometry)
{
  std::vector<Polygon> out;
  collect(geometry, out);
  return out;
}

}  // namespace rangifer::gis
