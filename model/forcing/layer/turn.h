#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/grid.h"

namespace rangifer::forcing {

/// Turns vectors from the axes of one CRS to those of the model grid, cell by cell.
///
/// The angle is that of the rotation nearest to the map between the two: a short way along each axis of
/// the source, carried to the model's plane by PROJ. Speeds stay what they are, whatever the projections
/// do to lengths.
class Turn {
public:
  /// @param axes  CRS along whose x and y the vectors lie; geographic_crs: true east and north
  /// @throws InputError if PROJ does not know a CRS, or it does not reach a cell
  Turn(const Grid& grid, const std::string& axes);
  /// In place: `x`, `y` of each cell.
  void apply(std::span<float> x, std::span<float> y) const;
  /// Anticlockwise, degrees.
  [[nodiscard]] double degrees(std::size_t cell) const;

private:
  std::vector<double> cosine_, sine_;
};

}  // namespace rangifer::forcing
