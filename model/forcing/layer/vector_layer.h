#pragma once
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>

namespace rangifer::forcing {

using VectorFile = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

/// @throws InputError if `file` is not local or not a vector file
[[nodiscard]] VectorFile open_vector(const std::string& file);

/// Into `target`. Long edges bend when reprojected: points are set along them first, 0.05 degrees or 2 km apart.
/// @throws InputError without a CRS, or where there is no way from it to `target`
void reproject(OGRGeometry& geometry, const OGRSpatialReference& target, const std::string& file);

}  // namespace rangifer::forcing
