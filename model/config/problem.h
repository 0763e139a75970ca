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

}  // namespace rangifer::config
