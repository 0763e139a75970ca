#pragma once
#include <string>
#include <vector>

#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// A variable of a netCDF file. Use open_raster().
[[nodiscard]] Raster open_netcdf_raster(const RasterRequest& request);
[[nodiscard]] std::vector<VariableListing> list_netcdf_variables(const std::string& file);

}  // namespace rangifer::forcing
