#include "forcing/file/guarded.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <new>
#include <string_view>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

// The address sanitizer reserves terabytes of address space: a limit on it would stop the child at once.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool limits_memory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool limits_memory = false;
#else
constexpr bool limits_memory = true;
#endif
#else
constexpr bool limits_memory = true;
#endif

/// First byte of what the child sends; the rest is text.
enum Outcome : char { value = 'v', input_error = 'i', run_error = 'r', no_memory = 'm', other_error = 'e' };

using Clock = std::chrono::steady_clock;

/// Bytes of address space the process has now; 0 where the system does not say.
std::size_t address_space_bytes()
{
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0;
  in >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void limit(__rlimit_resource what, std::size_t most)
{
  struct rlimit both {};
  if (getrlimit(what, &both) != 0) return;
  both.rlim_cur = std::min<rlim_t>(both.rlim_max, most);
  setrlimit(what, &both);
}

void restrict_child(const GuardLimits& limits)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS, SIGINT, SIGTERM, SIGPIPE, SIGXCPU})
    std::signal(signal, SIG_DFL);
  if (const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC); nowhere >= 0) {  // libraries print
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
  }
  limit(RLIMIT_CORE, 0);
  const auto cpu_s = static_cast<rlim_t>(std::ceil(limits.cpu_s));
  const rlimit cpu {cpu_s, cpu_s + 2};  // SIGXCPU first, which says what it is
  setrlimit(RLIMIT_CPU, &cpu);
  const std::size_t now = address_space_bytes();
  if (limits_memory && now > 0) limit(RLIMIT_AS, now + limits.memory_bytes);
}

/// No C++ stream or allocation: called when memory may be at its end.
void send(int to, const char* bytes, std::size_t count)
{
  while (count > 0) {
    const ssize_t sent = write(to, bytes, count);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) _exit(3);
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
}

void send(int to, Outcome outcome, std::string_view text)
{
  const char mark = outcome;
  send(to, &mark, 1);
  send(to, text.data(), text.size());
}

[[noreturn]] void be_child(int to, const std::function<std::string()>& work, const GuardLimits& limits)
{
  restrict_child(limits);
  try {
    send(to, value, work());
  } catch (const std::bad_alloc&) {
    send(to, no_memory, "");
  } catch (const InputError& e) {
    send(to, input_error, e.what());
  } catch (const RunError& e) {
    send(to, run_error, e.what());
  } catch (const std::exception& e) {
    send(to, other_error, e.what());
  } catch (...) {
    send(to, other_error, "unknown error");
  }
  _exit(0);  // no destructors of what belongs to the parent, no buffers written twice
}

/// What the child sends until it ends or the time is over; `late` is set in the second case.
std::string receive(int from, double wall_s, bool& late)
{
  const auto end = Clock::now() + std::chrono::duration<double>(wall_s);
  std::string all;
  std::array<char, 65536> part {};
  while (true) {
    const double left_s = std::chrono::duration<double>(end - Clock::now()).count();
    struct pollfd wait {
      from, POLLIN, 0
    };
    const int ready = left_s <= 0 ? 0 : poll(&wait, 1, static_cast<int>(std::min(std::ceil(left_s * 1e3), 1e6)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 && left_s > 1e3) continue;
    if (ready <= 0) {
      late = true;
      return all;
    }
    const ssize_t got = read(from, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return all;
    all.append(part.data(), static_cast<std::size_t>(got));
  }
}

std::string signal_name(int signal)
{
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      return "segmentation fault";
    case SIGABRT:
      return "abort";
    case SIGFPE:
      return "floating point exception";
    case SIGILL:
      return "illegal instruction";
    default:
      return fmt::format("signal {}", signal);
  }
}

std::string too_slow(const std::string& file, double limit_s)
{
  return fmt::format("{}: reading it took longer than {:g} s: the file is broken or far too large", file, limit_s);
}

std::string too_big(const std::string& file, const GuardLimits& limits)
{
  return fmt::format(
    "{}: the library that reads it wants more than {} MB of memory: the file is broken or far too large", file,
    limits.memory_bytes >> 20);
}

/// The text of the answer, or what went wrong as an exception.
std::string judge(const std::string& file, int status, const std::string& answer, const GuardLimits& limits)
{
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU) throw InputError(too_slow(file, limits.cpu_s));
    if (signal == SIGKILL) throw InputError(too_big(file, limits));  // the system's own guard of memory
    throw InputError(
      fmt::format("{}: the library that reads it crashed ({}): the file is broken", file, signal_name(signal)));
  }
  if (answer.empty() || WEXITSTATUS(status) != 0)
    throw InputError(fmt::format("{}: the library that reads it gave up (exit code {}): the file is broken", file,
                                 WEXITSTATUS(status)));
  const std::string text = answer.substr(1);
  switch (answer.front()) {
    case value:
      return text;
    case input_error:
      throw InputError(text);
    case run_error:
      throw RunError(text);
    case no_memory:
      throw InputError(too_big(file, limits));
    default:
      throw InputError(fmt::format("{}: cannot be read: {}", file, text));
  }
}

}  // namespace

std::string guarded(const std::string& file, const std::function<std::string()>& work, const GuardLimits& limits)
{
  std::array<int, 2> ends {};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw RunError(fmt::format("no pipe: {}", std::strerror(errno)));
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) {
    const int why = errno;
    close(ends[0]);
    close(ends[1]);
    throw RunError(fmt::format("no child process: {}", std::strerror(why)));
  }
  if (child == 0) {
    close(ends[0]);
    be_child(ends[1], work, limits);
  }
  close(ends[1]);
  bool late = false;
  std::string answer;
  try {
    answer = receive(ends[0], limits.wall_s, late);
  } catch (...) {  // no memory for the answer
    late = true;
  }
  close(ends[0]);
  if (late) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (late) throw InputError(too_slow(file, limits.wall_s));
  return judge(file, status, answer, limits);
}

}  // namespace rangifer::forcing
