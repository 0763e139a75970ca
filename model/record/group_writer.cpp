#include "record/group_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/error.h"
#include "record/flags.h"

namespace rangifer::record {

namespace {

/// A single number as it is, several (the two parallels of a cone) as an array.
void write_numbers(hid_t object, const std::string& name, const std::vector<double>& numbers)
{
  if (numbers.size() == 1) return write_attribute(object, name, numbers.front());
  Column column {Type::f64};
  for (const double number : numbers) column.push(number);
  write_attribute(object, name, column);
}

constexpr hsize_t longest_chunk_side = 512;

/// Maps are cut in squares, each layer by itself; everything else is short but for its rows.
std::vector<hsize_t> chunk_of(std::string_view dimensions, std::span<const hsize_t> length, hsize_t rows_per_chunk)
{
  const auto names = split(dimensions, ' ');
  const bool map = std::ranges::count(names, "y") > 0;
  std::vector<hsize_t> chunk;
  bool any = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool side = names[i] == "y" || names[i] == "x";
    if (length[i] == 0) chunk.push_back(rows_per_chunk);
    else chunk.push_back(map && !side ? 1 : std::min(length[i], longest_chunk_side));
    any = any || length[i] == 0 || side;
  }
  if (!any || (names.size() == 1 && length[0] != 0)) chunk.clear();  // small: not worth a chunk
  return chunk;
}

bool may_miss(const Variable& variable)
{
  if (variable.role == Role::coordinate || variable.role == Role::bounds) return false;
  if (std::holds_alternative<Take<Stamp>>(variable.values) || variable.name == "time") return false;
  return variable.type == Type::f32 || variable.type == Type::f64 || !std::isnan(variable.missing);
}

}  // namespace

bool GroupWriter::Slot::has_rows() const { return std::ranges::count(length, hsize_t {0}) > 0; }

std::size_t GroupWriter::Slot::row_size() const
{
  std::size_t size = 1;
  for (const hsize_t side : length)
    if (side != 0) size *= side;
  return size;
}

GroupWriter::GroupWriter(hid_t file, const Group& group, const Context& context, In in) : in_ {in}, name_ {group.name}
{
  const auto names_empty = [&context](std::string_view name) {
    const Dimension& d = dimension(name);
    return !d.unlimited() && d.length(context) == 0;
  };
  for (const Variable& v : variables_of(group.name))
    if (std::ranges::none_of(split(v.dimensions, ' '), names_empty) && (v.only_if == nullptr || v.only_if(context)))
      variables_.push_back(v);
  if (std::ranges::none_of(variables_, [](const Variable& v) { return v.role == Role::data; })) return;

  open_group(file, group);
  make_axes(context);
  for (const Variable& v : variables_)
    if (v.role != Role::coordinate) make_variable(v, context);
  if (in_ == In::kept_file) find_rows();
}

void GroupWriter::open_group(hid_t file, const Group& group)
{
  if (in_ == In::kept_file || name_ == "/") {  // the root is there, and its attributes are those of the file
    group_ = Handle {H5Gopen2(file, name_.c_str(), H5P_DEFAULT), H5Gclose, fmt::format("open group {}", name_)};
  } else {
    group_ = create_group(file, name_);
    write_attribute(group_.get(), "title", std::string {group.title});
    write_attribute(group_.get(), "comment", std::string {group.meaning});
  }
  if (in_ == In::kept_file) return;
  for (const auto& [key, value] : pairs_of(group.attributes)) write_attribute(group_.get(), key, value);
}

/// How far the file is: all variables with rows are as long.
void GroupWriter::find_rows()
{
  for (const Slot& slot : slots_) {
    if (!slot.has_rows()) continue;
    const auto rows = static_cast<std::size_t>(std::ranges::find(slot.length, hsize_t {0}) - slot.length.begin());
    const hsize_t found = extent_of(slot.dataset.get())[rows];
    if (&slot != &*std::ranges::find_if(slots_, &Slot::has_rows) && found != rows_written_)
      throw RunError(fmt::format("result file: {} has {} rows, but others of its group have {}", path_of(slot), found,
                                 rows_written_));
    rows_written_ = found;
  }
}

