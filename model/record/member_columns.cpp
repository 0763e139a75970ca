#include "record/member_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "record/flags.h"

namespace rangifer::record {

namespace {

constexpr double unknown = -1;  // of seed, replicate and size

/// In the order of member_columns().
void push(Column& out, std::string_view column, const EnsembleMember& m, const std::string& file)
{
  if (column == "member_file") out.push(file);
  if (column == "member_state") out.push(static_cast<int>(m.state));
  if (column == "seed") out.push(m.seed);
  if (column == "replicate") out.push(m.replicate);
  if (column == "title") out.push(m.title);
  if (column == "version") out.push(m.version);
  if (column == "commit") out.push(m.commit);
  if (column == "bytes") out.push(m.bytes);
  if (column == "scenario_text") out.push(m.scenario);
  if (column == "parameters") out.push(m.parameters);
  if (column == "inputs") out.push(m.inputs);
  if (column == "problem") out.push(m.problem);
}

/// Seeds and replicates are whole numbers to a reader unless one is not known.
bool has_unknown(std::string_view column, const std::vector<EnsembleMember>& members)
{
  return std::ranges::any_of(members, [column](const EnsembleMember& m) {
    return (column == "seed" && m.seed < 0) || (column == "replicate" && m.replicate < 0) ||
           (column == "bytes" && m.bytes < 0);
  });
}

Handle write_dimension(hid_t group, const std::vector<EnsembleMember>& members)
{
  Column numbers {Type::i64};
  for (const EnsembleMember& m : members) numbers.push(m.number);
  const std::string name {member_dimension};
  Handle dimension = create_variable(group, name, numbers.type(), {{members.size()}, {}, {}});
  make_dimension(dimension.get(), name);
  write_attribute(dimension.get(), "long_name", std::string {"number of the member"});
  write_attribute(dimension.get(), "units", std::string {"1"});
  const hsize_t start = 0, count = members.size();
  write_block(dimension.get(), {&start, 1}, {&count, 1}, numbers);
  return dimension;
}

}  // namespace

void write_along_members(hid_t group, hid_t dimension, const std::string& name, const std::string& units,
                         const std::string& long_name, const Column& values, const Missing* missing)
{
  const hsize_t start = 0, count = values.size();
  Shape shape {{count}, {}, {}};
  if (missing != nullptr) shape.missing = missing->value;
  const Handle variable = create_variable(group, name, values.type(), shape);
  attach_dimension(variable.get(), dimension, 0);
  write_attribute(variable.get(), "long_name", long_name);
  if (!units.empty()) write_attribute(variable.get(), "units", units);
  if (name == "member_state") write_flags(variable.get(), Type::i8, names_of(member_states()));
  write_block(variable.get(), {&start, 1}, {&count, 1}, values);
}

MemberColumns write_member_columns(hid_t group, const Ensemble& what, const std::vector<std::string>& files, bool all)
{
  MemberColumns out {write_dimension(group, what.members), ""};
  const auto add = [&out](std::string_view name) { out.names += (out.names.empty() ? "" : " ") + std::string {name}; };
  for (const MemberColumn& column : member_columns()) {
    if (!all && !column.everywhere) continue;
    Column values {column.type};
    for (std::size_t i = 0; i < what.members.size(); ++i) push(values, column.name, what.members[i], files[i]);
    const Missing missing {unknown};
    write_along_members(group, out.dimension.get(), std::string {column.name}, std::string {column.units},
                        std::string {column.long_name}, values,
                        has_unknown(column.name, what.members) ? &missing : nullptr);
    add(column.name);
  }
  for (const EnsembleAxis& axis : what.axes) {
    const Missing gap {std::numeric_limits<double>::quiet_NaN()};
    write_along_members(group, out.dimension.get(), axis.name, axis.values.type() == Type::text ? "" : "1",
                        axis.long_name, axis.values, axis.has_gaps && axis.values.type() == Type::f64 ? &gap : nullptr);
    add(axis.name);
  }
  return out;
}

}  // namespace rangifer::record
