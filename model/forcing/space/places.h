#pragma once
#include <string>
#include <vector>

#include "base/grid.h"

namespace rangifer::forcing {

/// Longitude east and latitude north in degrees, in that order.
inline constexpr const char* geographic_crs = "OGC:CRS84";

/// Points in one CRS; x is easting or longitude, y is northing or latitude.
struct Places {
  std::string crs;
  std::vector<double> x, y;
};

/// Centres of all cells, in the grid's CRS.
[[nodiscard]] Places cell_centres(const Grid& grid);

/// The same points in another CRS; NaN where it does not reach. Equal CRS are passed through exactly.
/// @throws InputError if PROJ does not know one of them
[[nodiscard]] Places in_crs(const Places& places, const std::string& crs);

}  // namespace rangifer::forcing
