#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/inputs.h"
#include "engine/simulation.h"
#include "forcing/fields_file.h"

namespace rangifer::app {

void fields_command(const std::filesystem::path& file, const std::filesystem::path& out,
                    const std::vector<std::string>& set, bool quiet)
{
  Scenario scenario = read_scenario(file, set);
  const Inputs inputs = open_inputs(scenario);
  const auto& run = scenario.rules.run;
  const Day first = engine::first_weather_day(run);
  const bool terminal = !quiet && isatty(STDERR_FILENO) == 1;
  forcing::write_fields(out, inputs.terrain, *inputs.weather, first, run.last_day, [&](Day day) {
    if (terminal) fmt::print(stderr, "\rfields: {}", to_string(day));
  });
  if (terminal) fmt::print(stderr, "\r\x1b[K");
  if (!quiet)
    fmt::print("{}: {} to {}, {} x {} cells\n", out.string(), to_string(first), to_string(run.last_day),
               inputs.terrain.grid.columns, inputs.terrain.grid.rows);
}

}  // namespace rangifer::app
