#include "record/netcdf4.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <exception>
#include <string_view>

namespace rangifer::record {

namespace {

constexpr unsigned deflate_level = 1;
constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Handle properties(hid_t kind) { return {H5Pcreate(kind), H5Pclose, "make an HDF5 property list"}; }

Handle text_type(std::size_t size)
{
  Handle type {H5Tcopy(H5T_C_S1), H5Tclose, "make a text type"};
  check(H5Tset_size(type.get(), size), "size a text type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "make a text type UTF-8");
  return type;
}

Handle type_of(Type type)
{
  const auto copy = [](hid_t id) { return Handle {H5Tcopy(id), H5Tclose, "copy a number type"}; };
  switch (type) {
    case Type::i8:
      return copy(H5T_NATIVE_INT8);
    case Type::i32:
      return copy(H5T_NATIVE_INT32);
    case Type::i64:
      return copy(H5T_NATIVE_INT64);
    case Type::f32:
      return copy(H5T_NATIVE_FLOAT);
    case Type::f64:
      return copy(H5T_NATIVE_DOUBLE);
    case Type::text:
      break;
  }
  return text_type(H5T_VARIABLE);
}

Handle scalar_space() { return {H5Screate(H5S_SCALAR), H5Sclose, "make a scalar data space"}; }

Handle array_space(std::span<const hsize_t> length)
{
  if (length.empty()) return scalar_space();
  std::vector<hsize_t> most(length.begin(), length.end());
  std::ranges::replace(most, hsize_t {0}, H5S_UNLIMITED);
  return {H5Screate_simple(static_cast<int>(length.size()), length.data(), most.data()), H5Sclose, "make a data space"};
}

Handle dataset_properties()
{
  Handle p = properties(H5P_DATASET_CREATE);
  check(H5Pset_attr_creation_order(p.get(), in_order), "track the order of attributes");
  check(H5Pset_obj_track_times(p.get(), false), "leave out time stamps");
  return p;
}

Handle create_dataset(hid_t group, const std::string& name, hid_t type, const Handle& space, const Handle& how,
                      const Handle& access)
{
  return {H5Dcreate2(group, name.c_str(), type, space.get(), H5P_DEFAULT, how.get(), access.get()), close_dataset,
          fmt::format("make variable {}", name)};
}

/// HDF5 keeps chunks of a variable up to 1 MB long after they are full: over many years and a hundred variables
/// that adds up. Rows come in order, so the chunk that is being filled and its neighbour are enough.
Handle small_chunk_cache(const Shape& shape, std::size_t value_bytes)
{
  Handle access = properties(H5P_DATASET_ACCESS);
  if (shape.chunk.empty()) return access;
  std::size_t bytes = 2 * value_bytes;
  for (const hsize_t side : shape.chunk) bytes *= side;
  constexpr std::size_t default_bytes = std::size_t {1} << 20, slots = 101;
  constexpr double full_ones_first = 1.0;
  check(H5Pset_chunk_cache(access.get(), slots, std::min(bytes, default_bytes), full_ones_first),
        "limit the chunk cache");
  return access;
}

void write_attribute_raw(hid_t object, const std::string& name, hid_t type, const Handle& space, const void* value)
{
  const std::string what = fmt::format("write attribute {}", name);
  const Handle attribute {H5Acreate2(object, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                          what};
  if (value != nullptr) check(H5Awrite(attribute.get(), type, value), what);
}

/// With a fill value, if there is one.
Handle create_filled(hid_t group, const std::string& name, Type type, const Shape& shape, const Handle& how,
                     const Handle& access)
{
  const Handle file_type = type_of(type);
  Column fill {type};
  if (shape.missing) {
    fill.push(*shape.missing);
    check(H5Pset_fill_value(how.get(), file_type.get(), fill.data()), "set the fill value");
  }
  Handle variable = create_dataset(group, name, file_type.get(), array_space(shape.length), how, access);
  if (shape.missing && shape.says_missing) write_attribute(variable.get(), "_FillValue", fill);
  return variable;
}

/// In the names of sources, "%b" stands for the number of a block, so each "%" of a name is doubled.
std::string without_patterns(const std::string& file)
{
  std::string out;
  for (const char c : file) out += c == '%' ? std::string("%%") : std::string(1, c);
  return out;
}

/// "/herd/alive". Asked before the call that may fail, since asking wipes HDF5's messages.
std::string name_of(hid_t object)
{
  std::string name(256, '\0');
  const ssize_t length = H5Iget_name(object, name.data(), name.size());
  name.resize(length > 0 ? std::min(static_cast<std::size_t>(length), name.size() - 1) : 0);
  return name;
}

std::size_t values_in(hid_t variable)
{
  const Handle space {H5Dget_space(variable), H5Sclose, "find the shape of a variable"};
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

/// One step of copy_attributes. @param to the hid_t of the object that receives them
herr_t copy_attribute(hid_t from, const char* name, const H5A_info_t*, void* to) noexcept
try {
  constexpr std::array<std::string_view, 6> of_the_file {"CLASS",          "NAME",       "REFERENCE_LIST",
                                                         "DIMENSION_LIST", "_FillValue", "_Netcdf4Dimid"};
  if (std::ranges::count(of_the_file, std::string_view(name)) > 0) return 0;
  const Handle attribute {H5Aopen(from, name, H5P_DEFAULT), H5Aclose, "open an attribute"};
  const Handle type {H5Aget_type(attribute.get()), H5Tclose, "ask for a type"};
  const Handle space {H5Aget_space(attribute.get()), H5Sclose, "ask for a shape"};
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());  // 0 for a text of length 0
  std::vector<std::byte> value(static_cast<std::size_t>(std::max<hssize_t>(count, 0)) * H5Tget_size(type.get()));
  if (!value.empty()) check(H5Aread(attribute.get(), type.get(), value.data()), "read an attribute");
  write_attribute_raw(*static_cast<hid_t*>(to), name, type.get(), space, value.empty() ? nullptr : value.data());
  return 0;
} catch (const std::exception&) {
  return -1;
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& text)
{
  if (text.empty()) {  // HDF5 has no text of length 0: an empty data space stands for it
    const Handle nothing {H5Screate(H5S_NULL), H5Sclose, "make an empty data space"};
    write_attribute_raw(object, name, text_type(1).get(), nothing, nullptr);
  } else {
    write_attribute_raw(object, name, text_type(text.size()).get(), scalar_space(), text.data());
  }
}

}  // namespace

namespace {

/// HDF5 lets what it knows of chunks grow to 32 MB, so that a run of forty years would seem to need more
/// memory than one of a year. Chunks are written in order and hardly looked at again.
void limit_metadata_cache(hid_t access)
{
  constexpr std::size_t most_bytes = std::size_t {1} << 20;
  H5AC_cache_config_t config {};
  config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  check(H5Pget_mdc_config(access, &config), "ask for the metadata cache");
  config.max_size = most_bytes;
  config.min_size = std::min(config.min_size, most_bytes);
  config.initial_size = std::min(config.initial_size, most_bytes);
  check(H5Pset_mdc_config(access, &config), "limit the metadata cache");
}

}  // namespace

namespace {

Handle access_of_file(bool virtual_too)
{
  Handle access = properties(H5P_FILE_ACCESS);
  const H5F_libver_t latest = virtual_too ? H5F_LIBVER_V110 : H5F_LIBVER_V18;
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, latest), "choose the file version");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "choose how the file closes");
  limit_metadata_cache(access.get());
  return access;
}

}  // namespace

