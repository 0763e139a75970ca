#include "forcing/layer/vector_layer.h"

#include <fmt/format.h>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/local_file.h"

namespace rangifer::forcing {

VectorFile open_vector(const std::string& file)
{
  require_local_file(file);
  VectorFile data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
  if (!data) throw InputError(fmt::format("{}: cannot be opened as a vector file: {}", file, last_gdal_error()));
  return data;
}

void reproject(OGRGeometry& geometry, const OGRSpatialReference& target, const std::string& file)
{
  const OGRSpatialReference* const own = geometry.getSpatialReference();
  if (own == nullptr) throw InputError(fmt::format("{}: has no coordinate reference system", file));
  OGRSpatialReference source(*own);
  source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  geometry.segmentize(source.IsGeographic() != 0 ? 0.05 : 2000.0 / source.GetLinearUnits());
  const std::unique_ptr<OGRCoordinateTransformation> way(OGRCreateCoordinateTransformation(&source, &target));
  if (!way || geometry.transform(way.get()) != OGRERR_NONE)
    throw InputError(fmt::format("{}: its shapes cannot be reprojected: {}", file, last_gdal_error()));
}

}  // namespace rangifer::forcing
