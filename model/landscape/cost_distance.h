#pragma once
#include <vector>

#include "base/grid.h"
#include "landscape/terrain.h"

namespace rangifer::landscape {

inline constexpr float unreachable_km = 1e6f;

/// A grid of `factor` x `factor` blocks of `fine`: animals perceive the far coarsely, and a cost
/// distance over blocks takes milliseconds. Edge blocks may hold fewer cells.
[[nodiscard]] Grid coarsen(const Grid& fine, int factor);

/// Mean of `field` over each block.
[[nodiscard]] Field block_mean(const Grid& fine, const Field& field, const Grid& coarse, int factor);

/// Bilinear from block centres to cell centres; held constant beyond the outermost centres.
/// Unreachable blocks do not blend: a cell whose own block is unreachable is unreachable.
void spread_to_cells(const Grid& coarse, const Field& value, const Grid& fine, int factor, Field& out);

/// Least cost (km) to walk from each cell to the nearest source (Dijkstra over sixteen
/// neighbours: at most 2.7 % longer than the straight line on even ground).
///
/// @param cost_per_km   > 0; how much farther a km feels than on easy ground; infinity forbids
/// @param source_km     0 at sources, a head start elsewhere, >= unreachable_km where none
/// @returns km; unreachable_km where no way leads
[[nodiscard]] Field cost_distance(const Grid& grid, const Field& cost_per_km, const Field& source_km);

}  // namespace rangifer::landscape
