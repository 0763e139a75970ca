#pragma once
#include <ogrsf_frmts.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "base/grid.h"
#include "landscape/development.h"

namespace rangifer::forcing {

using Shapes = std::vector<std::unique_ptr<OGRGeometry>>;

/// Adds to `footprint` the share of each cell that the shapes stand on: polygons by their area, lines by their length
/// and points by a circle of this width. Shapes are added up where they overlap, up to the whole cell.
/// @throws InputError for a polygon that crosses itself, RunError if GDAL was built without GEOS
void add_footprint(const Shapes& shapes, double width_m, const Grid& grid, Field& footprint);

/// How many shapes of each kind, how large and how long; nothing of what they are built over.
[[nodiscard]] landscape::Extent extent_of(const Shapes& shapes);

/// Adds the straight pieces of all lines among the shapes.
void add_lines(const Shapes& shapes, std::uint16_t development, std::vector<landscape::LinePiece>& lines);

}  // namespace rangifer::forcing
