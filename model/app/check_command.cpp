#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/inputs.h"
#include "engine/simulation.h"

namespace rangifer::app {
namespace {

constexpr std::size_t indent = 21;

/// "era5_2005.nc and 39 more"
std::string files_text(const forcing::LayerFact& fact)
{
  const auto name = [](const std::string& file) { return std::filesystem::path {file}.filename().string(); };
  if (fact.files.size() < 2) return name(fact.files.empty() ? fact.file : fact.files.front());
  return fmt::format("{} to {}, {} files", name(fact.files.front()), name(fact.files.back()), fact.files.size());
}

/// "daily, 2004-12-01 to 2005-12-31, calendar noleap"
std::string time_text(const forcing::LayerFact& fact)
{
  if (fact.first_day.empty()) return "a map";
  std::string text = fact.time.empty() ? "" : fact.time + ", ";
  text += fact.first_day;
  if (!fact.last_day.empty() && fact.last_day != fact.first_day) text += " to " + fact.last_day;
  return text + (fact.calendar.empty() ? "" : ", calendar " + fact.calendar);
}

void print_line(std::string_view head, const std::string& text)
{
  fmt::print("    {:<{}} {}\n", head, indent - 5, text);  // a long head keeps its space
}

/// On one line if there is room for both.
void print_pair(std::string_view head, const std::string& first, const std::string& second)
{
  constexpr std::size_t room = 120 - indent;
  if (first.size() + second.size() + 2 <= room) {
    print_line(head, first + "; " + second);
  } else {
    print_line(head, first);
    print_line("", second);
  }
}

/// What is read, when it is, and how it comes to the model's cells.
void print_layer(const forcing::LayerFact& fact)
{
  std::string what = files_text(fact);
  if (!fact.variable.empty()) what += ": " + fact.variable;
  if (!fact.units.empty() && fact.units != "1") what += " in " + fact.units;
  print_pair(fact.role, what, time_text(fact));
  print_line("", fact.resampling + (fact.grid.empty() ? "" : " from " + fact.grid));
  for (const std::string& change : fact.changes) print_line("", change);
  if (!fact.note.empty()) print_line("", "note: " + fact.note);
}

bool is_given(const Inputs& inputs, std::string_view role)
{
  return std::ranges::any_of(inputs.facts, [&](const auto& fact) { return fact.role == role; });
}

/// Roles without a layer, and what the model does in their place.
void print_not_given(const Inputs& inputs)
{
  for (const forcing::Role& role : forcing::roles) {
    if (is_given(inputs, role.name) || role.required || role.name.starts_with("wind_")) continue;
    constexpr std::string_view replaces = "; replaces ";
    const std::size_t at = role.meaning.find(replaces);
    print_line(role.name, at == std::string_view::npos
                            ? "not given; the model has none"
                            : fmt::format("not given; the model uses {}", role.meaning.substr(at + replaces.size())));
  }
}

std::string plural(std::size_t n, const char* thing) { return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s"); }

/// "310.5 km2"; of little two digits: a pad is not nothing.
std::string km2_text(double km2) { return km2 < 1 ? fmt::format("{:.2g} km2", km2) : fmt::format("{:.1f} km2", km2); }

/// "2 polygons of 310.5 km2, 3 lines of 41.2 km"
std::string extent_text(const landscape::Extent& extent)
{
  std::vector<std::string> parts;
  const auto part = [&](int n, const char* thing, const std::string& size) {
    if (n > 0) parts.push_back(plural(static_cast<std::size_t>(n), thing) + size);
  };
  part(extent.polygons, "polygon", " of " + km2_text(extent.polygon_km2));
  part(extent.lines, "line", fmt::format(" of {:.1f} km", extent.line_km));
  part(extent.points, "point", "");
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// "animals keep off within 1 to 16 km"
std::string zone_text(const behaviour::Infrastructure& each, const behaviour::ModeTable& modes)
{
  const auto all = modes.all();
  const auto by_zone = [](const behaviour::ModeRules* mode) { return mode->zone_km; };
  const auto [least, most] = std::ranges::minmax(all, {}, by_zone);
  return fmt::format("animals keep off within {:g} to {:g} km, by season: [movement.*] zone times reach {:g}",
                     least->zone_km * each.reach, most->zone_km * each.reach, each.reach);
}

/// What stands there, what it takes from the animals and from how far they mind it.
void print_developments(const Scenario& scenario, const Inputs& inputs)
{
  const auto& all = scenario.rules.developments;
  if (!all.empty()) fmt::print("  development\n");
  for (std::size_t d = 0; d < all.size(); ++d) {
    const behaviour::Infrastructure& each = all[d];
    const landscape::Extent& extent = inputs.terrain.developments.extents[d];
    fmt::print("    {}: activity {}{}{}\n", each.name, each.activity,
               each.quiet_until_doy < 1
                 ? ""
                 : fmt::format(", {} from day {} to {}", each.quiet, each.quiet_from_doy, each.quiet_until_doy),
               each.filter.empty() ? "" : ", where " + each.filter);
    const bool thin = extent.lines + extent.points > 0;
    const std::string width = thin ? fmt::format(" (lines and points {:g} m wide)", each.width_m) : "";
    print_line("", extent_text(extent) + (each.width_m > 0 ? fmt::format("; {} built over, nothing grows there{}",
                                                                         km2_text(extent.built_over_km2), width)
                                                           : "; width = 0: nothing is built over"));
    print_line("", zone_text(each, scenario.rules.modes));
    if (extent.lines > 0) {
      print_line("", fmt::format("of animals that come to a line {:g} % cross at the first try, when activity is 1",
                                 100 * each.crossing));
    }
  }
}

/// Each with the area of the cells it is counted in.
void print_regions(const Inputs& inputs)
{
  const double cell_km2 = inputs.terrain.grid.cell_m * inputs.terrain.grid.cell_m / 1e6;
  fmt::print("  regions\n");
  for (std::size_t r = 0; r < inputs.regions.list.size(); ++r) {
    const auto& region = inputs.regions.list[r];
    const auto cells = std::ranges::count_if(inputs.regions.mask, [&](std::uint32_t mask) { return mask >> r & 1U; });
    fmt::print("    {} ({}{}{}): {:.0f} km2 on the grid\n", region.name, region.kind,
               region.country.empty() ? "" : ", " + region.country, region.approximate ? ", outline approximate" : "",
               static_cast<double>(cells) * cell_km2);
  }
}

/// On the first day of each month of the first year: where the daily mean lies beyond the day's least or highest.
std::string mean_beyond_extremes(const engine::RunRules& run, landscape::Source& weather)
{
  constexpr float rounding_k = 0.05F;
  const Day until = std::min(run.last_day, run.first_day + std::chrono::days {365});
  landscape::Weather w;
  for (Day day = run.first_day; day <= until; day += std::chrono::days {30}) {
    weather.read(day, w);
    std::size_t beyond = 0;
    float most_k = 0;
    for (std::size_t i = 0; i < w.temperature_c.size(); ++i) {
      const float k =
        std::max(w.temperature_c[i] - w.temperature_max_c[i], w.temperature_min_c[i] - w.temperature_c[i]);
      beyond += k > rounding_k ? 1 : 0;
      most_k = std::max(most_k, k);
    }
    if (beyond == 0) continue;
    return fmt::format(
      "on {} temperature lies outside temperature_min to temperature_max in {:.3g} % of the cells, by {:.2g} K "
      "at most",
      to_string(day), 100.0 * static_cast<double>(beyond) / static_cast<double>(w.temperature_c.size()),
      static_cast<double>(most_k));
  }
  return "";
}

void print_warnings(const std::vector<std::string>& warnings)
{
  if (!warnings.empty()) fmt::print("  warnings\n");
  for (const std::string& warning : warnings) fmt::print("    {}\n", warning);
}

}  // namespace

void check_command(const std::filesystem::path& file, const std::vector<std::string>& set)
{
  Scenario scenario = read_scenario(file, set);
  const Inputs inputs = open_inputs(scenario);
  const auto& run = scenario.rules.run;
  const Grid& grid = inputs.terrain.grid;
  fmt::print("{}: in order\n", file.string());
  fmt::print("  period  {} to {}, steps of {} h; weather from {} on, to build up the snow\n", to_string(run.first_day),
             to_string(run.last_day), run.step_h, to_string(engine::first_weather_day(run)));
  fmt::print("  grid    {} x {} cells of {} m, {}\n", grid.columns, grid.rows, grid.cell_m, grid.crs);
  for (const auto& herd : scenario.rules.herds) {
    fmt::print("  herd    {}: {} animals in {} agents, {}\n", herd.name, herd.size, herd.size / herd.animals_per_agent,
               plural(herd.winter.size(), "winter area"));
  }
  fmt::print("  layers\n");
  for (const auto& fact : inputs.facts) {
    if (fact.role != "region" && fact.role != "development") print_layer(fact);
  }
  print_not_given(inputs);
  print_developments(scenario, inputs);
  print_regions(inputs);
  const std::string beyond = mean_beyond_extremes(run, *inputs.weather);
  if (!beyond.empty()) scenario.warnings.push_back(beyond);
  print_warnings(scenario.warnings);
}

}  // namespace rangifer::app
