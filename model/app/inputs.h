#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "app/scenario.h"
#include "landscape/regions.h"
#include "landscape/source.h"
#include "landscape/terrain.h"

namespace rangifer::app {

/// Every input of a scenario, opened and checked over the whole grid and period.
struct Inputs {
  landscape::Terrain terrain;
  landscape::Regions regions;
  std::unique_ptr<landscape::Source> weather;
  std::vector<forcing::LayerFact> facts;
};

/// Opens all rasters and polygons, derives the terrain, places the winter areas on the grid.
/// @param weather_from  the first day of weather that will be asked for; none: with the snow's lead before first_day
/// @throws InputError with every problem, one a line
[[nodiscard]] Inputs open_inputs(Scenario& scenario, std::optional<Day> weather_from = std::nullopt);

/// Winter areas, remembered places and communities onto the grid, as open_inputs() has done for another replicate.
void place_ranges(Scenario& scenario);

/// [{"role": ..., "file": ..., "variable": ..., "sha256": ...}, ...]; file names without folders.
[[nodiscard]] std::string inputs_json(const std::vector<forcing::LayerFact>& facts);

}  // namespace rangifer::app
