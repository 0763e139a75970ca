#pragma once
#include <gdal_priv.h>

#include <string>

#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Where the cells of a GDAL raster lie.
/// @throws InputError: no georeference or one by control points only, rotated against its axes, no coordinate
///         reference system or one that is not of the earth, fewer than 2 x 2 cells or absurdly many
[[nodiscard]] SourceGrid gdal_grid(GDALDataset& data, const std::string& file);

}  // namespace rangifer::forcing
