#include "record/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "herd/mode.h"
#include "record/layout_table.h"

namespace rangifer::record {

namespace {

template <class Names>
std::vector<std::string> copy(const Names& names)
{
  return {names.begin(), names.end()};
}

bool uses(const Variable& variable, std::string_view dimension)
{
  return std::ranges::count(split(variable.dimensions, ' '), dimension) > 0;
}

void add_coordinate(const Dimension& d, std::string_view group, std::vector<Variable>& out)
{
  if (!d.has_coordinate()) return;
  Variable coordinate {group, d.name, d.name, d.type, d.units, d.long_name, d.values, d.attributes, d.words};
  coordinate.role = Role::coordinate;
  out.push_back(coordinate);
  if (!d.label.empty()) {
    Variable label {group, d.label, d.name, Type::text, "", d.long_name, {}, "", d.words};
    label.role = Role::label;
    out.push_back(label);
  }
}

/// After all dimensions, since it needs `bnds`.
void add_bounds(const Dimension& d, std::string_view group, std::vector<Variable>& out)
{
  if (d.bounds.empty()) return;
  const std::string_view axes = d.name == "time" ? "time bnds" : "latitude_band bnds";
  Variable bounds {group, d.bounds, axes, Type::f64, "", "first and last edge", d.bounds_values};
  bounds.role = Role::bounds;
  out.push_back(bounds);
}

}  // namespace

std::vector<std::string> words_of(Words words, const Context* context)
{
  switch (words) {
    case Words::none:
      return {};
    case Words::cohorts:
      return copy(herd::cohort_names);
    case Words::losses:
      return copy(herd::loss_names);
    case Words::expenses:
      return copy(expense_names);
    case Words::modes:
      return copy(herd::mode_names);
    case Words::directions:
      return {"westward", "eastward"};
    case Words::kinds:
      return {"jurisdiction", "overlay"};
    case Words::no_yes:
      return {"no", "yes"};
    case Words::herds:
    case Words::seasons:
    case Words::regions:
    case Words::communities:
    case Words::region_bits:
      break;
  }
  if (context == nullptr) return {};
  if (words == Words::herds) return context->run.herds;
  if (words == Words::seasons) return context->run.seasons;
  if (words == Words::communities) return context->run.communities;
  std::vector<std::string> names;
  for (const auto& region : context->regions.list) names.push_back(region.name);
  return names;
}

const Dimension& dimension(std::string_view name)
{
  const auto rows = table::dimensions();
  const auto row = std::ranges::find(rows, name, &Dimension::name);
  if (row == rows.end()) throw std::logic_error(fmt::format("layout: no dimension '{}'", name));
  return *row;
}

std::vector<const Dimension*> dimensions_of(std::string_view group)
{
  const auto used = [group](std::string_view name) {
    return std::ranges::any_of(table::variables(),
                               [&](const Variable& v) { return v.group == group && uses(v, name); });
  };
  std::vector<const Dimension*> out;
  bool bounded = false;
  for (const Dimension& d : table::dimensions()) {
    const bool wanted = d.name == "bnds" ? bounded : used(d.name);  // bnds is the last row
    if (!wanted) continue;
    out.push_back(&d);
    bounded = bounded || !d.bounds.empty();
  }
  return out;
}

std::vector<Variable> variables_of(std::string_view group)
{
  std::vector<Variable> out;
  const auto dimensions = dimensions_of(group);
  for (const Dimension* d : dimensions) add_coordinate(*d, group, out);
  for (const Dimension* d : dimensions) add_bounds(*d, group, out);
  std::ranges::copy_if(table::variables(), std::back_inserter(out),
                       [group](const Variable& v) { return v.group == group; });
  return out;
}

std::vector<std::string_view> split(std::string_view text, char at)
{
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(at), text.size());
    auto part = text.substr(0, end);
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    if (!part.empty()) out.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view attributes)
{
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto part : split(attributes, ';')) {
    const auto at = part.find('=');
    out.emplace_back(part.substr(0, at), part.substr(at + 1));
  }
  return out;
}

}  // namespace rangifer::record
