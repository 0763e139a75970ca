#pragma once
#include <string>
#include <vector>

#include "forcing/file/netcdf_file.h"

namespace rangifer::forcing {

/// What a coordinate variable counts along.
enum class AxisKind { none, longitude, latitude, x, y, rotated_longitude, rotated_latitude, time };

struct AxisVariable {
  const NetcdfVariable* variable = nullptr;
  AxisKind kind = AxisKind::none;
  int sureness = 0;  ///< 3: its standard name says so; 2: its units do; 1: its own name or `axis` alone
};

/// By standard name, then units, then its own name, then the attribute `axis`.
[[nodiscard]] AxisVariable kind_of(const NetcdfFile& file, const NetcdfVariable& v);

/// The coordinate variable along one dimension of `of`: the surest; of equals the one named like the dimension.
[[nodiscard]] AxisVariable axis_along(const NetcdfFile& file, const NetcdfVariable& of,
                                      const NetcdfDimension& dimension);

/// Cell centres: degrees, longitudes without jumps and once round the earth; projected x and y in metres, or as
/// stored if the axis has no unit (see has_unit); scanning angles in radians.
/// @throws InputError: one value, a missing one, turns back, latitude beyond a pole, unit of no length
[[nodiscard]] std::vector<double> axis_values(const NetcdfFile& file, const AxisVariable& axis);

/// Whether the file says in which unit an axis is.
[[nodiscard]] bool has_unit(const NetcdfFile& file, const AxisVariable& axis);

/// @throws InputError: latitude beyond a pole, longitude outside -360..720
void require_on_earth(const NetcdfFile& file, const NetcdfVariable& of, double degrees, bool is_latitude);

}  // namespace rangifer::forcing
