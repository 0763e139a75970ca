#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "forcing/space/places.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Point on the unit sphere; no date line and no pole to trip over.
using SpherePoint = std::array<double, 3>;

/// @param longitude, latitude  degrees; NaN gives NaN
[[nodiscard]] SpherePoint sphere_point(double longitude, double latitude) noexcept;
/// Along the surface of a sphere of 6371 km, metres.
[[nodiscard]] double distance_m(const SpherePoint& a, const SpherePoint& b) noexcept;

/// Finds places among the cells of a curvilinear grid. Quadrilaterals of four neighbouring centres have edges
/// that are great circles, so that they fill the ground without gaps; those with a missing corner, or folded
/// over, are passed by.
class CurvilinearCells {
public:
  /// Keeps a pointer to the grid.
  explicit CurvilinearCells(const SourceGrid& grid);

  /// Fractional column and row by inverse bilinear interpolation, up to half a cell beyond the border; NaN
  /// where no cell is.
  [[nodiscard]] Places between_centres(const std::vector<SpherePoint>& places) const;
  /// Column and row of the centre nearest along the earth, where between_centres() finds one or the place is
  /// within half a cell of it; NaN elsewhere.
  [[nodiscard]] Places nearest_centre(const std::vector<SpherePoint>& places) const;

private:
  std::size_t columns_, rows_;
  std::vector<SpherePoint> centre_;

  [[nodiscard]] std::size_t index(std::size_t column, std::size_t row) const noexcept
  {
    return row * columns_ + column;
  }
  [[nodiscard]] double typical_step() const;
  [[nodiscard]] double longest_step(std::size_t column, std::size_t row, bool diagonals) const;
};

}  // namespace rangifer::forcing
