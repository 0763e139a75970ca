#include "record/result_reader.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "record/comparison_layout.h"
#include "record/flags.h"
#include "record/layout.h"

namespace rangifer::record {

namespace {

std::size_t product(const std::vector<std::size_t>& shape)
{
  return std::accumulate(shape.begin(), shape.end(), std::size_t {1}, std::multiplies<> {});
}

Handle open_hdf5(const std::filesystem::path& file)
{
  silence_hdf5();
  if (std::filesystem::is_directory(file)) {
    throw InputError(fmt::format(
      "{}: is a folder, not a result file; name one result in it, or compare two folders first", file.string()));
  }
  if (!std::filesystem::exists(file)) throw InputError(fmt::format("{}: no such file", file.string()));
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0) {
    throw InputError(
      fmt::format("{}: not an HDF5 file, or a broken one; expected a result of rangifer run", file.string()));
  }
  return {id, H5Fclose, "open a result"};
}

/// Last part of an object's path.
std::string own_name(hid_t object)
{
  std::string name(256, '\0');
  const ssize_t length = H5Iget_name(object, name.data(), name.size());
  name.resize(length > 0 ? std::min(static_cast<std::size_t>(length), name.size() - 1) : 0);
  return name.substr(name.rfind('/') + 1);
}

herr_t note_name(hid_t, const char* name, const H5L_info_t*, void* names) noexcept
{
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

herr_t note_scale(hid_t, unsigned, hid_t scale, void* name) noexcept
{
  *static_cast<std::string*>(name) = own_name(scale);
  return 1;  // the first is enough
}

enum class Kind : std::uint8_t { group, numbers, other };

Kind kind_of(hid_t parent, const std::string& name)
{
  const hid_t id = H5Oopen(parent, name.c_str(), H5P_DEFAULT);
  if (id < 0) return Kind::other;
  const Handle object(id, H5Oclose, "open an object");
  if (H5Iget_type(id) == H5I_GROUP) return Kind::group;
  if (H5Iget_type(id) != H5I_DATASET) return Kind::other;
  const Handle type(H5Dget_type(id), H5Tclose, "ask for a type");
  const H5T_class_t found = H5Tget_class(type.get());
  return found == H5T_INTEGER || found == H5T_FLOAT ? Kind::numbers : Kind::other;
}

}  // namespace

std::vector<std::string> links_of(hid_t group)
{
  std::vector<std::string> names;
  hsize_t from = 0;
  if (H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &from, note_name, &names) < 0) {  // not tracked: by name
    names.clear();
    from = 0;
    check(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &from, note_name, &names), "list a group");
  }
  return names;
}

std::string text_attribute(hid_t object, const char* name)
{
  if (H5Aexists(object, name) <= 0) return "";
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "open an attribute");
  const Handle type(H5Aget_type(attribute.get()), H5Tclose, "ask for a type");
  if (H5Tget_class(type.get()) != H5T_STRING || H5Tis_variable_str(type.get()) > 0) return "";
  std::string text(H5Tget_size(type.get()), '\0');
  if (H5Aread(attribute.get(), type.get(), text.data()) < 0) return "";
  return text.c_str();
}

ResultReader::ResultReader(const std::filesystem::path& file, Openable what)
    : name_ {file.string()}, file_ {open_hdf5(file)}
{
  const std::string format = text_attribute(file_.get(), "format");
  comparison_ = what == Openable::comparisons_too && format == comparison_format;
  if (!comparison_ && format != "rangifer run") {
    if (what == Openable::comparisons_too)
      throw InputError(fmt::format("{}: not a result of rangifer run, nor one of rangifer compare", name_));
    throw InputError(fmt::format("{}: not a result of rangifer run (no attribute format = \"rangifer run\")", name_));
  }
  if (const double version = root_number("format_version"); version != static_cast<double>(format_version)) {
    throw InputError(
      fmt::format("{}: format version {}, but this program reads version {}", name_, version, format_version));
  }
}

bool ResultReader::has(const std::string& name) const
{
  for (std::size_t at = name.find('/');; at = name.find('/', at + 1)) {
    if (H5Lexists(file_.get(), name.substr(0, at).c_str(), H5P_DEFAULT) <= 0) return false;
    if (at == std::string::npos) return true;
  }
}

Handle ResultReader::variable(const std::string& name) const
{
  if (!has(name)) throw InputError(fmt::format("{}: has no {}; is it a whole result?", name_, name));
  const hid_t id = H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT);
  if (id < 0) throw InputError(fmt::format("{}: {} is no variable", name_, name));
  return {id, H5Dclose, "open a variable"};
}

