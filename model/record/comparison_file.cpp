#include "record/comparison_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "record/flags.h"
#include "record/layout.h"
#include "record/partial_file.h"
#include "record/result_reader.h"

namespace rangifer::record {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_chunk_side = 512, longest_table_chunk = 16384;

bool is_map(const std::vector<std::string>& dimensions)
{
  return dimensions.size() >= 2 && dimensions[dimensions.size() - 2] == "y" && dimensions.back() == "x";
}

/// Maps are cut in squares, long tables in pieces; the rest is small.
std::vector<hsize_t> chunk_of(const std::vector<std::string>& dimensions, const std::vector<hsize_t>& length)
{
  if (is_map(dimensions)) {
    std::vector<hsize_t> chunk(length.size(), 1);
    for (std::size_t i = length.size() - 2; i < length.size(); ++i)
      chunk[i] = std::min<hsize_t>(length[i], longest_chunk_side);
    return chunk;
  }
  if (dimensions.size() == 1 && dimensions[0] == "birth") return {std::min<hsize_t>(length[0], longest_table_chunk)};
  return {};
}

/// One group in the making: its axes as they are first needed, then its variables.
class Group {
public:
  Group(hid_t file, const ComparisonGroup& group, const ComparisonFile& what)
      : what_ {what}, name_ {group.name}, group_ {create_group(file, name_)}
  {
    std::string comment {group.meaning};
    if (const auto note = what.note.find(name_); note != what.note.end()) comment += " " + note->second;
    write_attribute(group_.get(), "title", std::string {group.title});
    write_attribute(group_.get(), "comment", comment);
  }

  [[nodiscard]] hid_t id() const noexcept { return group_.get(); }

  void write(const ComparisonVariable& v, const Column& values)
  {
    std::vector<std::string> dimensions;
    for (const std::string_view d : split(v.dimensions, ' ')) dimensions.emplace_back(d);
    std::vector<hsize_t> length;
    for (const std::string& d : dimensions) length.push_back(axis(d).length);
    Shape shape {length, chunk_of(dimensions, length), {}};
    if (v.type == Type::f32 || v.type == Type::f64) shape.missing = std::numeric_limits<double>::quiet_NaN();
    const Handle variable = create_variable(id(), v.name, v.type, shape);
    write_attribute(variable.get(), "long_name", v.long_name);
    if (!v.units.empty()) write_attribute(variable.get(), "units", v.units);
    if (v.name == "region_mask") write_flags(variable.get(), v.type, axis("region").names, Flags::bits);
    if (v.name == "lat" || v.name == "lon") {
      write_attribute(variable.get(), "standard_name", std::string {v.name == "lat" ? "latitude" : "longitude"});
    } else {
      say_coordinates(variable.get(), dimensions);
    }
    for (std::size_t i = 0; i < dimensions.size(); ++i)
      attach_dimension(variable.get(), scales_.at(dimensions[i]).get(), static_cast<unsigned>(i));
    put(variable.get(), v.name, length, values);
  }

private:
  const ComparisonAxis& axis(const std::string& name)
  {
    const auto found = what_.axes.find(name);
    if (found == what_.axes.end()) throw RunError(fmt::format("comparison: {} has no axis {}", name_, name));
    if (!scales_.contains(name)) make_axis(name, found->second);
    return found->second;
  }

  void make_axis(const std::string& name, const ComparisonAxis& a)
  {
    const std::vector<hsize_t> length {a.length};
    if (a.names.empty() && a.values.size() == 0) {
      scales_.emplace(name, create_bare_dimension(id(), name, a.length));
      return;
    }
    Column values = a.values;
    if (!a.names.empty()) {
      values = Column {Type::i32};
      for (std::size_t i = 0; i < a.length; ++i) values.push(i);
    }
    Handle scale = create_variable(id(), name, values.type(), {length, {}, {}});
    make_dimension(scale.get(), name);
    write_attribute(scale.get(), "long_name", a.long_name);
    if (!a.units.empty()) write_attribute(scale.get(), "units", a.units);
    if (!a.standard_name.empty()) write_attribute(scale.get(), "standard_name", a.standard_name);
    if (name == "x" || name == "y") write_attribute(scale.get(), "axis", std::string {name == "x" ? "X" : "Y"});
    write_flags(scale.get(), values.type(), a.names);
    put(scale.get(), name, length, values);
    const hid_t id_of_scale = scales_.emplace(name, std::move(scale)).first->second.get();
    if (a.names.empty()) return;
    const Handle label = create_variable(id(), name + "_name", Type::text, {length, {}, {}});
    write_attribute(label.get(), "long_name", fmt::format("names that the numbers of {} stand for", name));
    attach_dimension(label.get(), id_of_scale, 0);
    Column words {Type::text};
    for (const std::string& word : a.names) words.push(word);
    put(label.get(), name + "_name", length, words);
  }

