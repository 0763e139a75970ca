#include "base/parameter.h"

#include <fmt/format.h>

#include <array>
#include <type_traits>

namespace rangifer {
namespace {

std::string in_brackets(const std::vector<std::string>& items) { return fmt::format("[{}]", fmt::join(items, ", ")); }

std::string text_of(const std::string& text) { return fmt::format("\"{}\"", text); }

std::string text_of(const Texts& texts)
{
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(text_of(text));
  return in_brackets(quoted);
}

std::string text_of(const Numbers& numbers) { return fmt::format("[{}]", fmt::join(numbers, ", ")); }

std::string text_of(const Values& values) { return in_brackets(values.toml); }

std::string text_of(const TextLists& all)
{
  std::vector<std::string> lists;
  for (const Texts& texts : all.lists) lists.push_back(text_of(texts));
  return in_brackets(lists);
}

}  // namespace

std::string value_text(const ParameterRow& row)
{
  return std::visit(
    [](auto* value) -> std::string {
      using T = std::remove_pointer_t<decltype(value)>;
      if constexpr (std::is_same_v<T, Day>) return to_string(*value);
      else if constexpr (std::is_arithmetic_v<T>) return fmt::format("{}", *value);
      else return text_of(*value);
    },
    row.value);
}

std::string_view type_name(const ParameterRow& row)
{
  constexpr std::array<std::string_view, 9> names {
    "number",        "whole number",   "true or false",          "text",           "date",
    "list of texts", "list of values", "list of lists of texts", "list of numbers"};
  return names[row.value.index()];
}

}  // namespace rangifer
