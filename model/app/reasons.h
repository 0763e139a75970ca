#pragma once
#include <string>

namespace rangifer::app {

/// The lines of an error below its headline, as one: "[run] step = 7 h: ...".
[[nodiscard]] std::string reasons(const std::string& error);

}  // namespace rangifer::app
