#include "record/ensemble_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rangifer::record {

namespace {

constexpr std::array<std::string_view, 4> states {"whole", "missing", "mismatched", "unreadable"};

constexpr MemberColumn columns[] = {
  {"member_file", Type::text, "", "result of the member, from the folder of this file", true},
  {"member_state", Type::i8, "1", "whether the member is here; of one that is not, all values are missing", true},
  {"seed", Type::i64, "1", "of the random draws", true},
  {"replicate", Type::i64, "1", "number of the replicate", true},
  {"title", Type::text, "", "of the member's scenario"},
  {"version", Type::text, "", "of the program that ran it"},
  {"commit", Type::text, "", "of that program's source code"},
  {"bytes", Type::i64, "1", "size of its file; rangifer collect --check compares"},
  {"scenario_text", Type::text, "", "scenario files as read, parents first"},
  {"parameters", Type::text, "", "parameters in which it differs from those of the root, JSON; null: not there"},
  {"inputs", Type::text, "", "inputs in which it differs from those of the root, JSON of SHA-256; null: not there"},
  {"problem", Type::text, "", "why it is not here"},
};

constexpr RaggedDimension ragged[] = {{"birth", "births_of_member"}, {"trajectory", "trajectories_of_member"}};

/// Numbers of agents fill 63 bits. With the attribute _FillValue, readers would make them real numbers and round them.
constexpr std::array<std::string_view, 2> agent_numbers {"mother", "animal_id"};

constexpr EnsembleAttribute attributes[] = {
  {"Conventions", "the conventions the file keeps"},
  {"title", "of the ensemble"},
  {"source", "program and version"},
  {"format", "`rangifer ensemble`: by this a reader knows the file"},
  {"format_version", "of the members: grows when a reader of the version before would go wrong"},
  {"version", "of the program that collected"},
  {"commit", "of its source code"},
  {"storage", "`virtual`: values lie in the files of the members; `copy`: they lie here"},
  {"comment", "what to mind when reading"},
  {"members", "number of members"},
  {"axes", "names of the axes of the ensemble, blank between: variables along `member` in each group"},
  {"member_files", "files of the members, one a line, from the folder of this file"},
  {"scenario", "of the member that the others were compared with; so are the following"},
  {"parameters", "every parameter as used, JSON"},
  {"inputs", "every input with its SHA-256, JSON"},
  {"step_h", "hours in a movement step"},
  {"first_day", "first day of the runs"},
};

bool lies_along(const Variable& variable, std::string_view dimension)
{
  return std::ranges::count(split(variable.dimensions, ' '), dimension) > 0;
}

}  // namespace

std::span<const std::string_view> member_states() { return states; }
std::span<const MemberColumn> member_columns() { return columns; }
std::span<const RaggedDimension> ragged_dimensions() { return ragged; }
std::span<const EnsembleAttribute> ensemble_attributes() { return attributes; }

bool is_common(const Variable& v)
{
  if (v.role != Role::data && v.role != Role::place) return true;
  if (std::holds_alternative<Take<Stamp>>(v.values)) return true;
  const bool may_change = v.only_if != nullptr || lies_along(v, "trajectory");
  return std::holds_alternative<Take<Context>>(v.values) && !may_change;
}

Missing missing_of(const Variable& v)
{
  if (v.type == Type::f32 || v.type == Type::f64) return {std::numeric_limits<double>::quiet_NaN()};
  if (!std::isnan(v.missing)) return {v.missing};
  if (v.words == Words::region_bits) return {0};  // every place lies in some region
  return {-1, std::ranges::count(agent_numbers, v.name) == 0};
}

bool is_taken(std::string_view name)
{
  if (name == member_dimension || name == members_group) return true;
  if (std::ranges::count(columns, name, &MemberColumn::name) > 0) return true;
  if (std::ranges::count(ragged, name, &RaggedDimension::count) > 0) return true;
  return std::ranges::any_of(groups(), [name](const Group& group) {
    if (group.name == name) return true;  // the root group holds both
    const auto dimensions = dimensions_of(group.name);
    const auto variables = variables_of(group.name);
    return std::ranges::count(dimensions, name, &Dimension::name) > 0 ||
           std::ranges::count(variables, name, &Variable::name) > 0;
  });
}

}  // namespace rangifer::record
