#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rangifer {

/// One value per cell of a Grid: row-major, row 0 is the southernmost.
using Field = std::vector<float>;

/// Square cells in a projected, equal-area frame. Column 0 is the westernmost, row 0 the southernmost.
struct Grid {
  std::string crs;       ///< anything PROJ understands
  double x_min_m = 0.0;  ///< western edge
  double y_min_m = 0.0;  ///< southern edge
  double cell_m = 1.0;   ///< side of a cell
  int columns = 0;
  int rows = 0;

  [[nodiscard]] std::size_t size() const noexcept
  {
    return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  }
  [[nodiscard]] std::size_t index(int column, int row) const noexcept
  {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
  }
  [[nodiscard]] double x_of(int column) const noexcept { return x_min_m + (column + 0.5) * cell_m; }
  [[nodiscard]] double y_of(int row) const noexcept { return y_min_m + (row + 0.5) * cell_m; }
  [[nodiscard]] double x_max_m() const noexcept { return x_min_m + columns * cell_m; }
  [[nodiscard]] double y_max_m() const noexcept { return y_min_m + rows * cell_m; }

  /// The cell an agent stands in, in the single precision that agents move with; a place beyond the
  /// edge counts to the cell at the edge.
  [[nodiscard]] std::int32_t cell_near(float x_m, float y_m) const noexcept
  {
    const float per_m = static_cast<float>(1.0 / cell_m);
    const float column = (x_m - static_cast<float>(x_min_m)) * per_m;
    const float row = (y_m - static_cast<float>(y_min_m)) * per_m;
    const float last_column = static_cast<float>(columns - 1), last_row = static_cast<float>(rows - 1);
    return static_cast<std::int32_t>(std::min(std::max(row, 0.0f), last_row)) * columns +
           static_cast<std::int32_t>(std::min(std::max(column, 0.0f), last_column));
  }

  /// The cell that holds a place, or -1 outside (also for NaN).
  [[nodiscard]] std::int32_t cell_at(double x_m, double y_m) const noexcept
  {
    const double column = (x_m - x_min_m) / cell_m;
    const double row = (y_m - y_min_m) / cell_m;
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return -1;
    return static_cast<std::int32_t>(row) * columns + static_cast<std::int32_t>(column);
  }
};

}  // namespace rangifer
