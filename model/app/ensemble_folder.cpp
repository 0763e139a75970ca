#include "app/ensemble_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

#include "app/csv.h"
#include "app/ensemble_check.h"
#include "app/version.h"
#include "base/error.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view read_from = "# read from ";
constexpr std::size_t log_lines = 20;  ///< of a log, kept with a failure

/// A run locks what it writes; the lock goes with its process, however that ends.
bool is_locked(const fs::path& file)
{
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool locked = ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(fd);
  return locked;
}

bool has_checkpoint(const fs::path& folder)
{
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem)) {
    if (entry.path().filename().string().ends_with(".state.h5")) return true;
  }
  return false;
}

/// A table of all members: number, file, value along each axis, scenario, overrides.
std::string members_csv(const EnsembleFile& ensemble)
{
  std::string table = "member,file";
  for (const ensemble::Axis& axis : ensemble.axes()) table += "," + axis.name;
  table += ",scenario_file,settings\n";
  for (std::size_t m = 0; m < ensemble.members(); ++m) {
    table += fmt::format("{},{}.h5", m, ensemble.stem_of(m));
    const std::vector<std::size_t> place = ensemble::place_of(ensemble.axes(), m);
    for (std::size_t a = 0; a < place.size(); ++a) table += "," + csv_text(ensemble.axes()[a].levels[place[a]].label);
    const std::string scenario = ensemble.scenario_of(m).lexically_relative(ensemble.overrides_from()).string();
    table += fmt::format(",{},{}\n", csv_text(scenario),
                         csv_text(fmt::format("{}", fmt::join(ensemble.overrides_of(m), "; "))));
  }
  return table;
}

}  // namespace

std::string_view word_of(MemberState state)
{
  constexpr std::array<std::string_view, 5> words {"done", "running", "stopped", "failed", "waiting"};
  return words[static_cast<std::size_t>(state)];
}

std::vector<std::string> lines_of(const fs::path& file)
{
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void write_whole(const fs::path& file, const std::string& text)
{
  // Tasks of an array may write the same at once.
  const fs::path meanwhile = fmt::format("{}.{}.new", file.string(), getpid());
  std::ofstream out(meanwhile, std::ios::binary);
  out << text;
  out.close();
  std::error_code problem;
  if (out) fs::rename(meanwhile, file, problem);
  if (out && !problem) return;
  std::error_code ignored;
  fs::remove(meanwhile, ignored);
  throw InputError(fmt::format("{}: cannot be written{}; name another folder, or free this one", file.string(),
                               problem ? ": " + problem.message() : ""));
}

fs::path ensemble_file_of(const fs::path& folder)
{
  const std::vector<std::string> lines = lines_of(folder / "ensemble.toml");
  if (lines.empty() || !lines.front().starts_with(read_from)) {
    throw InputError(
      fmt::format("{}: is not the folder of an ensemble: it holds no ensemble.toml that rangifer wrote; "
                  "name the ensemble file",
                  folder.string()));
  }
  const fs::path file = lines.front().substr(read_from.size());
  if (fs::exists(file)) return file;
  throw InputError(
    fmt::format("{}: belongs to {}, which is not there; name the ensemble file", folder.string(), file.string()));
}

fs::path EnsembleFolder::of(std::size_t member, const char* ending) const
{
  return folder_ / (ensemble_.stem_of(member) + ending);
}

fs::path EnsembleFolder::log(std::size_t member) const
{
  return folder_ / "log" / (ensemble_.stem_of(member) + ".log");
}

std::string EnsembleFolder::design_line(std::size_t member, const std::string& print) const
{
  return fmt::format("{} {} {}", member, print, ensemble::words_of(ensemble_.axes(), member));
}

std::vector<std::string> EnsembleFolder::design(const std::vector<std::string>& fingerprints) const
{
  std::vector<std::string> lines {fmt::format("rangifer ensemble, version {}, commit {}", version(), commit()),
                                  fmt::format("members {}", ensemble_.members())};
  for (std::size_t m = 0; m < fingerprints.size(); ++m) lines.push_back(design_line(m, fingerprints[m]));
  return lines;
}

void EnsembleFolder::refuse(const std::string& there, const std::string& here) const
{
  throw InputError(
    fmt::format("{}: holds the members of another design (there \"{}\", here \"{}\"); name another "
                "folder in {}, or remove this one",
                folder_.string(), there, here, ensemble_.file().string()));
}

void EnsembleFolder::write_notes(const std::vector<std::string>& lines) const
{
  write_whole(file("ensemble.toml"), fmt::format("{}{}\n{}", read_from, ensemble_.file().string(), ensemble_.text()));
  write_whole(file("members.csv"), members_csv(ensemble_));
  write_whole(file("design.txt"), fmt::format("{}\n", fmt::join(lines, "\n")));  // last: it vouches for the others
}

void EnsembleFolder::settle(const std::vector<std::string>& fingerprints) const
{
  if (fs::exists(folder_) && !fs::is_directory(folder_)) {
    throw InputError(fmt::format("{}: is a file; members need a folder", folder_.string()));
  }
  const std::vector<std::string> wanted = design(fingerprints), found = lines_of(file("design.txt"));
  if (!found.empty()) {
    for (std::size_t i = 0; i < std::max(wanted.size(), found.size()); ++i) {
      const std::string there = i < found.size() ? found[i] : "", here = i < wanted.size() ? wanted[i] : "";
      if (there != here) refuse(there, here);
    }
  }
  std::error_code problem;
  fs::create_directories(folder_ / "log", problem);
  if (problem) throw InputError(fmt::format("{}: cannot be made: {}", folder_.string(), problem.message()));
  if (!found.empty()) return;
  for (const auto& entry : fs::directory_iterator(folder_, problem)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("member_")) continue;
    throw InputError(
      fmt::format("{}: holds {} and no design.txt that tells what it belongs to; name another folder in {}",
                  folder_.string(), name, ensemble_.file().string()));
  }
  write_notes(wanted);
}

