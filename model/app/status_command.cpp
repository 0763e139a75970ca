#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/commands.h"
#include "app/ensemble_folder.h"
#include "app/submitted.h"
#include "base/json_object.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

struct MemberNow {
  std::size_t number;
  MemberState state;
  std::string why;   ///< of a failure
  std::string task;  ///< "123_7 PENDING (BeginTime)", "" where SLURM knows nothing of it
};

/// Of the members of a task that runs, those before the first that is not done are done and those behind it wait.
void tell_running(std::vector<MemberNow>& members, const std::map<std::size_t, Queued>& queued)
{
  std::string seen;
  for (MemberNow& m : members) {
    const auto at = queued.find(m.number);
    if (at == queued.end() || m.state == MemberState::done) continue;
    const auto& [task, state, reason] = at->second;
    const bool none = reason.empty() || reason == "None";
    m.task = fmt::format("{} {}{}", task, state, none ? "" : fmt::format(" ({})", reason));
    if (m.state == MemberState::failed || state != "RUNNING" || task == seen) continue;
    m.state = MemberState::running;  // its files may lie on the node's own disk
    seen = task;
  }
}

std::vector<MemberNow> members_now(const EnsembleFile& ensemble, const EnsembleFolder& folder)
{
  std::vector<MemberNow> members;
  for (std::size_t m = 0; m < ensemble.members(); ++m) {
    const MemberState state = folder.state(m);
    members.push_back({m, state, state == MemberState::failed ? folder.why_failed(m) : "", ""});
  }
  tell_running(members, queued_members(folder, ensemble.members()));
  return members;
}

constexpr std::array all_states {MemberState::done, MemberState::running, MemberState::stopped, MemberState::failed,
                                 MemberState::waiting};

std::size_t count(const std::vector<MemberNow>& members, MemberState state)
{
  return static_cast<std::size_t>(std::ranges::count(members, state, &MemberNow::state));
}

/// What to make of a state that is not plain from its name.
std::string remark(const MemberNow& m)
{
  std::string text = m.why;
  if (m.state == MemberState::stopped) text = "goes on from its checkpoint";
  return m.task.empty() ? text : fmt::format("{}{}{}", m.task, text.empty() ? "" : "; ", text);
}

void print_text(const EnsembleFile& ensemble, const EnsembleFolder& folder, const std::vector<MemberNow>& members)
{
  std::string counts;
  for (const MemberState state : all_states) {
    if (const std::size_t n = count(members, state); n > 0) {
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", n, word_of(state));
    }
  }
  fmt::print("{}: {} members in {}: {}\n", ensemble.file().string(), members.size(), folder.path().string(), counts);
  for (const MemberNow& m : members) {
    if (m.state == MemberState::done) continue;
    const std::string more = remark(m);
    fmt::print("  {}  {:<8} {}{}\n", ensemble.stem_of(m.number), word_of(m.state),
               ensemble::words_of(ensemble.axes(), m.number), more.empty() ? "" : "; " + more);
  }
}

void print_json(const EnsembleFile& ensemble, const EnsembleFolder& folder, const std::vector<MemberNow>& members)
{
  JsonObject counts;
  for (const MemberState state : all_states) counts.add(word_of(state), count(members, state));
  std::string rows;
  for (const MemberNow& m : members) {
    JsonObject row;
    row.add("member", m.number).add("file", folder.result(m.number).string()).add("state", word_of(m.state));
    row.add("why", m.why).add("task", m.task);
    rows += fmt::format("{}\n{}", rows.empty() ? "" : ",", row.text());
  }
  JsonObject answer;
  answer.add("ensemble", ensemble.file().string()).add("folder", folder.path().string()).add("counts", counts);
  fmt::print("{}\n", answer.raw("members", "[" + rows + "]").text());
}

}  // namespace

void status_command(const StatusOptions& options)
{
  const EnsembleFile ensemble {fs::is_directory(options.ensemble) ? ensemble_file_of(options.ensemble)
                                                                  : options.ensemble};
  const EnsembleFolder folder {ensemble};
  const std::vector<MemberNow> members = members_now(ensemble, folder);
  if (options.json) print_json(ensemble, folder, members);
  else print_text(ensemble, folder, members);
}

}  // namespace rangifer::app
