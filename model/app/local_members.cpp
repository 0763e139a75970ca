#include "app/local_members.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <fstream>

#include "app/child_process.h"
#include "app/commands.h"
#include "app/machine.h"
#include "base/error.h"

namespace rangifer::app {
namespace {

constexpr double look_again_s = 1;  ///< whether there is memory for one more

/// Signals that this process takes up one by one, with sigtimedwait, instead of being interrupted.
sigset_t watched()
{
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGINT, SIGTERM, SIGUSR1, SIGCHLD}) sigaddset(&set, number);
  return set;
}

void say(const std::string& line) { fmt::print(stderr, "{}\n", line); }

}  // namespace

LocalMembers::LocalMembers(const EnsembleFile& ensemble, const EnsembleFolder& folder, LocalLimits limits)
    : ensemble_ {ensemble}, folder_ {folder}, limits_ {limits}, program_ {this_program()}
{
  const std::filesystem::path note = folder.file("local.lock");
  lock_ = ::open(note.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) throw InputError(fmt::format("{}: cannot be written", note.string()));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(lock_);
    throw InputError(fmt::format("{}: another rangifer submit --local runs its members", folder.path().string()));
  }
}

LocalMembers::~LocalMembers() { ::close(lock_); }

bool LocalMembers::has_room() const
{
  if (running_.empty()) return true;  // one must go on, come what may
  if (running_.size() >= static_cast<std::size_t>(limits_.jobs)) return false;
  return limits_.memory_mb == 0 || available_memory_mb() > limits_.memory_mb;
}

void LocalMembers::start(std::size_t member)
{
  folder_.forget_failure(member);
  std::ofstream(folder_.log(member), std::ios::app)
    << fmt::format("== rangifer submit --local, process {}\n", getpid());
  const std::vector<std::string> words {
    "run",       ensemble_.file().string(),      "--member", std::to_string(member), "--resume",
    "--threads", std::to_string(limits_.threads)};
  const long child = start_child(program_, words, folder_.log(member), {.append = true, .own_group = true});
  running_.push_back({member, child, std::chrono::steady_clock::now()});
}

void LocalMembers::ended(const Running& one, int code, std::size_t of)
{
  const double took_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - one.start).count();
  const std::string name = ensemble_.name_of(one.member);
  const bool by_our_signal = result_.interrupted && code == 128 + SIGTERM;  // it came before the run was ready for it
  if (code == 0) {
    ++result_.done;
    say(fmt::format("{} in {:.1f} s, {} of {}", name, took_s, result_.done + result_.failed, of));
  } else if (code == stopped_code || by_our_signal) {
    ++result_.stopped;
    const bool kept = folder_.state(one.member) == MemberState::stopped;
    say(fmt::format("{} stopped{}", name, kept ? " after a checkpoint" : " before there was anything to keep"));
  } else {
    ++result_.failed;
    const std::string why =
      code > 128 ? fmt::format("killed by signal {}", code - 128) : fmt::format("exit code {}", code);
    folder_.note_failure(one.member, why);
    say(fmt::format("{} failed: {}; see {}", name, why, folder_.failure(one.member).string()));
  }
}

/// Waits for a signal; those that end this process go to the members, as SIGTERM.
void LocalMembers::pass_on_signals(double wait_s)
{
  const sigset_t set = watched();
  const timespec wait {static_cast<time_t>(wait_s), 0};
  const int number = sigtimedwait(&set, nullptr, &wait);
  if (number <= 0 || number == SIGCHLD) return;
  if (!result_.interrupted)
    say(
      fmt::format("stopping {} member{}; each writes a checkpoint", running_.size(), running_.size() == 1 ? "" : "s"));
  result_.interrupted = true;
  for (const Running& one : running_) ::kill(static_cast<pid_t>(one.child), SIGTERM);
}

LocalMembers::Result LocalMembers::run(const std::vector<std::size_t>& members)
{
  const sigset_t set = watched();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &set, &before);
  for (std::size_t next = 0; (next < members.size() && !result_.interrupted) || !running_.empty();) {
    while (next < members.size() && !result_.interrupted && has_room()) start(members[next++]);
    pass_on_signals(look_again_s);
    for (std::size_t i = running_.size(); i-- > 0;) {
      const std::optional<int> code = code_if_ended(running_[i].child);
      if (!code) continue;
      const Running one = running_[i];
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      ended(one, *code, members.size());
    }
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return result_;
}

}  // namespace rangifer::app
