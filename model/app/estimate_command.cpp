#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/estimate.h"
#include "app/run_cost.h"
#include "base/json_object.h"

namespace rangifer::app {
namespace {

constexpr double megabyte = 1e6;

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

}  // namespace

void estimate_command(const EstimateOptions& options)
{
  Scenario scenario = read_scenario(options.scenario, options.set);
  const Estimate estimate = estimate_run(scenario, options.threads);
  if (options.json) print_json(scenario, estimate);
  else print_text(scenario, estimate);
}

}  // namespace rangifer::app
