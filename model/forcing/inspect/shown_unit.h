#pragma once
#include <cstddef>
#include <functional>
#include <string>

#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// How values of a file are shown: in the model's unit of what they seem to be, or in one asked for.
struct ShownUnit {
  std::string unit;       ///< "degC", "m s-1", "m", "mm day-1"; else as in the file
  std::string file_unit;  ///< as written; "" if the file gives none
  std::function<double(double value, std::size_t record)> convert;  ///< from the file's unit; NaN stays NaN
};

/// Temperatures in degC, speeds in m s-1, heights and lengths in m, precipitation in mm day-1 (sums divided by the
/// days of their record); the rest as it is.
/// @param role   of the model, whose unit is wanted; "" to go by units and names
/// @param units  to convert to instead; ""
/// @throws InputError: no such role (with the nearest), units that do not convert
[[nodiscard]] ShownUnit shown_unit(const Raster& raster, const std::string& role, const std::string& units);

}  // namespace rangifer::forcing
