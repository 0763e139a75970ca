#pragma once
#include <vector>

#include "base/grid.h"
#include "forcing/space/curvilinear.h"
#include "forcing/space/places.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Places spread evenly over the cells of the model, in the coordinates of a source. Only the corners of
/// cells go through the projection and what is between them is interpolated: over one cell the map from
/// plane to plane bends by metres.
class SubPlaces {
public:
  /// @param per_side  places along a side of a cell. Keeps a pointer to both grids.
  SubPlaces(const SourceGrid& source, const Grid& grid, int per_side);

  /// Of `count` rows of cells from `first`, cell by cell, per_side * per_side each: x and y of the source, or column
  /// and row of the nearest centre of a curvilinear one. NaN where there are none.
  [[nodiscard]] Places of_rows(int first, int count) const;

private:
  const SourceGrid* source_;
  const Grid* grid_;
  int per_side_;
  std::vector<SpherePoint> corner_;            // (columns + 1) x (rows + 1); of a projected source x, y and 0
  std::vector<CurvilinearCells> curvilinear_;  // one or none

  void divide_cell(int column, int row, std::vector<SpherePoint>& out) const;
};

}  // namespace rangifer::forcing
