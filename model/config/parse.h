#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "config/node.h"
#include "config/problem.h"

namespace rangifer::config {

/// A TOML text as a table; nothing, and a problem with line and column, if its syntax is wrong.
[[nodiscard]] std::optional<Node> parse(std::string_view text, const std::shared_ptr<const Source>& source,
                                        Problems& problems);

/// One TOML value ("3", "\"text\"", "2001-05-31"); nothing if it is none, or more than one.
[[nodiscard]] std::optional<Node> parse_value(std::string_view text, const std::shared_ptr<const Source>& source);

}  // namespace rangifer::config
