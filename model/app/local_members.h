#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "app/ensemble_folder.h"

namespace rangifer::app {

/// What members may take of this machine.
struct LocalLimits {
  int jobs = 1;          ///< at a time
  int threads = 1;       ///< of each
  double memory_mb = 0;  ///< of each; 0: not known, and not minded
};

/// Runs members of an ensemble on this machine, as processes of this program, so that one that fails takes no other
/// with it. SIGINT and SIGTERM are passed on, so that each writes a checkpoint and goes on from it the next time.
class LocalMembers {
public:
  /// @throws InputError if somebody else is at it in the same folder
  LocalMembers(const EnsembleFile& ensemble, const EnsembleFolder& folder, LocalLimits limits);
  ~LocalMembers();
  LocalMembers(const LocalMembers&) = delete;
  LocalMembers& operator=(const LocalMembers&) = delete;

  struct Result {
    std::size_t done = 0, failed = 0, stopped = 0;
    bool interrupted = false;
  };
  /// @throws RunError if no process can be started
  [[nodiscard]] Result run(const std::vector<std::size_t>& members);

private:
  struct Running {
    std::size_t member;
    long child;
    std::chrono::steady_clock::time_point start;
  };
  void start(std::size_t member);
  void ended(const Running& one, int code, std::size_t of);
  [[nodiscard]] bool has_room() const;
  void pass_on_signals(double wait_s);

  const EnsembleFile& ensemble_;
  const EnsembleFolder& folder_;
  LocalLimits limits_;
  std::filesystem::path program_;
  std::vector<Running> running_;
  Result result_;
  int lock_ = -1;
};

}  // namespace rangifer::app
