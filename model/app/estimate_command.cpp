#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>

#include "app/commands.h"
#include "app/day_probe.h"
#include "app/machine.h"
#include "app/run_cost.h"
#include "app/run_in_small.h"
#include "base/error.h"
#include "base/json_object.h"
#include "engine/simulation.h"
#include "record/handle.h"

namespace rangifer::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int days_ahead = 4;                   // as in a run
constexpr double probe_s = 10;                  ///< about so long may the probe of days take
constexpr int fewest_days = 3, most_days = 10;  ///< of a season
constexpr double megabyte = 1e6;

/// What a run will take.
struct Estimate {
  double wall_s = 0, memory_mb = 0;
  std::map<std::string, double> part_s;
  std::map<std::string, double> bytes;
  double agents = 0;  ///< at the start
  double agent_steps = 0;
  double probe_s = 0;
  int threads = 0;
};

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// A file of this process in the folder for such; removed when it goes out of scope.
struct Scratch {
  std::filesystem::path file =
    std::filesystem::temp_directory_path() / fmt::format("rangifer-estimate-{}.h5", getpid());
  ~Scratch()
  {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
};

double agents_at_start(const engine::Rules& rules)
{
  double sum = 0;
  for (const engine::HerdRules& herd : rules.herds)
    sum += std::max(1.0, std::floor(static_cast<double>(herd.size) / static_cast<double>(herd.animals_per_agent)));
  return sum;
}

/// Each part takes as many times longer than in small as it did on the probed days, which were run both ways.
/// Reading and writing are left out of that: they go on beside the whole run, and within the run in small.
void add_time(const engine::RunRules& run, const RunInSmall& small, const ProbeCost& whole_days,
              const ProbeCost& small_days, Estimate& out)
{
  const double days = static_cast<double>((run.last_day - run.first_day).count()) + 1.0;
  const auto lead_days = static_cast<double>(run.snow_lead_days);  // once, however long the run
  const double longer_with_lead = (days + lead_days) / (days / small.longer() + lead_days);
  for (const auto& [part, seconds] : whole_days.part_s) {
    const auto in_small = small_days.part_s.find(part), year = small.timing().seconds.find(part);
    if (part == "forcing" || part == "start" || part == "records" || in_small == small_days.part_s.end()) continue;
    if (year == small.timing().seconds.end() || in_small->second <= 0) continue;
    out.part_s[part] =
      seconds / in_small->second * year->second * (part == "environment" ? longer_with_lead : small.longer());
  }
  const auto of_day = [&](const char* part) {
    const auto found = whole_days.part_s.find(part);
    return found == whole_days.part_s.end() ? 0.0 : found->second / (whole_days.days + whole_days.lead_days);
  };
  const double lead_day_s = whole_days.lead_days > 0 ? whole_days.lead_s / whole_days.lead_days : 0.0;
  const double forcing_day_s = whole_days.forcing_days > 0 ? whole_days.forcing_s / whole_days.forcing_days : 0.0;
  out.part_s["forcing"] = forcing_day_s * days + std::max(0.0, lead_day_s - of_day("environment")) * lead_days;
}

std::string minutes(double seconds)
{
  if (seconds < 120) return fmt::format("{:.1f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.1f} minutes", seconds / 60);
  return fmt::format("{:.1f} hours", seconds / 3600);
}

void print_text(const Scenario& scenario, const Estimate& e)
{
  const engine::RunRules& run = scenario.rules.run;
  const Grid grid = make_grid(scenario.grid);
  fmt::print("{}: {} to {}, {:.0f} agents, {} x {} cells, steps of {} h\n", scenario.file.string(),
             to_string(run.first_day), to_string(run.last_day), e.agents, grid.columns, grid.rows, run.step_h);
  double bytes = 0;
  for (const auto& [group, of_group] : e.bytes) bytes += of_group;
  fmt::print("  wall time  {} on {} thread{}\n  memory     {:.0f} MB\n  result     {:.1f} MB\n", minutes(e.wall_s),
             e.threads, e.threads == 1 ? "" : "s", e.memory_mb, bytes / megabyte);
  std::vector<std::pair<double, std::string>> rows;
  for (const auto& [part, seconds] : e.part_s) rows.emplace_back(seconds, part);
  std::ranges::sort(rows, std::greater {});
  fmt::print("\n  {:<24}{:>10}{:>9}\n", "part", "time", "share");
  for (auto& [seconds, part] : rows) {
    if (seconds < 0.005 * e.wall_s) continue;
    std::ranges::replace(part, '_', ' ');
    fmt::print("  {:<24}{:>10}{:>7.0f} %\n", part, minutes(seconds), 100.0 * seconds / e.wall_s);
  }
  rows.clear();
  for (const auto& [group, of_group] : e.bytes) rows.emplace_back(of_group, group == "/" ? "root" : group + "/");
  std::ranges::sort(rows, std::greater {});
  fmt::print("\n  {:<24}{:>10}\n", "group of the result", "MB");
  for (const auto& [of_group, group] : rows) fmt::print("  {:<24}{:>10.3f}\n", group, of_group / megabyte);
  fmt::print("\n  (from a probe of {:.0f} s)\n", e.probe_s);
}

void print_json(const Scenario& scenario, const Estimate& e)
{
  std::string parts, groups;
  double bytes = 0;
  for (const auto& [part, seconds] : e.part_s)
    parts += fmt::format("{}\"{}\": {:.6g}", parts.empty() ? "" : ", ", part, seconds);
  for (const auto& [group, of_group] : e.bytes) {
    groups += fmt::format("{}\"{}\": {:.0f}", groups.empty() ? "" : ", ", group_word(group), of_group);
    bytes += of_group;
  }
  fmt::print(
    "{{\n\"scenario\": {},\n\"threads\": {},\n\"wall_time_s\": {:.6g},\n\"peak_memory_MB\": {:.6g},\n"
    "\"agents\": {:.0f},\n\"agent_steps\": {:.6g},\n\"bytes\": {:.0f},\n\"bytes_of_group\": {{{}}},\n"
    "\"seconds_of_part\": {{{}}},\n\"probe_s\": {:.6g}\n}}\n",
    json_text(scenario.file.string()), e.threads, e.wall_s, e.memory_mb, e.agents, e.agent_steps, bytes, groups, parts,
    e.probe_s);
}

/// As many days as about probe_s allow, after a first look at how long one takes.
std::vector<ProbeDays> days_to_probe(const engine::Rules& rules, Inputs& inputs)
{
  const Clock::time_point start = Clock::now();
  const ProbeCost look = probe(rules, inputs, {{rules.run.first_day, 1}});
  double day_s = 0;
  for (const auto& [part, seconds] : look.part_s) day_s += part == "start" ? 0.0 : seconds;
  const std::size_t seasons = choose_days(rules.run, fewest_days).size();
  const double left_s = probe_s - since(start);
  const double each = left_s / (day_s * static_cast<double>(seasons));
  return choose_days(rules.run, static_cast<int>(std::clamp(each, 1.0 * fewest_days, 1.0 * most_days)));
}

}  // namespace

