#pragma once
#include "base/grid.h"
#include "behaviour/selection.h"
#include "landscape/cost_distance.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The rules by which animals judge the ground on their way: herds that share these, the land and its weather share
/// the ways.
struct WayRules {
  double terrain_cost;
  double river_cost_km;
  double lake_cost;
  double snow_cost;
  double forest_cost;
  double perception_km;
  double block_land;

  WayRules(const behaviour::Movement& m) noexcept  // NOLINT(google-explicit-constructor): a part
      : terrain_cost {m.terrain_cost},
        river_cost_km {m.river_cost_km},
        lake_cost {m.lake_cost},
        snow_cost {m.snow_cost},
        forest_cost {m.forest_cost},
        perception_km {m.perception_km},
        block_land {m.block_land}
  {
  }
  bool operator==(const WayRules&) const = default;
};

/// How much farther than on easy ground each km feels: ruggedness, forest, open lakes and rivers, and
/// the snow of `environment` (nullptr: none, and open water). Sea is infinite.
[[nodiscard]] Field travel_cost(const WayRules& rules, const landscape::Terrain& terrain,
                                const landscape::Environment* environment);

/// All ways over a country on one day, in the blocks that animals read far country in.
class Ways {
public:
  /// @param environment  as that of travel_cost()
  Ways(const WayRules& rules, const landscape::Terrain& terrain, const landscape::Environment* environment);

  /// The blocks as a grid of their own.
  [[nodiscard]] const Grid& blocks() const noexcept { return blocks_; }

  /// Cost distance (km) of each cell to the nearest source. @param source_km  of each block, as CostDistance wants it
  [[nodiscard]] Field to(const Field& source_km) const;

private:
  Grid cells_;
  int factor_;  ///< cells a side of a block
  Grid blocks_;
  landscape::CostDistance distance_;
};

}  // namespace rangifer::engine
