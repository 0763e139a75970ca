#include "config/assign.h"

#include <fmt/format.h>

#include <cmath>

namespace rangifer::config {
namespace {

bool has_unit(const ParameterRow& row) { return !row.unit.empty() && row.unit != "1"; }

template <class T>
std::string assign_number(const ParameterRow& row, T value, T& out)
{
  const auto number = static_cast<double>(value);
  if (std::isfinite(number) && row.low <= number && number <= row.high) {
    out = value;
    return {};
  }
  const std::string unit = has_unit(row) ? fmt::format(" {}", row.unit) : "";
  return fmt::format(" = {}{}: outside {} to {}{}", value, unit, row.low, row.high, unit);
}

/// nullptr if the value is of another type.
template <class T>
const T* as(const Node& node)
{
  return std::get_if<T>(&node.value);
}

std::string wrong_type(const ParameterRow& row, const Node& node)
{
  return fmt::format(": expected {}, found {}", expected(row), found(node));
}

std::string assign_to(double& out, const ParameterRow& row, const Node& node)
{
  if (const auto* value = as<double>(node)) return assign_number(row, *value, out);
  if (const auto* whole = as<std::int64_t>(node)) return assign_number(row, static_cast<double>(*whole), out);
  return wrong_type(row, node);
}

std::string assign_to(std::int64_t& out, const ParameterRow& row, const Node& node)
{
  if (const auto* value = as<std::int64_t>(node)) return assign_number(row, *value, out);
  return wrong_type(row, node);
}

std::string assign_to(Day& out, const ParameterRow& row, const Node& node)
{
  const auto* text = as<std::string>(node);
  const std::optional<Day> parsed = text != nullptr ? parse_day(*text) : std::nullopt;
  const Day* value = parsed ? &*parsed : as<Day>(node);
  if (value == nullptr) return wrong_type(row, node);
  out = *value;
  return {};
}

/// true or false, and text
template <class T>
std::string assign_to(T& out, const ParameterRow& row, const Node& node)
{
  const auto* value = as<T>(node);
  if (value == nullptr) return wrong_type(row, node);
  out = *value;
  return {};
}

}  // namespace

std::string assign(const ParameterRow& row, const Node& node)
{
  return std::visit([&](auto* out) { return assign_to(*out, row, node); }, row.value);
}

std::string expected(const ParameterRow& row)
{
  const std::string_view type = type_name(row);
  if (std::holds_alternative<Day*>(row.value)) return "a date (YYYY-MM-DD)";
  if (std::holds_alternative<double*>(row.value) || std::holds_alternative<std::int64_t*>(row.value)) {
    return fmt::format("a {} ({}{}{} to {})", type, has_unit(row) ? row.unit : "", has_unit(row) ? ", " : "", row.low,
                       row.high);
  }
  return std::string {type};
}

}  // namespace rangifer::config
