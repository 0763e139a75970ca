#include "record/checkpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "record/file_copy.h"

namespace rangifer::record {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view state_end = ".state.h5", result_end = ".result.h5", unfinished = ".partial";
constexpr std::size_t how_many = 2;

/// The day in the name of a file of a checkpoint with this ending.
std::optional<Day> day_in(const fs::path& file, std::string_view end)
{
  const std::string name = file.filename().string();
  if (!name.ends_with(end)) return std::nullopt;
  return parse_day(std::string_view {name}.substr(0, name.size() - end.size()));
}

std::vector<fs::path> files_in(const fs::path& folder)
{
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) files.push_back(entry.path());
  return files;
}

void make_folder(const fs::path& folder)
{
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) throw RunError(fmt::format("{}: cannot be made: {}", folder.string(), problem.message()));
}

}  // namespace

Checkpoints::Checkpoints(const fs::path& result) : folder_ {result.string() + ".checkpoints"} {}

Checkpoint Checkpoints::of(Day day) const
{
  const std::string name = to_string(day);
  return {day, folder_ / (name + std::string {state_end}), folder_ / (name + std::string {result_end})};
}

std::vector<Checkpoint> Checkpoints::list() const
{
  std::vector<Checkpoint> found;
  for (const fs::path& file : files_in(folder_)) {
    const std::optional<Day> day = day_in(file, state_end);
    if (day && fs::exists(of(*day).result)) found.push_back(of(*day));
  }
  std::ranges::sort(found, std::greater {}, &Checkpoint::day);
  return found;
}

/// Takes the oldest checkpoint's name off it, first of its state, and returns its copy of the result for the next to
/// use: what is left of it is whole no more.
fs::path Checkpoints::make_room(Day day) const
{
  const fs::path next = of(day).result.string() + std::string {unfinished};
  std::error_code ignored;
  std::vector<Checkpoint> kept = list();
  if (const auto same = std::ranges::find(kept, day, &Checkpoint::day); same != kept.end()) {
    fs::remove(same->state, ignored);  // of this very day: kept before a stop, kept again now
    fs::rename(same->result, next, ignored);
    kept.erase(same);
  }
  while (kept.size() >= how_many) {
    fs::remove(kept.back().state, ignored);
    fs::rename(kept.back().result, next, ignored);
    kept.pop_back();
  }
  for (const fs::path& file : files_in(folder_)) {  // left by a kill: copies without a state, halves of both
    const std::optional<Day> of_day = day_in(file, result_end);
    const bool orphan = of_day && !fs::exists(of(*of_day).state);
    if (orphan || (file.string().ends_with(unfinished) && file != next)) fs::rename(file, next, ignored);
  }
  return next;
}

void Checkpoints::keep(StateOrigin origin, const Snapshot& state, const fs::path& result) const
{
  make_folder(folder_);
  const Checkpoint now = of(origin.day);
  const fs::path copy = make_room(origin.day);
  bring_up_to_date(result, copy);
  origin.result_bytes = fs::file_size(copy);
  fs::rename(copy, now.result);
  write_state(now.state, origin, state);
}

void Checkpoints::remove() const noexcept
{
  std::error_code ignored;
  for (const fs::path& file : files_in(folder_)) {
    const std::string name = file.filename().string();
    const bool ours = day_in(name, state_end) || day_in(name, result_end) || name.ends_with(unfinished);
    if (ours) fs::remove(file, ignored);
  }
  fs::remove(folder_, ignored);  // stays if somebody keeps something in it
}

}  // namespace rangifer::record
