#include "forcing/layer/built_over.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "forcing/file/gdal_support.h"

namespace rangifer::forcing {
namespace {

using landscape::LinePiece;

/// Calls f(piece of a line), f(point) or f(polygon) for whatever `geometry` is made of.
template <class OfLine, class OfPoint, class OfPolygon>
void take_apart(const OGRGeometry& geometry, OfLine&& of_line, OfPoint&& of_point, OfPolygon&& of_polygon)
{
  switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbPoint:
      of_point(*geometry.toPoint());
      return;
    case wkbPolygon:
      of_polygon(*geometry.toPolygon());
      return;
    case wkbLineString: {
      const OGRLineString& line = *geometry.toLineString();
      for (int i = 0; i + 1 < line.getNumPoints(); ++i)
        of_line(LinePiece {line.getX(i), line.getY(i), line.getX(i + 1), line.getY(i + 1), 0});
      return;
    }
    default:
      break;
  }
  if (OGR_GT_IsSubClassOf(wkbFlatten(geometry.getGeometryType()), wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) take_apart(*part, of_line, of_point, of_polygon);
    return;
  }
  const std::unique_ptr<OGRGeometry> straight(geometry.getLinearGeometry());  // arcs and the like
  if (straight && wkbFlatten(straight->getGeometryType()) != wkbFlatten(geometry.getGeometryType()))
    take_apart(*straight, of_line, of_point, of_polygon);
}

/// Cells that a box reaches into, clipped to the grid: columns and rows from first to last.
struct Cells {
  int first_column, last_column, first_row, last_row;
};

Cells cells_of(const Grid& grid, double west, double east, double south, double north)
{
  const auto place = [&](double m, double edge_m, int count) {
    return static_cast<int>(std::clamp(std::floor((m - edge_m) / grid.cell_m), -1.0, static_cast<double>(count)));
  };
  return {std::max(place(west, grid.x_min_m, grid.columns), 0),
          std::min(place(east, grid.x_min_m, grid.columns), grid.columns - 1),
          std::max(place(south, grid.y_min_m, grid.rows), 0),
          std::min(place(north, grid.y_min_m, grid.rows), grid.rows - 1)};
}

/// Length of a piece within a box (Liang and Barsky's clipping).
double length_within(const LinePiece& p, double west, double east, double south, double north)
{
  const double dx = p.to_x_m - p.from_x_m, dy = p.to_y_m - p.from_y_m;
  double first = 0.0, last = 1.0;
  const auto clip = [&](double step, double room) {
    if (step == 0.0) {
      if (room < 0.0) last = first - 1.0;
    } else if (step < 0.0) {
      first = std::max(first, room / step);
    } else {
      last = std::min(last, room / step);
    }
  };
  clip(-dx, p.from_x_m - west);
  clip(dx, east - p.from_x_m);
  clip(-dy, p.from_y_m - south);
  clip(dy, north - p.from_y_m);
  return last > first ? (last - first) * std::sqrt(dx * dx + dy * dy) : 0.0;
}

template <class Area>
void add_to_cells(const Grid& grid, const Cells& cells, Field& footprint, Area area_m2)
{
  const double whole = grid.cell_m * grid.cell_m;
  for (int r = cells.first_row; r <= cells.last_row; ++r) {
    for (int c = cells.first_column; c <= cells.last_column; ++c) {
      const double west = grid.x_min_m + c * grid.cell_m, south = grid.y_min_m + r * grid.cell_m;
      float& share = footprint[grid.index(c, r)];
      share = std::min(1.0f, share + static_cast<float>(area_m2(west, south) / whole));
    }
  }
}

void add_polygon(const OGRPolygon& polygon, const Grid& grid, Field& footprint)
{
  OGREnvelope box;
  polygon.getEnvelope(&box);
  add_to_cells(grid, cells_of(grid, box.MinX, box.MaxX, box.MinY, box.MaxY), footprint, [&](double west, double south) {
    OGRLinearRing ring;
    for (const auto& [x, y] : {std::pair {0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}})
      ring.addPoint(west + x * grid.cell_m, south + y * grid.cell_m);
    OGRPolygon cell;
    cell.addRing(&ring);
    const std::unique_ptr<OGRGeometry> common(polygon.Intersection(&cell));
    if (!common)
      throw InputError(
        fmt::format("a polygon cannot be cut into cells (does it cross itself?): {}", last_gdal_error()));
    double area = 0.0;
    take_apart(
      *common, [](const LinePiece&) {}, [](const OGRPoint&) {},
      [&](const OGRPolygon& part) { area += part.get_Area(); });
    return area;
  });
}

}  // namespace

void add_footprint(const Shapes& shapes, double width_m, const Grid& grid, Field& footprint)
{
  const auto of_line = [&](const LinePiece& p) {
    const auto [west, east] = std::minmax(p.from_x_m, p.to_x_m);
    const auto [south, north] = std::minmax(p.from_y_m, p.to_y_m);
    add_to_cells(grid, cells_of(grid, west, east, south, north), footprint, [&](double x, double y) {
      return width_m * length_within(p, x, x + grid.cell_m, y, y + grid.cell_m);
    });
  };
  const auto of_point = [&](const OGRPoint& p) {  // in the cell that holds it: circles are small
    const double x = p.getX(), y = p.getY();
    if (grid.cell_at(x, y) < 0) return;
    add_to_cells(grid, cells_of(grid, x, x, y, y), footprint,
                 [&](double, double) { return std::numbers::pi / 4.0 * width_m * width_m; });
  };
  const auto of_polygon = [&](const OGRPolygon& p) {
    if (!OGRGeometryFactory::haveGEOS()) throw RunError("the ground under polygons needs a GDAL with GEOS");
    add_polygon(p, grid, footprint);
  };
  for (const auto& shape : shapes) take_apart(*shape, of_line, of_point, of_polygon);
}

landscape::Extent extent_of(const Shapes& shapes)
{
  landscape::Extent extent;
  for (const auto& shape : shapes) {
    double line_m = 0;
    take_apart(
      *shape, [&](const LinePiece& p) { line_m += std::hypot(p.to_x_m - p.from_x_m, p.to_y_m - p.from_y_m); },
      [&](const OGRPoint&) { ++extent.points; },
      [&](const OGRPolygon& p) {
        ++extent.polygons;
        extent.polygon_km2 += p.get_Area() / 1e6;
      });
    extent.lines += line_m > 0 ? 1 : 0;
    extent.line_km += line_m / 1000.0;
  }
  return extent;
}

void add_lines(const Shapes& shapes, std::uint16_t development, std::vector<landscape::LinePiece>& lines)
{
  for (const auto& shape : shapes) {
    take_apart(
      *shape,
      [&](LinePiece p) {
        p.development = development;
        lines.push_back(p);
      },
      [](const OGRPoint&) {}, [](const OGRPolygon&) {});
  }
}

}  // namespace rangifer::forcing
