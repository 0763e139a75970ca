#include "app/ensemble_axes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "comparison/json_leaves.h"

namespace rangifer::app {

namespace {

using record::Column;
using record::EnsembleAxis;
using record::Type;

/// By name of the axis: a value for each member, "" where it is not known.
using Table = std::map<std::string, std::vector<std::string>>;

bool stands_already(const std::string& key)
{
  return key == "seed" || key == "replicate" || key == "run.seed" || key == "run.replicate";
}

Table named_axes(const std::vector<ReadMember>& members)
{
  Table table;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const auto& [name, value] : members[i].listed.axes) {
      if (stands_already(name)) continue;
      auto& values = table.try_emplace(name, members.size(), "").first->second;
      values[i] = value;
    }
  }
  return table;
}

Table differing_parameters(const Members& members)
{
  std::set<std::string> keys;
  for (const ReadMember& m : members.all)
    if (m.record.whole())
      for (const auto& [key, value] : m.parameters)
        if (!stands_already(key)) keys.insert(key);
  Table table;
  for (const std::string& key : keys) {
    std::vector<std::string> values;
    for (const ReadMember& m : members.all) values.push_back(m.record.whole() ? members.parameter(m, key) : "");
    table.emplace(key == "run.title" ? "scenario" : key, std::move(values));
  }
  return table;
}

std::optional<double> number_of(const std::string& json)
{
  double value = 0;
  const auto [end, problem] = std::from_chars(json.data(), json.data() + json.size(), value);
  if (json.empty() || problem != std::errc {} || end != json.data() + json.size()) return std::nullopt;
  return value;
}

bool is_gap(const std::string& json) { return json.empty() || json == "null"; }

/// Whole numbers where all are, else real ones, else texts.
Type type_of(const std::vector<std::string>& values)
{
  constexpr double exact = 9007199254740992.0;  // beyond 2^53 a double is no longer every whole number
  bool whole = true;
  for (const std::string& json : values) {
    const std::optional<double> number = number_of(json);
    if (!number && !is_gap(json)) return Type::text;
    whole = whole && number && *number == std::floor(*number) && std::abs(*number) < exact;
  }
  if (std::ranges::all_of(values, is_gap)) return Type::text;
  return whole ? Type::i64 : Type::f64;
}

/// A name that no variable of a run bears.
std::string free_name(std::string name)
{
  std::ranges::replace(name, '/', '_');
  std::ranges::replace(name, ' ', '_');
  return record::is_taken(name) ? "axis_" + name : name;
}

EnsembleAxis axis_of(const std::string& name, const std::vector<std::string>& values)
{
  EnsembleAxis axis {free_name(name), fmt::format("{} of the member", name), Column {type_of(values)}};
  for (const std::string& json : values) {
    axis.has_gaps = axis.has_gaps || is_gap(json);
    if (axis.values.type() == Type::text) axis.values.push(is_gap(json) ? "" : comparison::plain(json));
    else axis.values.push(number_of(json).value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return axis;
}

/// Replicates and seeds of members that are not here, as far as the table of their folder knows them.
void take_listed(ReadMember& member)
{
  const auto listed = [&member](const char* name) {
    const auto found = member.listed.axes.find(name);
    const std::optional<double> number = found == member.listed.axes.end() ? std::nullopt : number_of(found->second);
    return static_cast<std::int64_t>(number.value_or(-1));
  };
  if (member.record.seed < 0) member.record.seed = listed("seed");
  if (member.record.replicate < 0) member.record.replicate = listed("replicate");
}

}  // namespace

std::vector<EnsembleAxis> axes_of(const Members& members)
{
  const auto is_named = [](const ReadMember& m) { return !m.listed.axes.empty(); };
  const bool named = std::ranges::any_of(members.all, is_named);
  std::vector<EnsembleAxis> axes;
  for (const auto& [name, values] : named ? named_axes(members.all) : differing_parameters(members))
    axes.push_back(axis_of(name, values));
  return axes;
}

void number_members(Members& members)
{
  std::set<std::int64_t> numbers;
  for (ReadMember& m : members.all) {
    take_listed(m);
    if (m.listed.number) numbers.insert(*m.listed.number);
  }
  const bool known = numbers.size() == members.all.size();
  std::int64_t place = 0;
  for (ReadMember& m : members.all) m.record.number = known ? *m.listed.number : place++;
}

}  // namespace rangifer::app
