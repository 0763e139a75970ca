#include "app/beginning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "app/version.h"
#include "base/error.h"
#include "base/json_object.h"
#include "comparison/json_leaves.h"
#include "engine/simulation.h"
#include "forcing/file/sha256.h"
#include "record/result_reader.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;
using record::StateOrigin;

constexpr std::array<std::string_view, 1> changes_no_number {"checkpoint."};
/// What a herd and its state are laid out by; changed behind a state it would do nothing, or not fit.
constexpr std::array<std::string_view, 9> settled_at_the_start {"grid.",         "herd.",         "region.",
                                                                "community.",    "memory.groups", "run.step",
                                                                "run.first_day", "run.snow_lead", "output.tracks"};

bool begins_with_any(const std::string& key, std::span<const std::string_view> starts)
{
  return std::ranges::any_of(starts, [&](std::string_view start) { return key.starts_with(start); });
}

std::map<std::string, std::string> leaves(const std::string& json)
{
  return comparison::json_leaves(json).value_or(std::map<std::string, std::string> {});
}

/// "snow.degree_day_factor: 4 there, 5 here", for every key that counts.
template <class Counts>
void compare_leaves(const std::string& there, const std::string& here, Counts&& counts, std::vector<std::string>& out)
{
  const std::map<std::string, std::string> a = leaves(there);
  std::map<std::string, std::string> b = leaves(here);
  const auto say = [&](const std::string& key, const std::string& then, const std::string& now) {
    if (then != now && counts(key)) out.push_back(fmt::format("{}: {} there, {} here", key, then, now));
  };
  for (const auto& [key, value] : a) {
    const auto mine = b.extract(key);
    say(key, value, mine.empty() ? "nothing" : mine.mapped());
  }
  for (const auto& [key, value] : b) say(key, "nothing", value);
}

void compare_programs(const StateOrigin& there, const StateOrigin& here, std::vector<std::string>& out)
{
  if (there.version != here.version)
    out.push_back(fmt::format("version of the program: {} there, {} here", there.version, here.version));
  else if (there.commit != here.commit)
    out.push_back(fmt::format("commit of the program: {} there, {} here", there.commit, here.commit));
}

/// "inputs.3.sha256" by the file it is of.
void compare_inputs(const StateOrigin& there, const StateOrigin& here, std::vector<std::string>& out)
{
  const auto a = leaves(there.inputs_json), b = leaves(here.inputs_json);
  for (const auto& [key, value] : b) {
    const auto then = a.find(key);
    if (then != a.end() && then->second == value) continue;
    const std::string file = comparison::plain(b.at(key.substr(0, key.find('.')) + ".file"));
    const std::string line = fmt::format("input {}: its contents have changed", file);
    if (std::ranges::find(out, line) == out.end()) out.push_back(line);
  }
  if (a.size() > b.size()) out.push_back("inputs: there were more of them");
}

/// All that would make the numbers differ.
std::vector<std::string> differences(const StateOrigin& there, const StateOrigin& here)
{
  std::vector<std::string> out;
  compare_programs(there, here, out);
  compare_leaves(
    there.branched_from, here.branched_from, [](const std::string& key) { return key == "file" || key == "sha256"; },
    out);
  compare_leaves(
    there.parameters_json, here.parameters_json,
    [](const std::string& key) { return !begins_with_any(key, changes_no_number); }, out);
  compare_inputs(there, here, out);
  return out;
}

std::string listed(std::vector<std::string> lines)
{
  constexpr std::size_t most = 8;
  if (lines.size() > most) {
    const std::size_t more = lines.size() - most;
    lines.resize(most);
    lines.push_back(fmt::format("and {} more", more));
  }
  return fmt::format("{}", fmt::join(lines, "\n  "));
}

/// Whether `out` is the finished result of this very run.
bool is_result_of(const fs::path& out, const StateOrigin& here)
{
  if (!fs::exists(out)) return false;
  try {
    const record::ResultReader file {out};
    StateOrigin there;
    there.version = file.root_text("version");
    there.commit = file.root_text("commit");
    there.parameters_json = file.root_text("parameters");
    there.inputs_json = file.root_text("inputs");
    there.branched_from = file.root_text("branched_from");
    return differences(there, here).empty();
  } catch (const InputError&) {
    return false;  // something else of that name, as for a run without --resume
  }
}

