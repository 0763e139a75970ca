#pragma once
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/parameter.h"
#include "engine/rules.h"
#include "forcing/forcing.h"
#include "forcing/generator/weather_generator.h"
#include "landscape/derive_terrain.h"

namespace rangifer::app {

/// `[grid]`.
struct GridRules {
  std::string crs = "+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84";
  double x_min_m = -450000, x_max_m = 450000, y_min_m = -460000, y_max_m = 340000;
  double cell_m = 2000;

  static constexpr std::array<Parameter<GridRules>, 6> table {{
    {"crs", &GridRules::crs, "", 0, 0, "-", "equal area; the border meridian is x = 0",
     "projection of the model, anything PROJ knows with axes in metres"},
    {"x_min", &GridRules::x_min_m, "m", -2e7, 2e7, "-", "", "western edge"},
    {"x_max", &GridRules::x_max_m, "m", -2e7, 2e7, "-", "", "eastern edge"},
    {"y_min", &GridRules::y_min_m, "m", -2e7, 2e7, "-", "", "southern edge"},
    {"y_max", &GridRules::y_max_m, "m", -2e7, 2e7, "-", "", "northern edge"},
    {"cell", &GridRules::cell_m, "m", 250, 20000, "E", "2 km on a laptop, 1 km on a cluster", "side of a cell"},
  }};
};

/// `[checkpoint]`: how often a run keeps what it needs to go on after a stop. Changes no number.
struct CheckpointRules {
  std::int64_t every_days = 365;
  bool keep = false;

  static constexpr std::array<Parameter<CheckpointRules>, 2> table {{
    {"every", &CheckpointRules::every_days, "d", 0, 36600, "E", "a year of the whole herd takes minutes",
     "simulated days between checkpoints; 0: only when a signal stops the run"},
    {"keep", &CheckpointRules::keep, "", 0, 0, "-", "",
     "keep the state of the last day, and the folder, when the run is done: other runs can branch from it"},
  }};
};

/// A scenario read and checked: everything a run needs, no file but the scenario opened yet.
struct Scenario {
  std::filesystem::path file;
  std::string text;  ///< as read, parents first
  engine::Rules rules;
  GridRules grid;
  CheckpointRules checkpoint;
  landscape::TerrainRules terrain;
  forcing::LapseRate lapse;
  forcing::WeatherRules weather;
  bool has_weather = false;  ///< the scenario has a [weather] table
  std::vector<forcing::ResolvedLayer> layers;
  std::vector<forcing::ResolvedRegion> regions;
  std::vector<std::string> development_places;  ///< where in the scenario each of rules.developments stands
  std::vector<std::string> warnings;            ///< what is in order but may not be meant; each names its place
  std::string ensemble;  ///< JSON: which member of which ensemble this is; "" for a run on its own
};

/// One table of a scenario: its path ("movement.winter") and its rows.
struct Table {
  std::string path;
  std::vector<ParameterRow> rows;
  std::string defaults_from {};  ///< the table whose values hold for keys left out; "": the defaults of the rows
};

/// Every table but the repeated ones ([[layer]], [[region]], [herd.*]); the order of the parameter page.
[[nodiscard]] std::vector<Table> tables_of(Scenario& scenario);

/// The model grid that [grid] describes.
[[nodiscard]] Grid make_grid(const GridRules& rules);

/// Reads a scenario with its parents and overrides, and checks all of it. Relative paths in the overrides start from
/// `overrides_from`.
/// @throws InputError with every problem, one a line, each with file, line and column
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& file, std::span<const std::string> overrides,
                                     const std::filesystem::path& overrides_from = ".");

/// Every resolved parameter as JSON: {"movement.winter": {"mean_step": 0.75, ...}, ...}.
[[nodiscard]] std::string parameters_json(Scenario& scenario);

}  // namespace rangifer::app
