#pragma once
#include <string>
#include <vector>

namespace rangifer::config {

/// A thing that is wrong with a scenario, and where.
struct Problem {
  std::string where;  ///< "file.toml:12:3", or "--set" for the command line
  std::string message;
};
using Problems = std::vector<Problem>;

/// A value of a parent's `[[list]]` that an entry of the same name further down took the place of.
struct Replaced {
  std::string list, name, key;  ///< "region", "Alaska", "file"
  std::string where;            ///< of the value that holds
  std::string was_at;           ///< of the one that no longer does
};

}  // namespace rangifer::config
