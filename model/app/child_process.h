#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rangifer::app {

/// This program, as a file that can be started again. @throws RunError where the system does not tell
[[nodiscard]] std::filesystem::path this_program();

struct ChildOptions {
  bool append = false;     ///< to the log, which is else written anew
  bool own_group = false;  ///< Ctrl-C on the terminal does not reach it
};

/// Starts a program whose standard output and error go to `log`. It takes all signals, whatever this process blocks.
/// Its number. @throws RunError
[[nodiscard]] long start_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                               const std::filesystem::path& log, ChildOptions options = {});

struct Ended {
  long child;
  std::string why;  ///< "" for exit code 0; "exit code 2", "killed by signal 9"
};
/// Waits until one of `children` ends. @throws RunError
[[nodiscard]] Ended wait_for_one(const std::vector<long>& children);

/// How a child ended, as a shell has it: its exit code, 128 + the number of the signal that killed it. Nothing while
/// it runs. @throws RunError
[[nodiscard]] std::optional<int> code_if_ended(long child);

struct Answer {
  int code = 0;
  std::string out, err;
};
/// Runs a program of the PATH to its end; nothing if there is none of this name. @throws RunError
[[nodiscard]] std::optional<Answer> ask(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace rangifer::app
