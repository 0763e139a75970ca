#pragma once
#include <cstddef>
#include <functional>
#include <string>

namespace rangifer::forcing {

/// What a child process may use before it is stopped.
struct GuardLimits {
  double wall_s = 9.0;
  std::size_t memory_bytes = std::size_t {768} << 20;  ///< on top of what the process has already
  double cpu_s = 8.0;                                  ///< of the processor: what waits for a disk uses none
};

/// Runs `work` in a child process and returns the text it made, so that a library that crashes, hangs or
/// swallows all memory on a broken file ends the child and not the program. What `work` throws is thrown
/// here again. Call before threads of one's own are started.
/// @throws InputError "FILE: the library that reads it crashed (segmentation fault): the file is broken",
///         "... took longer than 9 s ...", "... wants more than 768 MB ..."
[[nodiscard]] std::string guarded(const std::string& file, const std::function<std::string()>& work,
                                  const GuardLimits& limits = {});

}  // namespace rangifer::forcing
