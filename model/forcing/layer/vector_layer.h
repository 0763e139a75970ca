#pragma once
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>
#include <vector>

#include "base/grid.h"

namespace rangifer::forcing {

using VectorFile = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

/// @throws InputError if `file` is not local or not a vector file
[[nodiscard]] VectorFile open_vector(const std::string& file);

/// "latitude -144.3 is not possible; longitude comes first: [-144.3, 69.7]" of shapes in degrees; "" if all can be.
[[nodiscard]] std::string impossible_latitude(const OGRGeometry& geometry);

/// Where shapes in the grid's CRS lie and where the grid does: "it lies at 69.7-69.9 N, 143.7-144.3 E; the grid runs
/// 64.0-71.0 N, 153.0-129.0 W; west is negative". @throws InputError if PROJ does not know the grid's CRS
[[nodiscard]] std::string off_the_grid(const std::vector<std::unique_ptr<OGRGeometry>>& shapes, const Grid& grid);

/// Whether the boxes around the shapes, in the grid's CRS, reach into it.
[[nodiscard]] bool reaches_into(const std::vector<std::unique_ptr<OGRGeometry>>& shapes, const Grid& grid);

/// Into `target`. Long edges bend when reprojected: points are set along them first, 0.05 degrees or 2 km apart.
/// @throws InputError without a CRS, where a latitude cannot be, or where there is no way from it to `target`
void reproject(OGRGeometry& geometry, const OGRSpatialReference& target, const std::string& file);

}  // namespace rangifer::forcing
