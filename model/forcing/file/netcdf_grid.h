#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "forcing/file/grid_mapping.h"
#include "forcing/file/netcdf_file.h"
#include "forcing/file/packing.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// A variable on a map, and where its values lie.
struct GridVariable {
  NetcdfVariable variable;
  SourceGrid grid;    ///< a longitude axis that repeats columns after going round once is cut there
  std::string units;  ///< "" if the file gives none
  Packing packing;
  std::size_t x_dimension = 0, y_dimension = 0;
  std::optional<std::size_t> time_dimension;
  /// Coordinate variable of time, numbers or text; belongs to the file. A scalar one if there is no dimension
  /// of time; nullptr if the file has none, even along a dimension called time.
  const NetcdfVariable* time = nullptr;
  std::vector<std::size_t> at;  ///< index along each dimension that is neither x, y nor time; 0 along those

  [[nodiscard]] std::size_t records() const noexcept
  {
    return time_dimension ? variable.dimensions[*time_dimension].length : 1;
  }
};

/// Finds where the values of a variable lie (see NetcdfFile::pick for `wanted`). In this order: axes of latitude
/// and longitude, even or Gaussian, any order and direction; rotated ones or projected x and y with a grid
/// mapping; latitude and longitude of every cell (curvilinear). Axes and mapping are compared with latitude and
/// longitude of cells if the file has both.
///
/// @param select  "number = 0, height = 2": further dimensions, see selected_indices
/// @throws InputError: no axes, one that turns back, places that contradict each other, a dimension not selected
[[nodiscard]] GridVariable open_grid_variable(const NetcdfFile& file, const std::string& wanted,
                                              const std::string& select = "");

/// Values of one record within a window, row by row, unpacked, in the file's units; NaN where missing. A window
/// that runs on past the last column of the grid is read in two parts.
[[nodiscard]] std::vector<double> read_window(const NetcdfFile& file, const GridVariable& of, std::size_t record,
                                              const Window& window);

}  // namespace rangifer::forcing
