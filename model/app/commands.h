#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::app {

struct RunOptions {
  std::filesystem::path scenario;
  std::filesystem::path out;  ///< "" for outputs/<scenario>.h5 in the current folder
  std::vector<std::string> set;
  int threads = 0;      ///< 0: all the machine offers
  long replicate = -1;  ///< -1: as the scenario says
  bool quiet = false;
};

/// The simulation. @throws InputError, RunError
void run_command(const RunOptions& options);

/// Reads everything, opens every input, checks cover in space and time; runs nothing.
void check_command(const std::filesystem::path& scenario, const std::vector<std::string>& set);

/// Daily weather rasters from monthly climate and station normals.
void weather_command(const std::filesystem::path& scenario, const std::filesystem::path& out,
                     const std::vector<std::string>& set, bool quiet);

enum class Page { text, markdown, json };
/// Every key of a scenario: unit, range, default, evidence, source.
[[nodiscard]] std::string parameter_page(Page page);

}  // namespace rangifer::app