  void say_coordinates(hid_t variable, const std::vector<std::string>& dimensions) const
  {
    std::string coordinates = is_map(dimensions) ? "lat lon" : "";
    for (const std::string& d : dimensions)
      if (!what_.axes.at(d).names.empty()) coordinates += (coordinates.empty() ? "" : " ") + d + "_name";
    if (!coordinates.empty()) write_attribute(variable, "coordinates", coordinates);
    if (is_map(dimensions)) write_attribute(variable, "grid_mapping", std::string {"crs"});
  }

  void put(hid_t variable, const std::string& name, const std::vector<hsize_t>& length, const Column& values) const
  {
    std::size_t holds = 1;
    for (const hsize_t side : length) holds *= side;
    if (values.size() != holds) {
      throw RunError(
        fmt::format("comparison: {}/{} has {} values, but its shape holds {}", name_, name, values.size(), holds));
    }
    const std::vector<hsize_t> start(length.size(), 0);
    write_block(variable, start, length, values);
  }

  const ComparisonFile& what_;
  std::string name_;
  Handle group_;
  std::map<std::string, Handle> scales_;
};

std::string joined(const std::vector<std::string>& words)
{
  std::string out;
  for (const std::string& word : words) out += " " + word;
  return out;
}

void write_impact(Group& group, const ComparisonFile& what)
{
  const auto forms = comparison_statistics();
  for (const ComparedVariable& v : what.impact) {
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const ComparisonStatistic& form = forms[i];
      group.write({std::string(impact_group), v.name + std::string(form.suffix),
                   (form.by_pair ? "pair year herd" : "herd") + joined(v.further), Type::f64,
                   form.unitless ? "1" : v.units, fmt::format("{}: {}", v.long_name, form.long_name)},
                  v.statistics.at(i));
    }
  }
}

void write_groups(hid_t file, const ComparisonFile& what)
{
  const std::vector<ComparisonVariable> table = comparison_variables();
  for (const ComparisonGroup& g : comparison_groups()) {
    const auto there = [&](const ComparisonVariable& v) {
      return v.group == g.name && what.values.contains(v.group + "/" + v.name);
    };
    if (g.name == impact_group ? what.impact.empty() : std::ranges::none_of(table, there)) continue;
    Group group(file, g, what);
    if (g.name == impact_group) write_impact(group, what);
    if (g.name == "map") ResultReader(what.crs_from).copy_to(group.id(), "map/crs", "crs");
    for (const ComparisonVariable& v : table)
      if (there(v)) group.write(v, what.values.at(v.group + "/" + v.name));
  }
}

void refuse_another_file(const fs::path& path)
{
  if (!fs::is_regular_file(path)) return;
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id >= 0) {
    const Handle open(id, H5Fclose, "open a file");
    if (text_attribute(id, "format") == comparison_format) return;
  }
  throw InputError(fmt::format("{}: is there already, and is no comparison; choose another name", path.string()));
}

}  // namespace

void write_comparison(const fs::path& path, const ComparisonFile& what)
{
  silence_hdf5();
  refuse_another_file(path);
  PartialFile on_disk(path);
  Handle file = create_file(on_disk.partial());
  for (const auto& [name, value] : what.attributes) write_attribute(file.get(), name, value);
  write_groups(file.get(), what);
  file.close(fmt::format("close {}", on_disk.partial().string()));
  on_disk.commit();
}

}  // namespace rangifer::record
