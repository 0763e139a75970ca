#include "record/result_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <sstream>

#include "base/error.h"
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
    throw InputError(fmt::format("{}: is a folder, not a result file", file.string()));
  }
  if (!std::filesystem::exists(file)) throw InputError(fmt::format("{}: no such file", file.string()));
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0) {
    throw InputError(
      fmt::format("{}: not an HDF5 file, or a broken one; expected a result of rangifer run", file.string()));
  }
  return {id, H5Fclose, "open a result"};
}

}  // namespace

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
  comparison_ = what == Openable::comparisons_too && format == "rangifer comparison";
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

std::vector<std::int64_t> ResultReader::wholes(const std::string& name) const
{
  std::vector<std::int64_t> values(product(shape(name)));
  read(name, H5T_NATIVE_INT64, values.data());
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
  std::istringstream words(text_attribute(variable(name).get(), "flag_meanings"));
  std::vector<std::string> names {std::istream_iterator<std::string>(words), {}};
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

std::string ResultReader::text_of(const std::string& name, const char* attribute) const
{
  return text_attribute(variable(name).get(), attribute);
}

}  // namespace rangifer::record
