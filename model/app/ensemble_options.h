#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::app {

/// What all members of an ensemble have in common, as the command line gives it.
struct EnsembleOptions {
  std::filesystem::path scenario;
  std::vector<std::string> set;
  std::vector<std::string> keys;  ///< "table.key" or "table.key=low:high"
  std::filesystem::path keys_file;
  std::filesystem::path folder;  ///< "" for outputs/<scenario>_<command>
  int years = 0;                 ///< 0: as the scenario says
  int replicates = 1;
  long seed = 1;  ///< of the design
  int threads = 0;
  int jobs = 1;
  bool keep_results = false, quiet = false;
};

}  // namespace rangifer::app
