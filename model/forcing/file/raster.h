#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/grid.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// A static map of any format: netCDF by its CF axes (GDAL mirrors or shifts some of them), the rest by
/// GDAL.
struct Raster {
  std::string variable;  ///< its name, or "band 1"
  std::string units;     ///< "" if the file gives none
  SourceGrid grid;
  /// Values of a block, row by row, unpacked; NaN where missing. @throws InputError if a read fails
  std::function<std::vector<double>(const Window&)> read;
};

/// @param variable  netCDF: name or standard name; else number or description of a band; "": the only
///                  variable, or band 1
/// @throws InputError
[[nodiscard]] Raster open_raster(const std::string& file, const std::string& variable);

enum class Resampling { area_mean, bilinear };

/// Area mean where the source is finer than the model's cells and even, bilinear otherwise.
[[nodiscard]] Resampling suitable_resampling(const SourceGrid& source, const Grid& grid);

/// The raster on the model grid, in its own units. NaN where a cell's centre is outside the raster, where
/// (bilinear) a neighbour is missing, and where (area mean) all of the cell is missing.
[[nodiscard]] std::vector<double> on_grid(const Raster& raster, const Grid& grid, Resampling how);

}  // namespace rangifer::forcing