std::vector<std::size_t> ResultReader::shape(const std::string& name) const
{
  const Handle data = variable(name);
  const Handle space(H5Dget_space(data.get()), H5Sclose, "ask for a shape");
  std::vector<hsize_t> length(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
  check(H5Sget_simple_extent_dims(space.get(), length.data(), nullptr), "ask for a shape");
  return {length.begin(), length.end()};
}

void ResultReader::read(const std::string& name, hid_t type, void* into) const
{
  const Handle data = variable(name);
  if (H5Dread(data.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, into) < 0) {
    throw InputError(fmt::format("{}: {} cannot be read; the file is broken", name_, name));
  }
}

std::vector<double> ResultReader::numbers(const std::string& name) const
{
  std::vector<double> values(product(shape(name)));
  read(name, H5T_NATIVE_DOUBLE, values.data());
  return values;
}

std::vector<float> ResultReader::floats(const std::string& name) const
{
  std::vector<float> values(product(shape(name)));
  read(name, H5T_NATIVE_FLOAT, values.data());
  return values;
}

std::vector<double> ResultReader::of_herd(const std::string& name, std::size_t herd) const
{
  const std::vector<std::size_t> length = shape(name);
  if (length.size() < 2 || herd >= length[1]) {
    throw InputError(fmt::format("{}: {} has another shape than (time, herd, ...)", name_, name));
  }
  const std::vector<double> all = numbers(name);
  const std::size_t inner = product({length.begin() + 2, length.end()});
  std::vector<double> one;
  one.reserve(length[0] * inner);
  for (std::size_t t = 0; t < length[0]; ++t) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>((t * length[1] + herd) * inner);
    one.insert(one.end(), from, from + static_cast<std::ptrdiff_t>(inner));
  }
  return one;
}

std::vector<std::string> ResultReader::names(const std::string& name) const
{
  // Not from the text variable beside it: HDF5 1.10 falls over a broken heap of texts.
  std::vector<std::string> names = read_flag_names(variable(name).get());
  if (names.size() != product(shape(name))) {
    throw InputError(fmt::format("{}: {} has {} names for {} numbers; the file is broken", name_, name, names.size(),
                                 product(shape(name))));
  }
  return names;
}

double ResultReader::root_number(const std::string& attribute) const
{
  if (H5Aexists(file_.get(), attribute.c_str()) <= 0) {
    throw InputError(fmt::format("{}: has no attribute {}", name_, attribute));
  }
  const Handle one(H5Aopen(file_.get(), attribute.c_str(), H5P_DEFAULT), H5Aclose, "open an attribute");
  double value = 0;
  if (H5Aread(one.get(), H5T_NATIVE_DOUBLE, &value) < 0) {
    throw InputError(fmt::format("{}: attribute {} is not a number", name_, attribute));
  }
  return value;
}

std::string ResultReader::root_text(const std::string& attribute) const
{
  return text_attribute(file_.get(), attribute.c_str());
}

std::vector<std::string> ResultReader::groups() const
{
  std::vector<std::string> found;
  for (const std::string& name : links_of(file_.get()))
    if (kind_of(file_.get(), name) == Kind::group) found.push_back(name);
  return found;
}

std::vector<std::string> ResultReader::number_variables(const std::string& group) const
{
  if (!group.empty() && !has(group)) return {};
  const Handle open(H5Gopen2(file_.get(), group.empty() ? "/" : group.c_str(), H5P_DEFAULT), H5Gclose, "open a group");
  std::vector<std::string> found;
  for (const std::string& name : links_of(open.get()))
    if (kind_of(open.get(), name) == Kind::numbers) found.push_back(name);
  return found;
}

std::vector<std::string> ResultReader::dimensions(const std::string& name) const
{
  const Handle data = variable(name);
  if (H5DSis_scale(data.get()) > 0) return {own_name(data.get())};
  std::vector<std::string> names(shape(name).size());
  for (std::size_t axis = 0; axis < names.size(); ++axis) {
    const auto number = static_cast<unsigned>(axis);
    if (H5DSget_num_scales(data.get(), number) < 1) continue;
    check(H5DSiterate_scales(data.get(), number, nullptr, note_scale, &names[axis]), "ask for a dimension");
  }
  return names;
}

std::string ResultReader::text_of(const std::string& name, const std::string& attribute) const
{
  return text_attribute(variable(name).get(), attribute.c_str());
}

std::vector<double> ResultReader::numbers_or_nan(const std::string& name) const
{
  std::vector<double> values = numbers(name);
  const Handle data = variable(name);
  if (H5Aexists(data.get(), "_FillValue") <= 0) return values;
  const Handle attribute(H5Aopen(data.get(), "_FillValue", H5P_DEFAULT), H5Aclose, "open an attribute");
  double missing = 0;
  check(H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &missing), "read _FillValue");
  std::ranges::replace(values, missing, std::numeric_limits<double>::quiet_NaN());
  return values;
}

std::vector<std::int64_t> ResultReader::integers(const std::string& name) const
{
  std::vector<std::int64_t> values(product(shape(name)));
  read(name, H5T_NATIVE_INT64, values.data());
  return values;
}

void ResultReader::copy_to(hid_t group, const std::string& name, const std::string& as) const
{
  if (!has(name)) throw InputError(fmt::format("{}: has no {}; is it a whole result?", name_, name));
  check(H5Ocopy(file_.get(), name.c_str(), group, as.c_str(), H5P_DEFAULT, H5P_DEFAULT), fmt::format("copy {}", name));
}

}  // namespace rangifer::record
