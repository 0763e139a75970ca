#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/inputs.h"
#include "engine/simulation.h"

namespace rangifer::app {
namespace {

constexpr std::size_t columns = 8;
using Row = std::array<std::string, columns>;

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

Row row_of(const forcing::LayerFact& fact)
{
  const std::string period = fact.first_day.empty() ? "static" : fact.first_day + " to " + fact.last_day;
  return {fact.role,
          std::filesystem::path {fact.file}.filename().string(),
          or_dash(fact.variable),
          or_dash(fact.units),
          period,
          or_dash(fact.calendar),
          or_dash(fact.resampling),
          or_dash(fact.grid)};
}

/// Columns as wide as their longest entry.
void print_table(const std::vector<Row>& rows)
{
  std::array<std::size_t, columns> width {};
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < columns; ++c) width[c] = std::max(width[c], row[c].size());
  }
  for (const Row& row : rows) {
    std::string line = "   ";
    for (std::size_t c = 0; c + 1 < columns; ++c) line += fmt::format(" {:<{}} ", row[c], width[c]);
    fmt::print("{} {}\n", line, row.back());
  }
}

std::string plural(std::size_t n, const char* thing) { return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s"); }

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
  std::vector<Row> rows {{"role", "file", "variable", "unit", "period", "calendar", "resampling", "grid of the file"}};
  for (const auto& fact : inputs.facts) {
    if (fact.role != "region") rows.push_back(row_of(fact));
  }
  print_table(rows);
  fmt::print("  regions\n");
  for (const auto& region : inputs.regions.list) {
    fmt::print("    {} ({}{}{})\n", region.name, region.kind, region.country.empty() ? "" : ", " + region.country,
               region.approximate ? ", outline approximate" : "");
  }
}

}  // namespace rangifer::app
