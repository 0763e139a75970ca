#pragma once
#include <gdal_priv.h>

#include <string>
#include <vector>

#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// @throws InputError if a band holds complex numbers or is stored in blocks too large to be read
void require_readable_band(GDALRasterBand& band, const std::string& file);

/// Values of a block of a band, row by row, unpacked; NaN where the file says that there is none: its missing
/// code, a mask, an alpha of 0, a tile that was never written. The window may run on past the last column.
/// @throws InputError if any of it cannot be read, whatever GDAL makes of that
[[nodiscard]] std::vector<double> read_gdal_window(GDALRasterBand& band, const std::string& file, const Window& window);

}  // namespace rangifer::forcing
