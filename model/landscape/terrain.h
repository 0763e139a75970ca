#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "landscape/development.h"

namespace rangifer::landscape {

/// What the land is, all year: one value per cell in every field.
struct Terrain {
  Grid grid;
  Field elevation_m;    ///< above mean sea level; 0 at sea
  Field land_fraction;  ///< 0..1, share of the cell that is not sea
  Field lake_fraction;  ///< 0..1, share of the cell under lakes
  Field river;          ///< 0..1, 1 where a major river runs through the cell
  Field latitude_deg;   ///< of the cell centre, WGS 84
  Field longitude_deg;  ///< of the cell centre, WGS 84, -180..180
  Field forest_cover;   ///< 0..1, share of the cell that is forest; empty without a land-cover map
  Developments developments;

  // Derived from the above by derive_terrain().
  Field ruggedness_m;                ///< standard deviation of elevation within 3 km
  Field ridge_m;                     ///< topographic position: elevation less its mean within 5 km
  Field coast_distance_km;           ///< to the nearest sea cell; large where there is no sea
  Field upland_distance_km;          ///< to the nearest foothill or mountain cell
  Field forest_distance_km;          ///< to the nearest forest cell
  Field plain;                       ///< 0..1, low, gentle, dry tundra as a share of the land around
  std::vector<std::uint8_t> sea;     ///< 1 where less than half the cell is land
  std::vector<std::uint8_t> forest;  ///< 1 in taiga (its snow, its lichen), by land cover or below the tree line
};

}  // namespace rangifer::landscape
