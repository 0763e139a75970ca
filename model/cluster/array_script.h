#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::cluster {

/// All that the script of an array says.
struct ArrayJob {
  std::string name;                                 ///< of the job
  std::string version;                              ///< of the program that writes the script
  std::filesystem::path program, ensemble, folder;  ///< absolute
  std::size_t members = 1;
  std::size_t digits = 4;          ///< of the number in a member's name
  std::size_t pack = 1;            ///< members to a task
  std::vector<std::size_t> tasks;  ///< to be run
  std::size_t at_once = 0;         ///< 0: no limit
  int threads = 1;
  double memory_mb = 0, minutes = 0;
  std::string partition, account, qos;
  std::string scratch;  ///< may hold variables of the shell; "": run in `folder`
  std::vector<std::string> prologue;
  long restarts = 100;
};

/// A SLURM array script, for bash. It passes on the warning before the time limit, puts itself back into the queue
/// when a run ends with 75 (stopped after a checkpoint), and skips members that are there.
[[nodiscard]] std::string array_script(const ArrayJob& job);

/// In single quotes, for bash.
[[nodiscard]] std::string quoted(const std::string& text);

}  // namespace rangifer::cluster
