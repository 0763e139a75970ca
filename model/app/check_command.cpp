#include <fmt/format.h>

#include "app/commands.h"
#include "app/inputs.h"
#include "engine/simulation.h"

namespace rangifer::app {

void check_command(const std::filesystem::path& file, const std::vector<std::string>& set)
{
  Scenario scenario = read_scenario(file, set);
  const Inputs inputs = open_inputs(scenario);
  const auto& run = scenario.rules.run;
  const Grid& grid = inputs.terrain.grid;
  fmt::print("{}: in order\n", file.string());
  fmt::print("  period   {} to {}, steps of {} h; weather from {} for the snow\n", to_string(run.first_day),
             to_string(run.last_day), run.step_h, to_string(engine::first_weather_day(run)));
  fmt::print("  grid     {} x {} cells of {} m, {}\n", grid.columns, grid.rows, grid.cell_m, grid.crs);
  for (const auto& herd : scenario.rules.herds) {
    fmt::print("  herd     {}: {} animals in {} agents, {} winter areas\n", herd.name, herd.size,
               herd.size / herd.animals_per_agent, herd.winter.size());
  }
  for (const auto& fact : inputs.facts) {
    fmt::print("  {:<16} {}", fact.role, std::filesystem::path {fact.file}.filename().string());
    if (!fact.variable.empty()) fmt::print(" : {}", fact.variable);
    if (!fact.units.empty()) fmt::print(" [{}]", fact.units);
    if (!fact.first_day.empty()) fmt::print(", {} to {}", fact.first_day, fact.last_day);
    if (!fact.calendar.empty()) fmt::print(", {}", fact.calendar);
    if (!fact.grid.empty()) fmt::print(", {}", fact.grid);
    if (!fact.resampling.empty()) fmt::print(", {}", fact.resampling);
    fmt::print("\n");
  }
  for (const auto& region : inputs.regions.list) {
    fmt::print("  region           {} ({}{})\n", region.name, region.kind, region.approximate ? ", approximate" : "");
  }
}

}  // namespace rangifer::app