/// Dimensions first, each in its turn, so that netCDF numbers them in this order.
void GroupWriter::make_axes(const Context& context)
{
  for (const Dimension* d : dimensions_of(name_)) {
    const auto uses = [d](const Variable& v) { return std::ranges::count(split(v.dimensions, ' '), d->name) > 0; };
    if (std::ranges::none_of(variables_, uses)) continue;
    const hsize_t length = d->unlimited() ? 0 : d->length(context);
    if (d->unlimited()) rows_per_chunk_ = d->rows_per_chunk;
    axes_.push_back({d, length, {}, -1});
    if (!d->has_coordinate()) {
      const std::string name {d->name};
      axes_.back().bare = in_ == In::new_file ? create_bare_dimension(group_.get(), name, length)
                                              : open_variable(group_.get(), name, Type::f32, {});
      axes_.back().scale = axes_.back().bare.get();
      continue;
    }
    make_variable(*std::ranges::find(variables_, d->name, &Variable::name), context);
    axes_.back().scale = slots_.back().dataset.get();
  }
}

void GroupWriter::make_variable(const Variable& variable, const Context& context)
{
  const auto names = split(variable.dimensions, ' ');
  Shape shape;
  for (const auto name : names) shape.length.push_back(axis(name).length);
  shape.chunk = chunk_of(variable.dimensions, shape.length, rows_per_chunk_);
  if (may_miss(variable)) shape.missing = variable.missing;

  const std::string name {variable.name};
  const auto open = in_ == In::new_file ? create_variable : open_variable;
  slots_.push_back({variable, open(group_.get(), name, variable.type, shape), shape.length, Column {variable.type}});
  if (in_ == In::kept_file) return;
  Slot& slot = slots_.back();
  const hid_t dataset = slot.dataset.get();
  if (variable.role == Role::coordinate) {
    make_dimension(dataset, name);
  } else {
    for (std::size_t i = 0; i < names.size(); ++i)
      attach_dimension(dataset, axis(names[i]).scale, static_cast<unsigned>(i));
  }
  write_attributes(slot, context);
  write_known(slot, context);
}

void GroupWriter::write_attributes(const Slot& slot, const Context& context) const
{
  const Variable& v = slot.variable;
  const hid_t dataset = slot.dataset.get();
  write_attribute(dataset, "long_name", std::string {v.long_name});
  if (!v.units.empty()) write_attribute(dataset, "units", std::string {v.units});
  for (const auto& [key, value] : pairs_of(v.attributes)) write_attribute(dataset, key, value);
  if (v.role != Role::label && v.words != Words::none)
    write_flags(dataset, v.type, words_of(v.words, &context),
                v.words == Words::region_bits ? Flags::bits : Flags::numbers);

  if (v.role == Role::coordinate && !dimension(v.name).bounds.empty())
    write_attribute(dataset, "bounds", std::string {dimension(v.name).bounds});
  if (v.role == Role::grid_mapping) {
    for (const auto& [key, text] : context.run.crs_text) write_attribute(dataset, key, text);
    for (const auto& [key, numbers] : context.run.crs_number) write_numbers(dataset, key, numbers);
    write_attribute(dataset, "crs_wkt", context.run.crs_wkt);
  }
  if (v.role != Role::data) return;
  const std::string coordinates = coordinates_of(v);
  if (!coordinates.empty()) write_attribute(dataset, "coordinates", coordinates);
  const bool placed = std::ranges::count(split(coordinates, ' '), "lat") > 0;
  const bool mapped = std::ranges::count(variables_, Role::grid_mapping, &Variable::role) > 0;
  if (placed && mapped) write_attribute(dataset, "grid_mapping", std::string {"crs"});
}

/// The auxiliary coordinates that fit: all their dimensions are the variable's, too.
std::string GroupWriter::coordinates_of(const Variable& variable) const
{
  const auto mine = split(variable.dimensions, ' ');
  std::string out;
  for (const Variable& other : variables_) {
    if (other.role != Role::place && other.role != Role::label) continue;
    const auto theirs = split(other.dimensions, ' ');
    const bool fits = std::ranges::all_of(theirs, [&mine](auto name) { return std::ranges::count(mine, name) > 0; });
    if (fits) out += (out.empty() ? "" : " ") + std::string {other.name};
  }
  return out;
}

