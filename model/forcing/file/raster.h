#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/grid.h"
#include "forcing/space/resample.h"
#include "forcing/time/cf_time.h"

namespace rangifer::forcing {

/// What is wanted of a raster file.
struct RasterRequest {
  std::string file;
  std::string variable;  ///< netCDF: name, "group/name" or CF standard name; GDAL: subdataset, number or
                         ///< description of a band, GRIB_ELEMENT; "" for the only one
  std::string select;    ///< further dimensions: "number = 0, height = 2" (value of the coordinate; index from 0
                         ///< where it has none)
};

/// A variable of a raster file of any format: what it is, where and when its values lie, and reading them.
struct Raster {
  std::string file;
  std::string format;    ///< "netCDF", "GTiff", "GRIB", ...
  std::string variable;  ///< its name, or "band 1"
  std::string standard_name, long_name;
  std::string units;         ///< "" if the file gives none
  std::string cell_methods;  ///< CF
  std::string step_type;     ///< GRIB_stepType of files made from GRIB: "instant", "accum", "avgua", "avgad", ...
  SourceGrid grid;
  std::size_t records = 1;
  std::optional<RecordTimes> times;  ///< nothing: a map without time
  std::string times_problem;         ///< why there are no times although there is a time dimension ("" otherwise)
  /// Values of a block of one record, row by row, unpacked, in the file's units; NaN where missing.
  /// A window may run on past the last column to the first ones (longitudes that close the circle).
  /// @throws InputError if a read fails
  std::function<std::vector<double>(std::size_t record, const Window&)> read;
};

/// netCDF by its CF axes (GDAL mirrors or shifts some of them), the rest by GDAL.
/// @throws InputError
[[nodiscard]] Raster open_raster(const RasterRequest& request);

/// The same for a static map: one record only.
/// @throws InputError
[[nodiscard]] Raster open_map(const RasterRequest& request);

/// One line per variable that a file offers, without opening any: for `inspect` and for messages.
struct VariableListing {
  std::string name, standard_name, long_name, units;
  std::string type;        ///< "float", "short", "Int16", ...
  std::string dimensions;  ///< "time 365, lat 73, lon 144"
};
/// @throws InputError if the file cannot be opened
[[nodiscard]] std::vector<VariableListing> list_variables(const std::string& file);

/// Area mean where the source is finer than the model's cells and even, bilinear otherwise.
[[nodiscard]] Resampling suitable_resampling(const SourceGrid& source, const Grid& grid);

/// One record of the raster on the model grid, in its own units. NaN where a cell's centre is outside the
/// raster, where (bilinear) a neighbour is missing, and where (area mean) all of the cell is missing. Area means
/// of even grids are GDAL's, of others the Sampler's.
[[nodiscard]] std::vector<double> on_grid(const Raster& raster, const Grid& grid, Resampling how,
                                          std::size_t record = 0);

}  // namespace rangifer::forcing
