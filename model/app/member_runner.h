#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "app/member_numbers.h"

namespace rangifer::app {

/// One member of an ensemble: its name, the start of the names of its files, and what it overrides on top of the
/// settings that all have in common.
struct Member {
  std::string name;
  std::vector<std::string> set;
};

struct Outcome {
  Numbers numbers;  ///< empty if it failed
  std::string why;  ///< "" if all went well
};

/// What all members have in common.
struct MemberPlan {
  std::filesystem::path scenario, folder;
  std::vector<std::string> set;
  long first_replicate = 0;
  int replicates = 1;  ///< runs of each member
  int threads = 0;     ///< of each run; 0: all, shared out among the jobs
  int jobs = 1;        ///< runs at a time
  bool keep_results = false, quiet = false;
};

/// Runs members as processes of this program, so that one that fails takes no other with it, and keeps the numbers of
/// each as `member_<name>.csv` in a folder. A member whose numbers are there is not run again.
class MemberRunner {
public:
  using Read = std::function<Numbers(std::span<const std::filesystem::path>)>;
  MemberRunner(MemberPlan plan, std::span<const Member> members, Read read);

  /// In the order of the members. @throws RunError if no process can be started
  [[nodiscard]] std::vector<Outcome> run();

private:
  struct Task {
    std::size_t member;
    int replicate;
    long child = 0;
    std::chrono::steady_clock::time_point start {};
  };

  void say(const std::string& line) const;
  [[nodiscard]] std::filesystem::path record(std::size_t member) const;
  [[nodiscard]] std::filesystem::path result(const Task& task) const;
  [[nodiscard]] std::filesystem::path log(const Task& task) const;
  [[nodiscard]] std::vector<std::string> command_line(const Task& task) const;

  void collect_tasks();
  void start(Task task);
  void wait();
  void ended(const Task& task, const std::string& why);
  void fail(std::size_t member, const std::string& why);
  void keep(std::size_t member);

  MemberPlan plan_;
  std::span<const Member> members_;
  Read read_;
  std::filesystem::path program_;
  std::vector<Outcome> outcomes_;
  std::vector<int> missing_;  ///< results of each member that are still to be made
  std::vector<Task> waiting_, running_;
  std::size_t ended_ = 0;
};

}  // namespace rangifer::app
