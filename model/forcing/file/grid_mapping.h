#pragma once
#include <string>

#include "forcing/file/netcdf_file.h"

namespace rangifer::forcing {

/// The variable that the attribute `grid_mapping` names ("crs", or "crs: x y" of CF-1.7); nullptr without it.
/// @throws InputError if the file does not have it
[[nodiscard]] const NetcdfVariable* grid_mapping(const NetcdfFile& file, const NetcdfVariable& of);

/// The CRS of a CF grid mapping (CF-1.10, appendix F): `crs_wkt` or `spatial_ref` if it has one, else from the
/// CF parameters. Of a rotated pole the CF parameters come first.
/// @throws InputError for a mapping that is not known or lacks a parameter
[[nodiscard]] std::string crs_of_grid_mapping(const NetcdfFile& file, const NetcdfVariable& mapping);

/// Whether a mapping is of a rotated pole: by its name, or without one by the pole it gives.
[[nodiscard]] bool is_rotated_pole(const NetcdfFile& file, const NetcdfVariable& mapping);

/// Metres per radian of the axes of a geostationary mapping (its perspective height); 1 for all others.
[[nodiscard]] double metres_per_unit(const NetcdfFile& file, const NetcdfVariable& mapping);

}  // namespace rangifer::forcing