Handle create_file(const std::filesystem::path& path, bool virtual_too)
{
  const Handle how = properties(H5P_FILE_CREATE);
  check(H5Pset_link_creation_order(how.get(), in_order), "track the order of variables");
  check(H5Pset_attr_creation_order(how.get(), in_order), "track the order of attributes");
  check(H5Pset_obj_track_times(how.get(), false), "leave out time stamps");
  const Handle access = access_of_file(virtual_too);
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, how.get(), access.get()), close_file,
          fmt::format("make {}", path.string())};
}

Handle open_to_change(const std::filesystem::path& path)
{
  const Handle access = access_of_file(false);
  return {H5Fopen(path.c_str(), H5F_ACC_RDWR, access.get()), close_file, fmt::format("open {}", path.string())};
}

Handle create_group(hid_t parent, const std::string& name)
{
  const Handle how = properties(H5P_GROUP_CREATE);
  check(H5Pset_link_creation_order(how.get(), in_order), "track the order of variables");
  check(H5Pset_attr_creation_order(how.get(), in_order), "track the order of attributes");
  check(H5Pset_obj_track_times(how.get(), false), "leave out time stamps");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, how.get(), H5P_DEFAULT), H5Gclose,
          fmt::format("make group {}", name)};
}

void write_attribute(hid_t object, const std::string& name, const AttributeValue& value)
{
  if (const auto* text = std::get_if<std::string>(&value)) {
    write_text_attribute(object, name, *text);
  } else if (const auto* real = std::get_if<double>(&value)) {
    write_attribute_raw(object, name, H5T_NATIVE_DOUBLE, scalar_space(), real);
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    write_attribute_raw(object, name, H5T_NATIVE_INT64, scalar_space(), whole);
  } else if (const auto* natural = std::get_if<std::uint64_t>(&value)) {
    write_attribute_raw(object, name, H5T_NATIVE_UINT64, scalar_space(), natural);
  }
}

void write_attribute(hid_t object, const std::string& name, const Column& values)
{
  const hsize_t count = values.size();
  write_attribute_raw(object, name, type_of(values.type()).get(), array_space({&count, 1}), values.data());
}

Handle create_variable(hid_t group, const std::string& name, Type type, const Shape& shape)
{
  const Handle how = dataset_properties();
  const Handle file_type = type_of(type);
  if (!shape.chunk.empty()) {
    const int axes = static_cast<int>(shape.chunk.size());
    check(H5Pset_chunk(how.get(), axes, shape.chunk.data()), fmt::format("chunk {}", name));
    if (type != Type::text) {  // deflate sees only the addresses of texts
      check(H5Pset_shuffle(how.get()), "shuffle bytes");
      check(H5Pset_deflate(how.get(), deflate_level), "compress");
    }
  }
  return create_filled(group, name, type, shape, how, small_chunk_cache(shape, H5Tget_size(file_type.get())));
}

