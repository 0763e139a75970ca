#pragma once
#include <cstdint>
#include <tuple>
#include <vector>

#include "base/grid.h"
#include "herd/herd.h"

namespace rangifer::engine {

/// Brings agents that stand near each other together in memory too, so that their look-ups share lines
/// of the cache. The order of agents means nothing: sorting changes speed and no number.
class PlaceOrder {
public:
  explicit PlaceOrder(const Grid& grid, double tile_km = 16.0);

  /// Sorts by tile, row by row from the south, by Herd::cell; within a tile the order stays. Allocates
  /// only when there are more agents than ever before.
  void sort(herd::Herd& animals);

private:
  void rank(const std::vector<std::int32_t>& cell);

  int columns_;                                         ///< of the grid
  int tile_;                                            ///< cells a side
  int tile_columns_;                                    ///< tiles in a row
  std::vector<std::uint32_t> tile_of_, first_, order_;  ///< per agent; per tile; agent that comes i-th
  /// One array of each type that attributes have, into which they are moved by turns.
  std::tuple<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::int16_t>,
             std::vector<std::int32_t>, std::vector<std::uint64_t>, std::vector<float>>
    scratch_;
};

}  // namespace rangifer::engine
