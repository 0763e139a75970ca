#include "app/inputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/json_object.h"
#include "engine/simulation.h"
#include "forcing/file/local_file.h"

namespace rangifer::app {
namespace {

/// Winter areas, remembered places and communities onto the grid.
void place_ranges(Scenario& scenario, std::vector<std::string>& problems)
{
  const forcing::Projection projection {scenario.grid.crs};
  const Grid grid = make_grid(scenario.grid);
  const auto place_one = [&](const std::string& table, auto& range) {
    const double lon = range.longitude_deg, lat = range.latitude_deg;
    projection.to_projected({&lon, 1}, {&lat, 1}, {&range.x_m, 1}, {&range.y_m, 1});
    if (grid.cell_at(range.x_m, range.y_m) < 0) {
      problems.push_back(fmt::format("[[{}]] {}: its middle, {}, lies outside [grid]", table, range.name,
                                     forcing::place_text(lon, lat)));
    }
  };
  for (auto& herd : scenario.rules.herds) {
    for (auto& area : herd.winter) place_one("herd." + herd.name + ".winter_area", area);
    for (auto& place : herd.remembered) place_one("herd." + herd.name + ".calving_memory", place);
  }
  for (auto& community : scenario.rules.communities) place_one("community", community);
}

/// The zones of influence of all movement modes, each once.
std::vector<double> zones_of(const behaviour::ModeTable& modes)
{
  std::vector<double> zones;
  for (const behaviour::ModeRules* mode : modes.all()) {
    if (std::ranges::find(zones, mode->zone_km) == zones.end()) zones.push_back(mode->zone_km);
  }
  return zones;
}

landscape::Developments read_developments(const Scenario& scenario, const Grid& grid,
                                          std::vector<std::string>& problems, std::vector<forcing::LayerFact>& facts)
{
  std::vector<forcing::ResolvedDevelopment> all;
  for (std::size_t d = 0; d < scenario.rules.developments.size(); ++d) {
    const behaviour::Infrastructure& each = scenario.rules.developments[d];
    all.push_back({each.name, each.file, each.filter, each.reach, each.width_m, scenario.development_places[d]});
  }
  return forcing::read_developments(grid, all, zones_of(scenario.rules.modes), problems, facts);
}

/// In a clean clone the default inputs are not made yet: say what makes them.
std::string how_to_prepare(const Scenario& scenario)
{
  for (const auto& layer : scenario.layers) {
    const std::filesystem::path file {layer.spec.file}, folder = file.parent_path();
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored) && std::filesystem::exists(folder.parent_path() / "prepare", ignored)) {
      return fmt::format("\n  (./quickstart makes the files of {}; inputs/README.md says from what)", folder.string());
    }
  }
  return "";
}

[[noreturn]] void refuse(const Scenario& scenario, const std::vector<std::string>& problems)
{
  throw InputError(fmt::format("{}: {} problem{} with the inputs\n  {}{}", scenario.file.string(), problems.size(),
                               problems.size() == 1 ? "" : "s", fmt::join(problems, "\n  "), how_to_prepare(scenario)));
}

/// A period that begins before first_day surprises: say where it comes from.
void explain_lead(const engine::RunRules& run, std::vector<std::string>& problems)
{
  const std::string from = fmt::format("but {} to", to_string(engine::first_weather_day(run)));
  const bool asked =
    std::ranges::any_of(problems, [&](const std::string& p) { return p.find(from) != std::string::npos; });
  if (run.snow_lead_days > 0 && asked) {
    problems.back() +=
      fmt::format("\n  (weather is needed from {} days before the first day: [run] snow_lead, to build up the snow)",
                  run.snow_lead_days);
  }
}

}  // namespace

void place_ranges(Scenario& scenario)
{
  std::vector<std::string> problems;
  place_ranges(scenario, problems);
  if (!problems.empty()) refuse(scenario, problems);
}

Inputs open_inputs(Scenario& scenario, std::optional<Day> weather_from)
{
  std::vector<std::string> problems;
  Inputs inputs;
  const Grid grid = make_grid(scenario.grid);
  try {
    if (forcing::describe_crs(grid.crs).wkt.starts_with("GEOG")) {
      throw InputError(fmt::format("'{}' is in degrees; the model needs a projection with axes in metres", grid.crs));
    }
  } catch (const InputError& e) {
    problems.push_back(fmt::format("[grid] crs: {}", e.what()));
    refuse(scenario, problems);  // nothing can be placed
  }
  inputs.terrain = forcing::read_terrain(grid, scenario.layers, problems, inputs.facts);
  inputs.regions = forcing::read_regions(grid, scenario.regions, problems, inputs.facts);
  inputs.terrain.developments = read_developments(scenario, grid, problems, inputs.facts);
  place_ranges(scenario, problems);
  // The weather is read onto the terrain's elevation: without one there is no telling what it would be.
  if (inputs.terrain.elevation_m.size() != grid.size()) refuse(scenario, problems);
  const auto& run = scenario.rules.run;
  inputs.weather =
    forcing::open_weather(inputs.terrain, scenario.lapse, scenario.layers,
                          weather_from.value_or(engine::first_weather_day(run)), run.last_day, problems, inputs.facts);
  if (!problems.empty()) {
    explain_lead(run, problems);
    refuse(scenario, problems);
  }
  landscape::derive_terrain(scenario.terrain, inputs.terrain);
  return inputs;
}

std::string inputs_json(const std::vector<forcing::LayerFact>& facts)
{
  std::string json = "[";
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto& f = facts[i];
    json +=
      fmt::format(R"({}{{"role": {}, "file": {}, "variable": {}, "units": {}, "sha256": {}}})", i == 0 ? "\n" : ",\n",
                  json_text(f.role), json_text(std::filesystem::path {f.file}.filename().string()),
                  json_text(f.variable), json_text(f.units), json_text(f.sha256));
  }
  return json + "\n]";
}

}  // namespace rangifer::app
