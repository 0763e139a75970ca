#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rangifer::app {

/// This program, as a file that can be started again. @throws RunError where the system does not tell
[[nodiscard]] std::filesystem::path this_program();

/// Starts a program whose standard output and error go to `log`. Its number. @throws RunError
[[nodiscard]] long start_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                               const std::filesystem::path& log);

struct Ended {
  long child;
  std::string why;  ///< "" for exit code 0; "exit code 2", "killed by signal 9"
};
/// Waits until one of `children` ends. @throws RunError
[[nodiscard]] Ended wait_for_one(const std::vector<long>& children);

}  // namespace rangifer::app
