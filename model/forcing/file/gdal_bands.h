#pragma once
#include <gdal_priv.h>

#include <memory>
#include <string>
#include <vector>

namespace rangifer::forcing {

using GdalDataset = std::shared_ptr<GDALDataset>;

/// @throws InputError: not a raster GDAL knows, a mosaic (VRT) that names network addresses
[[nodiscard]] GdalDataset open_gdal(const std::string& file);

/// Names as `variable` gives them, of the parts of a container such as HDF4: the last part of GDAL's name for
/// each, "MODIS_Grid_16DAY_1km_VI:1 km 16 days NDVI" -> "1 km 16 days NDVI".
struct GdalPart {
  std::string name, gdal_name, description;
};
[[nodiscard]] std::vector<GdalPart> parts_of(GDALDataset& data);

/// The dataset that has the variable: the file's own, or that of one of its parts. `wanted` becomes "" where
/// it named the part. @throws InputError with the names to choose from
[[nodiscard]] GdalDataset choose_part(GdalDataset data, const std::string& file, std::string& wanted);

/// Bands that hold values: not an alpha.
[[nodiscard]] std::vector<int> value_bands(GDALDataset& data);

/// The band of that number or description; for "" the only one.
/// @throws InputError with the nearest name, or the bands to choose from
[[nodiscard]] int pick_band(GDALDataset& data, const std::string& file, const std::string& wanted);

}  // namespace rangifer::forcing
