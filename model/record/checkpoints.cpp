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

/// The day in the name of a file of a checkpoint with this ending.
std::optional<Day> day_in(const fs::path& file, std::string_view end)
{
  const std::string name = file.filename().string();
  if (!name.ends_with(end)) return std::nullopt;
  return parse_day(std::string_view {name}.substr(0, name.size() - end.size()));
}

bool is_ours(const fs::path& file)
{
  return day_in(file, state_end) || day_in(file, result_end) || file.string().ends_with(unfinished);
}

/// States first: who removes files in this order never leaves a state without its result.
std::vector<fs::path> files_in(const fs::path& folder)
{
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) files.push_back(entry.path());
  std::ranges::partition(files, [](const fs::path& file) { return day_in(file, state_end).has_value(); });
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

/// Leaves the newest checkpoint of another day, and nothing else: neither older ones, nor what a kill has left.
void Checkpoints::make_room(Day day) const
{
  std::vector<Checkpoint> kept = list();
  std::erase_if(kept, [day](const Checkpoint& c) { return c.day == day; });
  std::error_code ignored;
  for (const fs::path& file : files_in(folder_)) {
    const bool newest = !kept.empty() && (file == kept.front().state || file == kept.front().result);
    if (is_ours(file) && !newest) fs::remove(file, ignored);
  }
}

/// The copy is a new file each time: whoever has the one before open, to follow the run, goes on reading that.
void Checkpoints::keep(StateOrigin origin, const Snapshot& state, const fs::path& result) const
{
  make_folder(folder_);
  const Checkpoint now = of(origin.day);
  make_room(origin.day);
  const fs::path copy = now.result.string() + std::string {unfinished};
  copy_to_disk(result, copy);
  origin.result_bytes = fs::file_size(copy);
  fs::rename(copy, now.result);
  write_state(now.state, origin, state);
}

void Checkpoints::remove() const noexcept
{
  std::error_code ignored;
  for (const fs::path& file : files_in(folder_)) {
    if (is_ours(file)) fs::remove(file, ignored);
  }
  fs::remove(folder_, ignored);  // stays if somebody keeps something in it
}

}  // namespace rangifer::record