Handle create_virtual_variable(hid_t group, const std::string& name, Type type, const Shape& shape,
                               std::span<const VirtualSource> sources)
{
  const Handle how = dataset_properties();
  const Handle space = array_space(shape.length);
  for (const VirtualSource& s : sources) {
    check(H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, s.start.data(), nullptr, s.count.data(), nullptr),
          "select a block");
    check(H5Pset_virtual(how.get(), space.get(), without_patterns(s.file).c_str(), s.variable.c_str(),
                         array_space(s.length).get()),
          fmt::format("make {} of {} a source", s.variable, s.file));
  }
  return create_filled(group, name, type, shape, how, properties(H5P_DATASET_ACCESS));
}

Handle open_variable(hid_t group, const std::string& name, Type type, const Shape& shape)
{
  const Handle access = small_chunk_cache(shape, H5Tget_size(type_of(type).get()));
  return {H5Dopen2(group, name.c_str(), access.get()), close_dataset, fmt::format("open variable {}", name)};
}

std::vector<hsize_t> extent_of(hid_t variable)
{
  const std::string what = fmt::format("find the shape of {}", name_of(variable));
  const Handle space {H5Dget_space(variable), H5Sclose, what};
  const int axes = H5Sget_simple_extent_ndims(space.get());
  std::vector<hsize_t> extent(static_cast<std::size_t>(std::max(axes, 0)));
  check(H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr), what);
  return extent;
}

Handle create_bare_dimension(hid_t group, const std::string& name, hsize_t length)
{
  const Handle how = dataset_properties();
  const hsize_t chunk = 1024;
  if (length == 0) check(H5Pset_chunk(how.get(), 1, &chunk), fmt::format("chunk {}", name));
  Handle scale =
    create_dataset(group, name, H5T_IEEE_F32BE, array_space({&length, 1}), how, properties(H5P_DATASET_ACCESS));
  const std::string mark = fmt::format("This is a netCDF dimension but not a netCDF variable. {:>10}", length);
  make_dimension(scale.get(), mark);
  return scale;
}

void make_dimension(hid_t variable, const std::string& name)
{
  check(H5DSset_scale(variable, name.c_str()), fmt::format("make {} a dimension", name));
}

void attach_dimension(hid_t variable, hid_t dimension, unsigned axis)
{
  check(H5DSattach_scale(variable, dimension, axis), "attach a dimension");
}

void resize(hid_t variable, std::span<const hsize_t> length)
{
  check(H5Dset_extent(variable, length.data()), "lengthen a variable");
}

void write_block(hid_t variable, std::span<const hsize_t> start, std::span<const hsize_t> count, const Column& values)
{
  if (values.type() != Type::text) return write_block(variable, start, count, values.type(), values.data());
  std::vector<const char*> addresses;  // what HDF5 takes for texts
  for (const auto& text : values.texts()) addresses.push_back(text.c_str());
  write_block(variable, start, count, Type::text, addresses.data());
}

void write_block(hid_t variable, std::span<const hsize_t> start, std::span<const hsize_t> count, Type type,
                 const void* values)
{
  assert(start.size() == count.size());
  const Handle in_file {H5Dget_space(variable), H5Sclose, "find the shape of a variable"};
  if (!count.empty())
    check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
          "select a block");
  const Handle in_memory = array_space(count);
  const Handle memory_type = type_of(type);
  const std::string what = fmt::format("write {}", name_of(variable));
  check(H5Dwrite(variable, memory_type.get(), in_memory.get(), in_file.get(), H5P_DEFAULT, values), what);
}

std::vector<std::byte> read_bytes(hid_t variable, Type type)
{
  const Handle memory_type = type_of(type);
  std::vector<std::byte> values(values_in(variable) * H5Tget_size(memory_type.get()));
  const std::string what = fmt::format("read {}", name_of(variable));
  check(H5Dread(variable, memory_type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), what);
  return values;
}

std::vector<std::string> read_texts(hid_t variable)
{
  const Handle type = type_of(Type::text);
  const Handle space {H5Dget_space(variable), H5Sclose, "find the shape of a variable"};
  std::vector<char*> found(values_in(variable));
  const std::string what = fmt::format("read {}", name_of(variable));
  check(H5Dread(variable, type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, found.data()), what);
  std::vector<std::string> texts;
  for (const char* text : found) texts.emplace_back(text != nullptr ? text : "");
  check(H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, found.data()), "free texts");
  return texts;
}

void copy_attributes(hid_t from, hid_t to)
{
  hsize_t at = 0;
  check(H5Aiterate2(from, H5_INDEX_CRT_ORDER, H5_ITER_INC, &at, copy_attribute, &to),
        fmt::format("copy the attributes of {}", name_of(from)));
}

}  // namespace rangifer::record
