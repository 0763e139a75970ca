#include "app/member_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/child_process.h"
#include "base/error.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

/// The end of what a run said, on one line.
std::string last_words(const fs::path& log)
{
  std::ifstream in(log);
  std::ostringstream text;
  text << in.rdbuf();
  std::string said = text.str();
  std::ranges::replace(said, '\n', ' ');
  while (said.ends_with(' ')) said.pop_back();
  constexpr std::size_t most = 600;
  return said.size() > most ? "..." + said.substr(said.size() - most) : said;
}

}  // namespace

MemberRunner::MemberRunner(MemberPlan plan, std::span<const Member> members, Read read)
    : plan_ {std::move(plan)},
      members_ {members},
      read_ {std::move(read)},
      program_ {this_program()},
      outcomes_(members.size()),
      missing_(members.size(), 0)
{
}

void MemberRunner::say(const std::string& line) const
{
  if (!plan_.quiet) fmt::print(stderr, "{}\n", line);
}

fs::path MemberRunner::record(std::size_t member) const
{
  return plan_.folder / fmt::format("member_{}.csv", members_[member].name);
}

fs::path MemberRunner::result(const Task& task) const
{
  const std::string& name = members_[task.member].name;
  return plan_.folder / (plan_.replicates == 1 ? fmt::format("member_{}.h5", name)
                                               : fmt::format("member_{}_replicate_{}.h5", name, task.replicate));
}

fs::path MemberRunner::log(const Task& task) const { return result(task).replace_extension(".log"); }

std::vector<std::string> MemberRunner::command_line(const Task& task) const
{
  std::vector<std::string> words {"run", plan_.scenario.string(), "-q", "-o", result(task).string()};
  for (const auto* list : {&plan_.set, &members_[task.member].set}) {
    for (const std::string& s : *list) words.insert(words.end(), {"--set", s});
  }
  if (plan_.replicates > 1) {
    words.insert(words.end(), {"--replicate", std::to_string(plan_.first_replicate + task.replicate)});
  }
  const int all = static_cast<int>(std::thread::hardware_concurrency());
  const int threads = plan_.threads == 0 && plan_.jobs > 1 ? std::max(1, all / plan_.jobs) : plan_.threads;
  if (threads > 0) words.insert(words.end(), {"--threads", std::to_string(threads)});
  return words;
}

void MemberRunner::collect_tasks()
{
  std::size_t there = 0;
  for (std::size_t m = 0; m < members_.size(); ++m) {
    if (fs::exists(record(m))) {
      outcomes_[m].numbers = read_numbers(record(m));
      ++there;
      continue;
    }
    missing_[m] = plan_.replicates;
    for (int r = 0; r < plan_.replicates; ++r) waiting_.push_back({m, r});
  }
  if (there > 0) say(fmt::format("{} of {} members are there already", there, members_.size()));
}

void MemberRunner::start(Task task)
{
  if (!outcomes_[task.member].why.empty()) return ended(task, "not run: another replicate of it failed");
  if (fs::exists(result(task))) return ended(task, "");  // whole, or it would have another name
  task.child = start_child(program_, command_line(task), log(task));
  task.start = std::chrono::steady_clock::now();
  running_.push_back(task);
}

void MemberRunner::wait()
{
  std::vector<long> children;
  for (const Task& task : running_) children.push_back(task.child);
  const Ended one = wait_for_one(children);
  const auto at = std::ranges::find(running_, one.child, &Task::child);
  const Task task = *at;
  running_.erase(at);
  if (one.why.empty()) {
    fs::remove(log(task));
    ended(task, "");
  } else {
    ended(task, fmt::format("{}: {}", one.why, last_words(log(task))));
  }
}

void MemberRunner::ended(const Task& task, const std::string& why)
{
  const std::size_t m = task.member;
  ++ended_;
  if (!why.empty()) return fail(m, why);
  if (task.child != 0) {
    const double took_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - task.start).count();
    say(fmt::format("member {} in {:.1f} s, {} of {}", members_[m].name, took_s, ended_, waiting_.size()));
  }
  if (--missing_[m] == 0) keep(m);
}

void MemberRunner::fail(std::size_t member, const std::string& why)
{
  if (!outcomes_[member].why.empty()) return;
  outcomes_[member].why = why;
  const std::vector<std::string>& set = members_[member].set;
  fmt::print(stderr, "member {} failed ({}): {}\n", members_[member].name,
             set.empty() ? "the scenario as it is" : fmt::format("{}", fmt::join(set, ", ")), why);
}

void MemberRunner::keep(std::size_t member)
{
  std::vector<fs::path> results;
  for (int r = 0; r < plan_.replicates; ++r) results.push_back(result({member, r}));
  try {
    outcomes_[member].numbers = read_(results);
  } catch (const InputError& e) {
    return fail(member, e.what());
  }
  write_numbers(record(member), outcomes_[member].numbers);
  if (plan_.keep_results) return;
  for (const fs::path& path : results) fs::remove(path);
}

std::vector<Outcome> MemberRunner::run()
{
  collect_tasks();
  const auto jobs = static_cast<std::size_t>(plan_.jobs);
  for (std::size_t next = 0; next < waiting_.size() || !running_.empty();) {
    while (next < waiting_.size() && running_.size() < jobs) start(waiting_[next++]);
    if (!running_.empty()) wait();
  }
  return outcomes_;
}

}  // namespace rangifer::app