void estimate_command(const EstimateOptions& options)
{
  const Clock::time_point start = Clock::now();
  Estimate estimate;
  Scenario scenario = read_scenario(options.scenario, options.set);
  estimate.threads = engine::use_threads(options.threads);
  Inputs inputs = open_inputs(scenario);
  forcing::hash_inputs(inputs.facts);
  const double opening_s = since(start);

  const Scratch scratch;
  RunInSmall small {scenario, inputs, scratch.file};
  inputs.weather = forcing::read_ahead(std::move(inputs.weather), scenario.rules.run.last_day,
                                       record::hdf5_bears_threads() ? days_ahead : 0, record::silence_hdf5);
  const std::vector<ProbeDays> when = days_to_probe(scenario.rules, inputs);
  const ProbeCost whole_days = probe(scenario.rules, inputs, when);
  const ProbeCost small_days = probe(small.rules(), small.inputs(), when);

  add_time(scenario.rules.run, small, whole_days, small_days, estimate);
  estimate.part_s["opening_inputs"] = opening_s;
  estimate.part_s["start"] =
    whole_days.part_s.contains("start") ? whole_days.part_s.at("start") / static_cast<double>(when.size()) : 0.0;
  for (const auto& [part, seconds] : estimate.part_s) estimate.wall_s += seconds;
  estimate.bytes = small.bytes();
  estimate.agents = agents_at_start(scenario.rules);
  estimate.agent_steps = small.agent_steps();
  estimate.memory_mb = peak_memory_mb();
  estimate.probe_s = since(start);
  if (options.json) print_json(scenario, estimate);
  else print_text(scenario, estimate);
}

}  // namespace rangifer::app
