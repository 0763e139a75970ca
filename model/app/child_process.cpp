#include "app/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace rangifer::app {

namespace {

/// What a program that is started is given, freed again.
struct Spawn {
  posix_spawn_file_actions_t files {};
  posix_spawnattr_t attributes {};
  short flags = POSIX_SPAWN_SETSIGMASK;

  Spawn()
  {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
  }
  ~Spawn()
  {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;

  /// 0, or what is wrong as errno has it. A name without a slash is looked for on the PATH.
  [[nodiscard]] int start(pid_t& child, const std::string& program, const std::vector<std::string>& arguments)
  {
    std::vector<std::string> words {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawnattr_setflags(&attributes, flags);
    return posix_spawnp(&child, program.c_str(), &files, &attributes, argv.data(), environ);
  }
};

/// Without a name; gone when it is closed.
struct ScratchFile {
  std::FILE* file = std::tmpfile();
  ScratchFile()
  {
    if (file == nullptr)
      throw RunError(fmt::format("no file can be made for what a program says: {}", std::strerror(errno)));
  }
  ~ScratchFile() { std::fclose(file); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] std::string text() const
  {
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
  }
};

int code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

std::filesystem::path this_program()
{
  std::error_code problem;
  std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", problem);
  if (problem) throw RunError(fmt::format("/proc/self/exe: {}; members cannot be started", problem.message()));
  return path;
}

long start_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& log, ChildOptions options)
{
  Spawn spawn;
  const int how = O_WRONLY | O_CREAT | (options.append ? O_APPEND : O_TRUNC);
  posix_spawn_file_actions_addopen(&spawn.files, STDOUT_FILENO, log.c_str(), how, 0644);
  posix_spawn_file_actions_adddup2(&spawn.files, STDOUT_FILENO, STDERR_FILENO);
  if (options.own_group) spawn.flags |= POSIX_SPAWN_SETPGROUP;
  pid_t child = 0;
  const int problem = spawn.start(child, program.string(), arguments);
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

std::optional<int> code_if_ended(long child)
{
  int status = 0;
  const pid_t ended = waitpid(static_cast<pid_t>(child), &status, WNOHANG);
  if (ended < 0 && errno != EINTR) throw RunError(fmt::format("waiting for a member: {}", std::strerror(errno)));
  if (ended != static_cast<pid_t>(child)) return std::nullopt;
  return code_of(status);
}

std::optional<Answer> ask(const std::string& program, const std::vector<std::string>& arguments)
{
  const ScratchFile out, err;
  Spawn spawn;
  posix_spawn_file_actions_adddup2(&spawn.files, fileno(out.file), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&spawn.files, fileno(err.file), STDERR_FILENO);
  pid_t child = 0;
  const int problem = spawn.start(child, program, arguments);
  if (problem == ENOENT) return std::nullopt;
  if (problem != 0) throw RunError(fmt::format("{}: cannot be started: {}", program, std::strerror(problem)));
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw RunError(fmt::format("waiting for {}: {}", program, std::strerror(errno)));
  }
  return Answer {code_of(status), out.text(), err.text()};
}

}  // namespace rangifer::app
