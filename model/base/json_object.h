#pragma once
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>

#include "base/json_text.h"

namespace rangifer {

/// One object, on one line. A number that is none (NaN) is null, and so is an empty text.
class JsonObject {
public:
  JsonObject& add(std::string_view key, std::string_view text)
  {
    return raw(key, text.empty() ? "null" : json_text(text));
  }
  JsonObject& add(std::string_view key, const char* text) { return add(key, std::string_view(text)); }
  JsonObject& add(std::string_view key, double value)
  {
    return raw(key, std::isfinite(value) ? fmt::format("{:.10g}", value) : "null");
  }
  JsonObject& add(std::string_view key, std::size_t value) { return raw(key, std::to_string(value)); }
  JsonObject& add(std::string_view key, const JsonObject& inner) { return raw(key, inner.text()); }
  /// `json`: already JSON.
  JsonObject& raw(std::string_view key, std::string_view json)
  {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", json_text(key), json);
    return *this;
  }
  [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }

private:
  std::string text_;
};

}  // namespace rangifer
