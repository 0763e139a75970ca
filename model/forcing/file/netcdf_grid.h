#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "forcing/file/netcdf_file.h"
#include "forcing/file/packing.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// A variable on a map, and where its values lie.
struct GridVariable {
  NetcdfVariable variable;
  SourceGrid grid;
  std::string units;  ///< "" if the file gives none
  Packing packing;
  std::size_t x_dimension = 0, y_dimension = 0;
  std::optional<std::size_t> time_dimension;
  const NetcdfVariable* time = nullptr;  ///< coordinate variable of time; belongs to the file

  [[nodiscard]] std::size_t records() const noexcept
  {
    return time_dimension ? variable.dimensions[*time_dimension].length : 1;
  }
};

/// Finds the axes of a variable (see NetcdfFile::pick for `wanted`): latitude and longitude on axes of
/// their own, even or Gaussian, any order and direction; or projected x and y with a grid mapping.
/// @throws InputError: curvilinear and rotated grids, levels, no axes, an axis that turns back
[[nodiscard]] GridVariable open_grid_variable(const NetcdfFile& file, const std::string& wanted);

/// Values of one record within a window, row by row, unpacked, in the file's units; NaN where missing.
[[nodiscard]] std::vector<double> read_window(const NetcdfFile& file, const GridVariable& of, std::size_t record,
                                              const Window& window);

/// The CRS of a CF grid mapping: `crs_wkt` or `spatial_ref` if it has one, else from the CF parameters.
/// @throws InputError for a mapping that is not known
[[nodiscard]] std::string crs_of_grid_mapping(const NetcdfFile& file, const NetcdfVariable& mapping);

}  // namespace rangifer::forcing
