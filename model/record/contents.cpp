#include "record/contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "record/flags.h"

namespace rangifer::record {

namespace {

using Axes = std::map<std::string, std::map<std::size_t, std::string>>;  // variable, axis: dimension

/// Names of the members of a group; in alphabetical order if it does not know in which order they came.
std::vector<std::string> members(hid_t group)
{
  H5G_info_t info {};
  check(H5Gget_info(group, &info), "ask for a group");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    for (const H5_index_t order : {H5_INDEX_CRT_ORDER, H5_INDEX_NAME}) {
      const ssize_t length = H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT);
      if (length <= 0) continue;
      std::string name(static_cast<std::size_t>(length), '\0');
      if (H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, i, name.data(), name.size() + 1, H5P_DEFAULT) < 0)
        continue;
      names.push_back(std::move(name));
      break;
    }
  }
  return names;
}

std::string path_of(hid_t object)
{
  std::string name(256, '\0');
  const ssize_t length = H5Iget_name(object, name.data(), name.size());
  if (length <= 0 || static_cast<std::size_t>(length) >= name.size()) return "";
  return name.substr(0, static_cast<std::size_t>(length));
}

/// The attribute REFERENCE_LIST of a dimension: variables that lie along it, and as which of their axes.
void note_users(hid_t scale, const std::string& dimension, Axes& axes)
{
  struct Use {
    hobj_ref_t variable;
    int axis;
  };
  if (H5Aexists(scale, "REFERENCE_LIST") <= 0) return;
  const Handle list(H5Aopen(scale, "REFERENCE_LIST", H5P_DEFAULT), H5Aclose, "open an attribute");
  const Handle space(H5Aget_space(list.get()), H5Sclose, "ask for a shape");
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(Use)), H5Tclose, "make a type");
  check(H5Tinsert(type.get(), "dataset", HOFFSET(Use, variable), H5T_STD_REF_OBJ), "make a type");
  check(H5Tinsert(type.get(), "dimension", HOFFSET(Use, axis), H5T_NATIVE_INT), "make a type");
  std::vector<Use> uses(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (uses.empty() || H5Aread(list.get(), type.get(), uses.data()) < 0) return;
  for (const Use& use : uses) {
    const hid_t id = H5Rdereference2(scale, H5P_DEFAULT, H5R_OBJECT, &use.variable);
    if (id < 0) continue;
    const Handle variable(id, H5Oclose, "follow a reference");
    if (use.axis >= 0) axes[path_of(id)][static_cast<std::size_t>(use.axis)] = dimension;
  }
}

std::vector<double> numbers_at(hid_t object, const char* name)
{
  if (H5Aexists(object, name) <= 0) return {};
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "open an attribute");
  const Handle space(H5Aget_space(attribute.get()), H5Sclose, "ask for a shape");
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  std::vector<double> values(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (values.empty() || H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, values.data()) < 0) return {};
  return values;
}

void describe(hid_t variable, Described& out)
{
  out.long_name = text_attribute(variable, "long_name");
  out.units = text_attribute(variable, "units");
  out.standard_name = text_attribute(variable, "standard_name");
  if (const std::vector<double> fill = numbers_at(variable, "_FillValue"); out.whole && !fill.empty())
    out.missing = fill[0];
  out.words = read_flag_names(variable);
  out.flags = numbers_at(variable, "flag_values");
  if (out.flags.empty()) {
    out.flags = numbers_at(variable, "flag_masks");
    out.flags_are_bits = !out.flags.empty();
  }
  if (out.flags.size() != out.words.size()) {
    out.flags.clear();
    out.words.clear();
  }
}

std::vector<Described> described(const ResultReader& file, const std::string& group)
{
  const hid_t id = H5Gopen2(file.id(), group.c_str(), H5P_DEFAULT);
  if (id < 0) throw InputError(fmt::format("{}: {} is no group", file.file(), group));
  const Handle open(id, H5Gclose, "open a group");
  std::vector<Described> all;
  Axes axes;
  for (const std::string& name : members(id)) {
    const hid_t member = H5Dopen2(id, name.c_str(), H5P_DEFAULT);
    if (member < 0) continue;  // a group
    const Handle variable(member, H5Dclose, "open a variable");
    note_users(member, name, axes);
    const Handle type(H5Dget_type(member), H5Tclose, "ask for a type");
    const H5T_class_t kind = H5Tget_class(type.get());
    if (kind != H5T_INTEGER && kind != H5T_FLOAT) continue;
    Described one;
    one.name = fmt::format("{}/{}", group, name);
    one.group = group;
    one.short_name = name;
    one.whole = kind == H5T_INTEGER;
    describe(member, one);
    all.push_back(std::move(one));
  }
  for (Described& one : all) {
    const auto& of_it = axes["/" + one.name];
    const std::size_t rank = file.shape(one.name).size();
    if (of_it.empty() || of_it.rbegin()->first >= rank) continue;
    one.dimensions.resize(rank);
    for (const auto& [axis, dimension] : of_it) one.dimensions[axis] = dimension;
  }
  return all;
}

}  // namespace

bool Described::along(std::string_view dimensions_wanted) const
{
  return fmt::format("{}", fmt::join(dimensions, " ")) == dimensions_wanted;
}

std::vector<Described> contents(const ResultReader& file, const std::string& group)
{
  if (!file.has(group)) return {};
  try {
    return described(file, group);
  } catch (const RunError& e) {
    throw InputError(fmt::format("{}: {}/: {}; the file is broken", file.file(), group, e.what()));
  }
}

}  // namespace rangifer::record
