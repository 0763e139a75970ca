#pragma once
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>

namespace rangifer::app {

/// A field of a CSV file, quoted where it must be.
[[nodiscard]] inline std::string csv_text(std::string_view text)
{
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// "" for none.
[[nodiscard]] inline std::string csv_number(double value)
{
  return std::isnan(value) ? "" : fmt::format("{:.10g}", value);
}

}  // namespace rangifer::app
