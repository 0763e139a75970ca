#pragma once
#include <variant>
#include <vector>

/// Shapes in the run's projection, as plain numbers.
namespace rangifer::gis {

struct Place {
  double x_m = 0, y_m = 0;
};

using Path = std::vector<Place>;

/// Rings close: their last place is their first.
struct Polygon {
  Path outline;
  std::vector<Path> holes;
};

/// One feature of a layer: nowhere, a point, a line, or polygons.
using Shape = std::variant<std::monostate, Place, Path, std::vector<Polygon>>;

}  // namespace rangifer::gis
