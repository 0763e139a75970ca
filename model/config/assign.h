#pragma once
#include <string>

#include "base/parameter.h"
#include "config/node.h"

namespace rangifer::config {

/// Copies a value of a scenario to where `row` wants it, if it is of the right type and in range.
/// Else returns what is wrong, to stand right behind the name of the key; "" if all is well.
[[nodiscard]] std::string assign(const ParameterRow& row, const Node& node);

/// "a number (h, 0.5 to 24)", "a date (YYYY-MM-DD)": what a row takes.
[[nodiscard]] std::string expected(const ParameterRow& row);

}  // namespace rangifer::config
