#include "forcing/file/raster.h"

#include <fmt/format.h>

#include "base/error.h"
#include "forcing/file/gdal_raster.h"
#include "forcing/file/local_file.h"
#include "forcing/file/netcdf_file.h"
#include "forcing/file/netcdf_raster.h"

namespace rangifer::forcing {

Raster open_raster(const RasterRequest& request)
{
  require_local_file(request.file);
  return looks_like_netcdf(request.file) ? open_netcdf_raster(request) : open_gdal_raster(request);
}

Raster open_map(const RasterRequest& request)
{
  Raster raster = open_raster(request);
  if (raster.records != 1)
    throw InputError(fmt::format("{}: variable {} has {} records in time; a static map has one", request.file,
                                 raster.variable, raster.records));
  return raster;
}

std::vector<VariableListing> list_variables(const std::string& file)
{
  require_local_file(file);
  return looks_like_netcdf(file) ? list_netcdf_variables(file) : list_gdal_variables(file);
}

}  // namespace rangifer::forcing