void EnsembleFolder::settle_member(std::size_t member, const Scenario& scenario) const
{
  const std::vector<std::string> found = lines_of(file("design.txt"));
  if (found.empty()) return settle(check_members(ensemble_));
  const std::vector<std::string> head = design({});
  const std::string mine = design_line(member, fingerprint(scenario, ensemble_.overrides_from()));
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (i >= found.size() || found[i] != head[i]) refuse(i < found.size() ? found[i] : "", head[i]);
  }
  const std::size_t at = head.size() + member;
  if (at >= found.size() || found[at] != mine) refuse(at < found.size() ? found[at] : "", mine);
}

MemberState EnsembleFolder::state(std::size_t member) const
{
  std::error_code ignored;
  if (fs::exists(result(member), ignored)) return MemberState::done;
  if (is_locked(partial(member))) return MemberState::running;
  if (fs::exists(failure(member), ignored)) return MemberState::failed;
  return has_checkpoint(checkpoints(member)) ? MemberState::stopped : MemberState::waiting;
}

std::string EnsembleFolder::why_failed(std::size_t member) const
{
  const std::vector<std::string> lines = lines_of(failure(member));
  return lines.empty() ? "" : lines.front();
}

void EnsembleFolder::note_failure(std::size_t member, const std::string& why) const
{
  std::vector<std::string> said = lines_of(log(member));
  if (said.size() > log_lines) said.erase(said.begin(), said.end() - static_cast<std::ptrdiff_t>(log_lines));
  write_whole(failure(member), fmt::format("{}\n{}\n", why, fmt::join(said, "\n")));
}

void EnsembleFolder::forget_failure(std::size_t member) const
{
  std::error_code ignored;
  fs::remove(failure(member), ignored);
}

std::vector<std::size_t> EnsembleFolder::missing() const
{
  std::vector<std::size_t> members;
  for (std::size_t m = 0; m < ensemble_.members(); ++m) {
    if (!fs::exists(result(m))) members.push_back(m);
  }
  return members;
}

}  // namespace rangifer::app
