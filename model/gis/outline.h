#pragma once
#include <vector>

#include "base/grid.h"
#include "gis/shapes.h"

namespace rangifer::gis {

/// The densest ground of `area_km2`, drawn: polygons within the line of equal density that encloses that area.
///
/// The area of a calving ground is counted in cells. Between their centres the line runs where the logarithm of the
/// density, linear from one centre to the next, has one value: the flank of a Gaussian is nearly straight in it. That
/// value is sought so that the polygons hold the area counted, to one in a thousand; at the density of the last cell
/// counted they would be some per cent off where cells are larger than the kernel.
/// @return valid polygons; none if `area_km2` is 0 or the density is 0 everywhere
/// @throws RunError
[[nodiscard]] std::vector<Polygon> outline(const Grid& grid, const Field& density, double area_km2);

/// Area of polygons, less their holes.
[[nodiscard]] double area_km2(const std::vector<Polygon>& polygons);

}  // namespace rangifer::gis
