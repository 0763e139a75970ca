#pragma once
#include <ogr_geometry.h>

#include <memory>

#include "gis/shapes.h"

namespace rangifer::gis {

/// Null for a shape that is nowhere.
[[nodiscard]] std::unique_ptr<OGRGeometry> to_ogr(const Shape& shape);

/// The polygons of a geometry; what else it holds is left out.
[[nodiscard]] std::vector<Polygon> polygons_of(const OGRGeometry& geometry);

}  // namespace rangifer::gis
