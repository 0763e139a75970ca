#include "record/ensemble_group.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "record/member_columns.h"

namespace rangifer::record {

namespace {

constexpr hsize_t longest_chunk_side = 512, chunk_bytes = hsize_t {1} << 17;

hsize_t bytes_of(Type type)
{
  switch (type) {
    case Type::i8:
      return 1;
    case Type::i32:
    case Type::f32:
      return 4;
    case Type::i64:
    case Type::f64:
    case Type::text:
      break;
  }
  return 8;
}

/// Maps one by one in squares; short rows of many members together, long ones in pieces.
std::vector<hsize_t> chunk_of(const Variable& v, const std::vector<hsize_t>& length)
{
  std::vector<hsize_t> chunk = length;
  if (v.dimensions.ends_with("y x")) {
    for (std::size_t i = 0; i < chunk.size(); ++i)
      chunk[i] = i + 2 < chunk.size() ? 1 : std::min(chunk[i], longest_chunk_side);
    return chunk;
  }
  hsize_t bytes = bytes_of(v.type);
  for (std::size_t i = length.size(); i-- > 0;) {
    chunk[i] = std::clamp<hsize_t>(chunk_bytes / bytes, 1, length[i]);
    bytes *= chunk[i];
  }
  return chunk;
}

void remove_attribute(hid_t object, const char* name)
{
  if (H5Aexists(object, name) > 0) check(H5Adelete(object, name), "remove an attribute");
}

bool is_coordinate(const Variable& v) { return v.role == Role::coordinate; }

}  // namespace

const ResultReader& MemberFiles::with(const std::string& variable)
{
  std::size_t which = what_.reference;
  if (!what_.members[which].shape.contains(variable)) {
    const auto has = [&](const EnsembleMember& m) { return m.whole() && m.shape.contains(variable); };
    which = static_cast<std::size_t>(std::ranges::find_if(what_.members, has) - what_.members.begin());
  }
  std::unique_ptr<ResultReader>& file = open_[which];
  if (!file) file = std::make_unique<ResultReader>(what_.members.at(which).file);
  return *file;
}

EnsembleGroup::EnsembleGroup(EnsembleContext& context, const Group& group) : context_ {context}, group_ {group}
{
  for (const EnsembleMember& member : context.what.members)
    if (member.whole()) measure(member);
  const auto is_empty = [this](std::string_view dimension) { return length_[dimension] == 0; };
  for (const Variable& v : variables_of(group.name)) {
    const auto has = [&](const EnsembleMember& m) { return m.whole() && m.shape.contains(path_of(v)); };
    if (std::ranges::any_of(context.what.members, has) && std::ranges::none_of(split(v.dimensions, ' '), is_empty))
      variables_.push_back(v);
  }
  if (std::ranges::all_of(variables_, is_common)) variables_.clear();
}

void EnsembleGroup::measure(const EnsembleMember& member)
{
  for (const Variable& v : variables_of(group_.name)) {
    const auto found = member.shape.find(path_of(v));
    if (found == member.shape.end()) continue;
    const auto names = split(v.dimensions, ' ');
    for (std::size_t i = 0; i < names.size(); ++i)
      length_[names[i]] = std::max(length_[names[i]], found->second.length[i]);
  }
}

void EnsembleGroup::write(std::vector<CopiedVariable>& to_copy)
{
  const std::string name {group_.name};
  const auto made = [&name](hid_t file) {
    return name == "/" ? Handle {H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "open the root group"}
                       : create_group(file, name);
  };
  id_ = made(context_.file);
  if (context_.sources >= 0) sources_id_ = made(context_.sources);
  if (name != "/") {
    write_attribute(id_.get(), "title", std::string {group_.title});
    write_attribute(id_.get(), "comment", std::string {group_.meaning});
  }
  // Not the group's own attributes: with a dimension before the trajectories it is no featureType=trajectory.
  MemberColumns columns = write_member_columns(id_.get(), context_.what, context_.member_names, false);
  scales_[member_dimension] = std::move(columns.dimension);
  count_ragged(columns.names);
  make_axes();
  for (const Variable& v : variables_) {
    if (is_coordinate(v)) continue;
    if (is_common(v)) {
      make_common(v);
      continue;
    }
    Handle variable = make_of_members(v, columns.names);
    if (context_.sources < 0) to_copy.push_back({path_of(v), v.type, std::move(variable)});
  }
}

/// Dimensions first, each in its turn, so that netCDF numbers them in this order.
void EnsembleGroup::make_axes()
{
  for (const Dimension* d : dimensions_of(group_.name)) {
    const auto lies_along = [d](const Variable& v) {
      return std::ranges::count(split(v.dimensions, ' '), d->name) > 0;
    };
    if (std::ranges::none_of(variables_, lies_along)) continue;
    const auto coordinate = std::ranges::find(variables_, d->name, &Variable::name);
    const bool has_one = coordinate != variables_.end() && is_coordinate(*coordinate);
    scales_[d->name] =
      has_one ? make_common(*coordinate) : create_bare_dimension(id_.get(), std::string {d->name}, length_.at(d->name));
  }
}

void EnsembleGroup::count_ragged(std::string& columns)
{
  for (const RaggedDimension& ragged : ragged_dimensions()) {
    const auto lies_along = [&ragged](const Variable& v) { return v.dimensions.starts_with(ragged.name); };
    const auto first = std::ranges::find_if(variables_, lies_along);
    if (first == variables_.end()) continue;
    Column counts {Type::i64};
    for (const EnsembleMember& m : context_.what.members) {
      const auto found = m.shape.find(path_of(*first));
      counts.push(m.whole() && found != m.shape.end() ? found->second.length.front() : 0);
    }
    write_along_members(id_.get(), scales_.at(member_dimension).get(), std::string {ragged.count}, "1",
                        fmt::format("how many along `{}` the member has; the rest is missing", ragged.name), counts);
    columns += " " + std::string {ragged.count};
  }
}

Handle EnsembleGroup::make_common(const Variable& v)
{
  const std::string path = path_of(v), name {v.name};
  const ResultReader& model = context_.members.with(path);
  const Handle from {H5Dopen2(model.id(), path.c_str(), H5P_DEFAULT), H5Dclose, fmt::format("open {}", path)};
  Shape shape;
  for (const auto dimension : split(v.dimensions, ' ')) shape.length.push_back(length_.at(dimension));
  if (v.dimensions == "y x") shape.chunk = chunk_of(v, shape.length);
  if (v.type == Type::f32 && v.role == Role::data) shape.missing = missing_of(v).value;
  Handle made = create_variable(id_.get(), name, v.type, shape);
  if (is_coordinate(v)) make_dimension(made.get(), name);
  else attach(made.get(), v.dimensions, 0);
  copy_attributes(from.get(), made.get());
  const std::vector<hsize_t> start(shape.length.size(), 0);
  if (v.type != Type::text) {
    write_block(made.get(), start, shape.length, v.type, read_bytes(from.get(), v.type).data());
    return made;
  }
  Column texts {Type::text};
  texts.push(read_texts(from.get()));
  write_block(made.get(), start, shape.length, texts);
  return made;
}

Handle EnsembleGroup::make_of_members(const Variable& v, const std::string& columns)
{
  const std::string path = path_of(v), name {v.name};
  const Missing missing = missing_of(v);
  Shape shape {{context_.what.members.size()}, {}, missing.value, missing.said};
  for (const auto dimension : split(v.dimensions, ' ')) shape.length.push_back(length_.at(dimension));
  Handle made;
  if (context_.sources < 0) {
    shape.chunk = chunk_of(v, shape.length);
    made = create_variable(id_.get(), name, v.type, shape);
  } else {
    make_sources(v, shape);
    const std::vector<hsize_t> start(shape.length.size(), 0);
    const VirtualSource whole {start, shape.length, context_.sources_name, "/" + path, shape.length};
    made = create_virtual_variable(id_.get(), name, v.type, shape, {&whole, 1});
  }
  attach_dimension(made.get(), scales_.at(member_dimension).get(), 0);
  attach(made.get(), v.dimensions, 1);
  const ResultReader& model = context_.members.with(path);
  const Handle from {H5Dopen2(model.id(), path.c_str(), H5P_DEFAULT), H5Dclose, fmt::format("open {}", path)};
  copy_attributes(from.get(), made.get());
  remove_attribute(made.get(), "cf_role");  // as with featureType above
  if (v.role != Role::data) return made;
  std::string coordinates = text_attribute(from.get(), "coordinates");
  if (!coordinates.empty()) coordinates += " ";
  remove_attribute(made.get(), "coordinates");
  write_attribute(made.get(), "coordinates", coordinates + columns);
  return made;
}

/// One source a member. Kept apart from the ensemble, since a reader of netCDF-4 opens all variables of a file and
/// would hold in memory what each of a thousand members gives to each of a hundred variables: a gigabyte.
void EnsembleGroup::make_sources(const Variable& v, const Shape& shape)
{
  const std::string path = path_of(v);
  std::vector<VirtualSource> sources;
  for (std::size_t i = 0; i < context_.what.members.size(); ++i) {
    const EnsembleMember& member = context_.what.members[i];
    const auto found = member.shape.find(path);
    if (!member.whole() || found == member.shape.end()) continue;
    const std::vector<hsize_t>& length = found->second.length;
    if (std::ranges::count(length, hsize_t {0}) > 0) continue;
    std::vector<hsize_t> start(length.size() + 1, 0), count {1};
    start[0] = i;
    count.insert(count.end(), length.begin(), length.end());
    sources.push_back({std::move(start), std::move(count), context_.member_names[i], "/" + path, length});
  }
  const Handle made = create_virtual_variable(sources_id_.get(), std::string {v.name}, v.type, shape, sources);
}

void EnsembleGroup::attach(hid_t variable, std::string_view dimensions, unsigned from)
{
  for (const auto dimension : split(dimensions, ' ')) attach_dimension(variable, scales_.at(dimension).get(), from++);
}

}  // namespace rangifer::record
