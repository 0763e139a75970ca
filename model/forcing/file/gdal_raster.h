#pragma once
#include <string>
#include <vector>

#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// A raster of any format but netCDF. Use open_raster().
[[nodiscard]] Raster open_gdal_raster(const RasterRequest& request);
[[nodiscard]] std::vector<VariableListing> list_gdal_variables(const std::string& file);

}  // namespace rangifer::forcing