/// The state and the result beside it, read and found whole. @throws InputError if they are not
Beginning read_checkpoint(const record::Checkpoint& checkpoint, StateOrigin& there)
{
  there = record::read_origin(checkpoint.state);
  const auto bytes = fs::file_size(checkpoint.result);
  if (bytes != there.result_bytes) {
    throw InputError(
      fmt::format("{}: broken: {} bytes, expected {}", checkpoint.result.string(), bytes, there.result_bytes));
  }
  Beginning b;
  b.state = record::read_state(checkpoint.state);
  b.after = engine::day_of(b.state);
  b.result = checkpoint.result;
  return b;
}

void refuse_another_run(const record::Checkpoint& checkpoint, const StateOrigin& there, const StateOrigin& here)
{
  const std::vector<std::string> differ = differences(there, here);
  if (differ.empty()) return;
  throw InputError(fmt::format(
    "{}: is of another run, so this one cannot go on from it\n  {}\n  (without --resume the run starts anew; "
    "--resume-from {} begins another future there)",
    checkpoint.state.string(), listed(differ), checkpoint.state.string()));
}

}  // namespace

StateOrigin origin_of(Scenario& scenario, const Inputs& inputs, std::string branched_from)
{
  StateOrigin o;
  o.title = scenario.rules.run.title;
  o.version = version();
  o.commit = commit();
  o.parameters_json = parameters_json(scenario);
  o.inputs_json = inputs_json(inputs.facts);
  o.branched_from = std::move(branched_from);
  o.seed = static_cast<std::uint64_t>(scenario.rules.run.seed);
  o.replicate = scenario.rules.run.replicate;
  return o;
}

Beginning find_checkpoint(const StateOrigin& here, const fs::path& out)
{
  Beginning at_start;
  if (is_result_of(out, here)) {
    at_start.is_complete = true;
    at_start.note = fmt::format("{}: is complete, there is nothing left to do", out.string());
    return at_start;
  }
  const record::Checkpoints checkpoints {out};
  for (const record::Checkpoint& checkpoint : checkpoints.list()) {
    StateOrigin there;
    Beginning found;
    try {
      found = read_checkpoint(checkpoint, there);
    } catch (const InputError& e) {
      at_start.note += fmt::format("{}; taking the one before it\n", e.what());
      continue;
    }
    refuse_another_run(checkpoint, there, here);
    found.note =
      at_start.note + fmt::format("going on after {}, from {}", to_string(there.day), checkpoint.state.string());
    return found;
  }
  at_start.note +=
    fmt::format("{}: no checkpoint in it: the run starts at its beginning", checkpoints.folder().string());
  return at_start;
}

Day first_day_behind(const fs::path& state, const Scenario& scenario)
{
  const Day day = record::read_origin(state).day;
  if (day >= scenario.rules.run.last_day) {
    throw InputError(fmt::format("{}: the state of the end of {}, but [run] last_day is {}", state.string(),
                                 to_string(day), to_string(scenario.rules.run.last_day)));
  }
  return day + std::chrono::days {1};
}

std::string link_to(const fs::path& file)
{
  const StateOrigin there = record::read_origin(file);
  return JsonObject {}
    .add("file", file.filename().string())
    .add("sha256", forcing::sha256_of(file))
    .add("day", to_string(there.day))
    .add("title", there.title)
    .raw("seed", std::to_string(there.seed))
    .raw("replicate", std::to_string(there.replicate))
    .text();
}

Beginning branch_from(const fs::path& file, Scenario& scenario, const Inputs& inputs)
{
  const StateOrigin here = origin_of(scenario, inputs, ""), there = record::read_origin(file);
  std::vector<std::string> differ;
  compare_programs(there, here, differ);
  compare_leaves(
    there.parameters_json, here.parameters_json,
    [](const std::string& key) { return begins_with_any(key, settled_at_the_start); }, differ);
  if (!differ.empty()) {
    throw InputError(
      fmt::format("{}: a run cannot begin with this state: what is settled at the start of a run differs"
                  "\n  {}",
                  file.string(), listed(differ)));
  }
  Beginning b;
  b.state = record::read_state(file);
  engine::forget_use(b.state);
  b.after = there.day;
  b.note =
    fmt::format("beginning on {} with the state of {}", to_string(there.day + std::chrono::days {1}), file.string());
  return b;
}

}  // namespace rangifer::app
