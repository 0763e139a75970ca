#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/scenario.h"
#include "base/error.h"

namespace rangifer::app {

void weather_command(const std::filesystem::path& file, const std::filesystem::path& out,
                     const std::vector<std::string>& set, bool quiet)
{
  const Scenario scenario = read_scenario(file, set);
  if (!scenario.has_weather) {
    throw InputError(
      fmt::format("{}: has no [weather] table, which says from what to make daily weather", file.string()));
  }
  const bool terminal = isatty(STDERR_FILENO) == 1;
  forcing::make_weather(make_grid(scenario.grid), scenario.weather, scenario.lapse, out, [&](int year, int years) {
    if (!quiet && terminal) fmt::print(stderr, "\rweather: year {} of {}", year, years);
  });
  if (!quiet && terminal) fmt::print(stderr, "\r\x1b[K");
  if (!quiet) {
    const auto years = scenario.weather.years;
    fmt::print("{}: {} year{} of daily weather from {}, seed {}\n", out.string(), years, years == 1 ? "" : "s",
               scenario.weather.first_year, scenario.weather.seed);
  }
}

}  // namespace rangifer::app
