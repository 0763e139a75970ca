#pragma once
#include <cstdint>
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

/// Least cost (km) to walk from each cell to the nearest source over sixteen neighbours: at most 2.7 % longer than the
/// straight line on even ground. Steps are worked out once for any number of sources.
class CostDistance {
public:
  /// @param cost_per_km   > 0; how much farther a km feels than on easy ground; infinity forbids
  CostDistance(const Grid& grid, const Field& cost_per_km);

  /// @param source_km  0 at sources, a head start (>= 0) elsewhere, >= unreachable_km where none
  /// @returns km; unreachable_km where no way leads
  [[nodiscard]] Field to(const Field& source_km) const;

private:
  // With eight ways, those of equal length run along rows, columns and diagonals only, and herds would be seen to:
  // knight's moves are among them.
  static constexpr int ways = 16;

  std::vector<std::uint8_t> allowed_;  ///< cells
  std::vector<float> step_km_;         ///< [cell * ways + way]: to that neighbour; infinity where none may be gone to
  std::vector<std::int32_t> offset_;   ///< [way]: from a cell to that neighbour
  float shortest_km_ = 0;              ///< of all steps
};

}  // namespace rangifer::landscape
