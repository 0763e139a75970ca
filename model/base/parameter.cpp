#include "base/parameter.h"

#include <fmt/format.h>

#include <array>

namespace rangifer {

std::string value_text(const ParameterRow& row)
{
  return std::visit(
    [](auto* value) -> std::string {
      using T = std::remove_pointer_t<decltype(value)>;
      if constexpr (std::is_same_v<T, Day>) return to_string(*value);
      else if constexpr (std::is_same_v<T, std::string>) return fmt::format("\"{}\"", *value);
      else return fmt::format("{}", *value);
    },
    row.value);
}

std::string_view type_name(const ParameterRow& row)
{
  constexpr std::array<std::string_view, 5> names {"number", "whole number", "true or false", "text", "date"};
  return names[row.value.index()];
}

}  // namespace rangifer
