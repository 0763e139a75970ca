#pragma once
#include <span>
#include <string>
#include <string_view>

namespace rangifer {

/// The candidate closest to `word` by edit distance, or "" if none is near enough to be a slip of the
/// hand (more than a third of its letters wrong, at least two allowed). First of equals wins.
[[nodiscard]] std::string nearest_name(std::string_view word, std::span<const std::string> candidates);

}  // namespace rangifer
