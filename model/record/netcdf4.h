#pragma once
#include <cstddef>
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

/// `virtual_too`: the file may hold virtual variables, which HDF5 has had since 1.10; all else stays as in 1.8.
[[nodiscard]] Handle create_file(const std::filesystem::path& path, bool virtual_too = false);
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
  bool says_missing = true;       ///< false: no such attribute, since readers turn what has one into real numbers
};
[[nodiscard]] Handle create_variable(hid_t group, const std::string& name, Type type, const Shape& shape);

/// One that create_variable made, to write more of it.
[[nodiscard]] Handle open_variable(hid_t group, const std::string& name, Type type, const Shape& shape);
/// Lengths along its axes. @throws RunError
[[nodiscard]] std::vector<hsize_t> extent_of(hid_t variable);

/// The variable of another file that fills a block of a virtual one. A relative name of a file is looked for from the
/// folder of the file with the virtual variable.
struct VirtualSource {
  std::vector<hsize_t> start, count;  ///< of the block
  std::string file, variable;
  std::vector<hsize_t> length;  ///< of that variable: as many values as the block
};
/// A variable that holds no values itself; what no source gives is missing. `shape.chunk` says nothing here.
[[nodiscard]] Handle create_virtual_variable(hid_t group, const std::string& name, Type type, const Shape& shape,
                                             std::span<const VirtualSource> sources);

/// A dimension that has no variable of its name (netCDF-C keeps such as an empty data set).
/// @param length 0: unlimited
[[nodiscard]] Handle create_bare_dimension(hid_t group, const std::string& name, hsize_t length);
/// Makes a coordinate variable the dimension of its own name.
void make_dimension(hid_t variable, const std::string& name);
void attach_dimension(hid_t variable, hid_t dimension, unsigned axis);

void resize(hid_t variable, std::span<const hsize_t> length);
/// Writes the block that starts at `start` and is `count` long on each axis; none for a scalar.
void write_block(hid_t variable, std::span<const hsize_t> start, std::span<const hsize_t> count, const Column& values);
/// The same from memory that holds values of `type`, which is no text.
void write_block(hid_t variable, std::span<const hsize_t> start, std::span<const hsize_t> count, Type type,
                 const void* values);

/// All values of a variable, as `type`, which is no text. @throws RunError
[[nodiscard]] std::vector<std::byte> read_bytes(hid_t variable, Type type);
/// All texts of a variable of texts. @throws RunError
[[nodiscard]] std::vector<std::string> read_texts(hid_t variable);
/// Copies all attributes but those that tell of dimensions and of missing values, which belong to the one file.
void copy_attributes(hid_t from, hid_t to);

}  // namespace rangifer::record
