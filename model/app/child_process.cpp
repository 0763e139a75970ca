#include "app/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace rangifer::app {

std::filesystem::path this_program()
{
  std::error_code problem;
  std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", problem);
  if (problem) throw RunError(fmt::format("/proc/self/exe: {}; members cannot be started", problem.message()));
  return path;
}

long start_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& log)
{
  std::vector<std::string> words {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int problem = posix_spawn(&child, program.c_str(), &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (problem != 0) throw RunError(fmt::format("{}: cannot be started: {}", program.string(), std::strerror(problem)));
  return child;
}

Ended wait_for_one(const std::vector<long>& children)
{
  int status = 0;
  for (;;) {
    const pid_t child = waitpid(-1, &status, 0);
    if (child < 0 && errno != EINTR) throw RunError(fmt::format("waiting for a member: {}", std::strerror(errno)));
    if (child < 0 || std::ranges::count(children, long {child}) == 0) continue;
    if (WIFSIGNALED(status)) return {child, fmt::format("killed by signal {}", WTERMSIG(status))};
    const int code = WEXITSTATUS(status);
    return {child, code == 0 ? "" : fmt::format("exit code {}", code)};
  }
}

}  // namespace rangifer::app
