#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "record/column.h"
#include "record/handle.h"

/// HDF5 that is valid netCDF-4, so that xarray, ncdump, GDAL, QGIS and cdo open it unmodified: V18
/// format, creation order tracked, no time stamps, dimension scales, no enum and no compound types.
namespace rangifer::record {

[[nodiscard]] Handle create_file(const std::filesystem::path& path);
/// A file that create_file made, to add to it in the same version. @throws RunError
[[nodiscard]] Handle open_to_change(const std::filesystem::path& path);
[[nodiscard]] Handle create_group(hid_t parent, const std::string& name);

using AttributeValue = std::variant<std::string, double, std::int64_t, std::uint64_t>;
void write_attribute(hid_t object, const std::string& name, const AttributeValue& value);
/// Numbers as an array of the column's own type (flag_values, _FillValue).
void write_attribute(hid_t object, const std::string& name, const Column& values);

/// What a variable is in the file. A length of 0 is an unlimited dimension that has no rows yet.
struct Shape {
  std::vector<hsize_t> length;
  std::vector<hsize_t> chunk;     ///< empty: contiguous
  std::optional<double> missing;  ///< fill value, also written as attribute _FillValue
};
[[nodiscard]] Handle create_variable(hid_t group, const std::string& name, Type type, const Shape& shape);

/// One that create_variable made, to write more of it.
[[nodiscard]] Handle open_variable(hid_t group, const std::string& name, Type type, const Shape& shape);
/// Lengths along its axes. @throws RunError
[[nodiscard]] std::vector<hsize_t> extent_of(hid_t variable);

/// A dimension that has no variable of its name (netCDF-C keeps such as an empty data set).
/// @param length 0: unlimited
[[nodiscard]] Handle create_bare_dimension(hid_t group, const std::string& name, hsize_t length);
/// Makes a coordinate variable the dimension of its own name.
void make_dimension(hid_t variable, const std::string& name);
void attach_dimension(hid_t variable, hid_t dimension, unsigned axis);

void resize(hid_t variable, std::span<const hsize_t> length);
/// Writes the block that starts at `start` and is `count` long on each axis; none for a scalar.
void write_block(hid_t variable, std::span<const hsize_t> start, std::span<const hsize_t> count, const Column& values);

}  // namespace rangifer::record
