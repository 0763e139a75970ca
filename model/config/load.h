#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/node.h"
#include "config/problem.h"

namespace rangifer::config {

/// A scenario with its parents and overrides laid over each other.
struct Loaded {
  Node root;         ///< a table; its place is the file the user named
  std::string text;  ///< as read: parents first, overrides last
  std::vector<Replaced> replaced {};
  bool complete = true;  ///< false if a file could not be read or parsed
};

/// Reads `file` and the chain of its parents, and lays `overrides` on top; relative paths in these start from
/// `overrides_from`. Everything wrong becomes a problem; what could be read is returned.
[[nodiscard]] Loaded load(const std::filesystem::path& file, std::span<const std::string> overrides, Problems& problems,
                          const std::filesystem::path& overrides_from = ".");

}  // namespace rangifer::config
