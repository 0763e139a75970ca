#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Members of an ensemble as tasks of a SLURM array: texts in, texts out. Nothing here runs anything.
namespace rangifer::cluster {

/// "0-3,7,9-12" for numbers in ascending order: how SLURM takes and tells them.
[[nodiscard]] std::string ranges_text(std::span<const std::size_t> numbers);

/// The numbers of "0-3,7,9-12%4" or "0-6:2"; nothing if it is not of that kind.
[[nodiscard]] std::optional<std::vector<std::size_t>> numbers_in(std::string_view ranges);

/// The tasks that hold these members, `pack` to a task: task 0 has members 0 to pack - 1. Ascending, each once.
[[nodiscard]] std::vector<std::size_t> tasks_of(std::span<const std::size_t> members, std::size_t pack);

/// How many members one task should run, one after the other: one, or as many short ones as fill about an hour, since
/// a batch system takes a while to start each task.
[[nodiscard]] std::size_t members_per_task(double member_s);

/// "1-02:30:00", "00:10:00"; whole minutes, rounded up.
[[nodiscard]] std::string time_text(double minutes);

/// A task of an array as `squeue` tells of it.
struct QueuedTask {
  std::string job;  ///< of the whole array: "123"
  std::size_t task = 0;
  std::string state;   ///< "PENDING", "RUNNING", ...
  std::string reason;  ///< "Resources", "BeginTime", ...
};

/// What squeue must be asked for `tasks_in` to understand the answer.
inline constexpr std::string_view squeue_format = "%F|%K|%T|%r";

/// The tasks in the answer of squeue; a line for several tasks that wait ("3-15%2") gives them all.
[[nodiscard]] std::vector<QueuedTask> tasks_in(const std::string& answer);

}  // namespace rangifer::cluster
