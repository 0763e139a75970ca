#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace rangifer::landscape {

/// What betas of infrastructure go with: 1 at it, falling in a line to 0 at the end of the zone of influence.
[[nodiscard]] inline double nearness(double distance_km, double zone_km) noexcept
{
  return distance_km < zone_km ? 1.0 - distance_km / zone_km : 0.0;
}

/// A straight piece of a road or pipeline, in the run's projection.
struct LinePiece {
  double from_x_m = 0, from_y_m = 0, to_x_m = 0, to_y_m = 0;
  std::uint16_t development = 0;
};

/// What the shapes of one development are, whole: of the grid only `built_over_km2`.
struct Extent {
  int polygons = 0, lines = 0, points = 0;
  double polygon_km2 = 0, line_km = 0;
  double built_over_km2 = 0;  ///< of the grid, and of no development before it
};

/// Where infrastructure stands, as an animal meets it.
struct Developments {
  std::vector<double> zones_km;  ///< zones of influence that were asked for
  /// Nearness to each development within each zone, [development][zone]: 0..1, the mean over the cell.
  std::vector<std::vector<Field>> near;
  Field distance_km;  ///< to the nearest of all, mean over the cell, 50 at most; empty without any
  Field footprint;    ///< share of the cell that is built over, 0..1; empty without any
  std::vector<LinePiece> lines;
  std::vector<Extent> extents;  ///< of each development

  [[nodiscard]] bool any() const noexcept { return !near.empty(); }
};

}  // namespace rangifer::landscape
