#pragma once
#include <string>

#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Degrees, east and north.
struct Place {
  double longitude = 0.0, latitude = 0.0;
};

/// Centres of the cells of a block of a raster, row by row; NaN where one lies nowhere. A column past the
/// last is one past the seam of a closed circle.
[[nodiscard]] Places centres_of(const SourceGrid& grid, const Window& window);

/// "59.1 N to 72.0 N, 170.5 W to 119.2 W", of the outermost cell centres, whatever the grid; "nowhere".
[[nodiscard]] std::string extent_in_degrees(const SourceGrid& grid);

}  // namespace rangifer::forcing