/// Values that do not wait for a day: of the land, of names, of the numbers that stand for names.
void GroupWriter::write_known(Slot& slot, const Context& context) const
{
  Column values {slot.variable.type};
  if (const auto* known = std::get_if<Take<Context>>(&slot.variable.values)) {
    (*known)(context, values);
  } else if (slot.variable.role == Role::label) {
    values.push(words_of(slot.variable.words, &context));
  } else if (slot.variable.role == Role::coordinate && slot.variable.words != Words::none) {
    for (hsize_t i = 0; i < slot.length[0]; ++i) values.push(i);
  } else {
    return;
  }
  if (values.size() != slot.row_size())
    throw RunError(fmt::format("result file: {} has {} values, but its shape holds {}", path_of(slot), values.size(),
                               slot.row_size()));
  const std::vector<hsize_t> start(slot.length.size(), 0);
  write_block(slot.dataset.get(), start, slot.length, values);
}

const GroupWriter::Axis& GroupWriter::axis(std::string_view name) const
{
  return *std::ranges::find(axes_, name, [](const Axis& a) { return a.dimension->name; });
}

std::string GroupWriter::path_of(const Slot& slot) const { return fmt::format("{}/{}", name_, slot.variable.name); }

bool GroupWriter::finish_row()
{
  if (!exists()) return false;
  ++rows_pending_;
  for (const Slot& slot : slots_) {
    if (!slot.has_rows()) continue;
    const std::size_t expected = rows_pending_ * slot.row_size();
    if (slot.pending.size() != expected)
      throw RunError(fmt::format("result file: row {} of {} has {} values, but its shape holds {}",
                                 rows_written_ + rows_pending_, path_of(slot),
                                 slot.pending.size() + slot.row_size() - expected, slot.row_size()));
  }
  // After rows were written early, for a checkpoint, the next ones fill up their chunk first.
  if ((rows_written_ + rows_pending_) % rows_per_chunk_ != 0) return false;
  write_rows();
  return true;
}

void GroupWriter::write_rows()
{
  if (rows_pending_ == 0) return;
  const hsize_t end = rows_written_ + rows_pending_;
  for (const Axis& a : axes_)
    if (a.length == 0 && a.bare.get() >= 0) resize(a.bare.get(), {&end, 1});

  for (Slot& slot : slots_) {
    if (!slot.has_rows()) continue;
    std::vector<hsize_t> start(slot.length.size(), 0), count = slot.length, extent = slot.length;
    const auto rows = static_cast<std::size_t>(std::ranges::find(slot.length, hsize_t {0}) - slot.length.begin());
    start[rows] = rows_written_;
    count[rows] = rows_pending_;
    extent[rows] = end;
    resize(slot.dataset.get(), extent);
    assert(rows == 0 || rows + 1 == slot.length.size());  // first axis, or (trajectory, obs)
    write_block(slot.dataset.get(), start, count, rows == 0 ? slot.pending : slot.pending.transposed(slot.row_size()));
    slot.pending.clear();
  }
  rows_written_ = end;
  rows_pending_ = 0;
}

void GroupWriter::write_layer(std::string_view variable, const std::vector<hsize_t>& place, const Column& values)
{
  const auto slot = std::ranges::find(slots_, variable, [](const Slot& s) { return s.variable.name; });
  if (slot == slots_.end()) return;
  const std::vector<hsize_t>& length = slot->length;
  assert(place.size() + 2 == length.size());
  std::vector<hsize_t> start = place, count(place.size(), 1);
  for (std::size_t i = 0; i < place.size(); ++i)
    if (place[i] >= length[i])
      throw RunError(fmt::format("result file: {} has no layer {}", path_of(*slot), fmt::join(place, ", ")));
  start.insert(start.end(), {0, 0});
  count.insert(count.end(), length.end() - 2, length.end());
  const hsize_t cells = count.back() * count[count.size() - 2];
  if (values.size() != cells)
    throw RunError(fmt::format("result file: a layer of {} has {} values, but the grid has {} cells", path_of(*slot),
                               values.size(), cells));
  write_block(slot->dataset.get(), start, count, values);
}

std::uint64_t GroupWriter::bytes() const
{
  std::uint64_t sum = 0;
  for (const Slot& slot : slots_) sum += H5Dget_storage_size(slot.dataset.get());
  return sum;
}

void GroupWriter::close()
{
  for (Slot& slot : slots_) slot.dataset.close(fmt::format("close {}", path_of(slot)));
  for (Axis& a : axes_) a.bare.close(fmt::format("close dimension {} of {}", a.dimension->name, name_));
  group_.close(fmt::format("close {}", name_));
}

}  // namespace rangifer::record
