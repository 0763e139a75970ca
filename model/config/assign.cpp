#include "config/assign.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/json_text.h"

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

/// A value as TOML has it; nothing for a table, a list or what no parameter takes.
std::optional<std::string> plain(const Node& node)
{
  if (const auto* truth = as<bool>(node)) return *truth ? "true" : "false";
  if (const auto* whole = as<std::int64_t>(node)) return std::to_string(*whole);
  if (const auto* number = as<double>(node)) return number_text(*number);
  if (const auto* text = as<std::string>(node)) return json_text(*text);  // a JSON text is a TOML text, too
  if (const auto* day = as<Day>(node)) return rangifer::to_string(*day);
  return std::nullopt;
}

std::string wrong_item(const ParameterRow& row, std::size_t number, const Node& item)
{
  return fmt::format(": expected {}, found {} as its entry {}", expected(row), found(item), number + 1);
}

std::string assign_to(Texts& out, const ParameterRow& row, const Node& node)
{
  if (node.list() == nullptr) return wrong_type(row, node);
  Texts texts;
  for (const Node& item : node.list()->items) {
    const auto* text = as<std::string>(item);
    if (text == nullptr) return wrong_item(row, texts.size(), item);
    texts.push_back(*text);
  }
  out = std::move(texts);
  return {};
}

std::string assign_to(Values& out, const ParameterRow& row, const Node& node)
{
  if (node.list() == nullptr) return wrong_type(row, node);
  Values values;
  for (const Node& item : node.list()->items) {
    const std::optional<std::string> value = plain(item);
    if (!value) return wrong_item(row, values.toml.size(), item);
    values.toml.push_back(*value);
  }
  out = std::move(values);
  return {};
}

std::string assign_to(Numbers& out, const ParameterRow& row, const Node& node)
{
  if (node.list() == nullptr) return wrong_type(row, node);
  Numbers numbers;
  for (const Node& item : node.list()->items) {
    const auto* whole = as<std::int64_t>(item);
    const auto* value = as<double>(item);
    if (whole == nullptr && value == nullptr) return wrong_item(row, numbers.size(), item);
    const double number = whole != nullptr ? static_cast<double>(*whole) : *value;
    const std::string wrong = assign_number(row, number, numbers.emplace_back());
    if (!wrong.empty()) return fmt::format("{} (its entry {})", wrong, numbers.size());
  }
  out = std::move(numbers);
  return {};
}

std::string assign_to(TextLists& out, const ParameterRow& row, const Node& node)
{
  if (node.list() == nullptr) return wrong_type(row, node);
  TextLists all;
  for (const Node& item : node.list()->items) {
    Texts texts;
    if (const auto* text = as<std::string>(item)) texts.push_back(*text);
    else if (!assign_to(texts, row, item).empty()) return wrong_item(row, all.lists.size(), item);
    all.lists.push_back(std::move(texts));
  }
  out = std::move(all);
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
  if (type.starts_with("list")) return fmt::format("a {}", type);
  return std::string {type};
}

}  // namespace rangifer::config
