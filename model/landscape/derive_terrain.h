#pragma once
#include <array>

#include "base/parameter.h"
#include "landscape/terrain.h"

namespace rangifer::landscape {

/// How the shape of the land is read off its elevation: `[terrain]` of a scenario.
struct TerrainRules {
  double treeline_at_67n_m = 1000.0;
  double treeline_fall_m_per_deg = 450.0;
  double coastal_tundra_km = 25.0;
  double forest_from_cover = 0.5;
  double plain_max_elevation_m = 250.0;
  double plain_max_ruggedness_m = 45.0;
  double plain_window_km = 15.0;
  double flooded_below_m = 8.0;

  static constexpr std::array<Parameter<TerrainRules>, 8> table {{
    {"treeline_at_67n", &TerrainRules::treeline_at_67n_m, "m", 0, 2500, "E",
     "spruce limit of the southern Brooks Range and Ogilvies", "elevation of the tree line at 67 N"},
    {"treeline_fall", &TerrainRules::treeline_fall_m_per_deg, "m per degree", 0, 1500, "E",
     "to sea level near 69.2 N, the last spruce of the Firth and the Mackenzie Delta",
     "how much the tree line falls with each degree north"},
    {"coastal_tundra", &TerrainRules::coastal_tundra_km, "km", 0, 300, "E",
     "treeless Beaufort plain and outer Mackenzie Delta", "no forest nearer to the sea than this"},
    {"forest_from_cover", &TerrainRules::forest_from_cover, "1", 0.01, 1, "E", "the larger part",
     "share of a cell in the forest classes of a land_cover layer from which it is taiga"},
    {"plain_max_elevation", &TerrainRules::plain_max_elevation_m, "m", 0, 2000, "E",
     "foot of the Brooks Range and British Mountains", "ground above this is foothill or mountain"},
    {"plain_max_ruggedness", &TerrainRules::plain_max_ruggedness_m, "m", 1, 500, "E", "",
     "ground rougher than this is foothill or mountain"},
    {"plain_window", &TerrainRules::plain_window_km, "km", 2, 100, "E",
     "scale at which predators of the foothills reach the plain", "radius over which the share of plain is taken"},
    {"flooded_below", &TerrainRules::flooded_below_m, "m", 0, 50, "E",
     "break-up floods of late May and June cover deltas and tidal flats",
     "ground lower than this is no plain to calve on"},
  }};
};

/// Fills the derived fields of `terrain` from elevation, land, latitude and, where there is one, the map
/// of forest cover. Without it the tree line is a plain straight line in latitude: real ones follow
/// summer warmth and soils; good enough for snow class.
void derive_terrain(const TerrainRules& rules, Terrain& terrain);

/// Mean of `field` over the square window of `radius` cells around each cell, cut at the frame.
/// @returns a field of the same shape
[[nodiscard]] Field window_mean(const Grid& grid, const Field& field, int radius);

/// Distance (km) from each cell centre to the nearest marked cell's centre; `far_km` if none is marked.
[[nodiscard]] Field distance_to(const Grid& grid, const std::vector<std::uint8_t>& marked, float far_km);

}  // namespace rangifer::landscape
