#include "engine/ways.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rangifer::engine {
namespace {

/// Cells a side of the blocks that far country is read in.
int perception_factor(const WayRules& rules, const Grid& grid)
{
  return std::max(1, static_cast<int>(std::lround(rules.perception_km * 1000.0 / grid.cell_m)));
}

/// Mean cost over the land of each block; a block with too much sea cannot be walked.
Field block_cost(const WayRules& rules, const landscape::Terrain& terrain, const Field& cost, const Grid& coarse,
                 int factor)
{
  Field walkable(cost.size()), on_land(cost.size());
  for (std::size_t i = 0; i < cost.size(); ++i) {
    const bool land = terrain.sea[i] == 0;
    walkable[i] = land ? 1.0f : 0.0f;
    on_land[i] = land ? cost[i] : 0.0f;
  }
  Field share = landscape::block_mean(terrain.grid, walkable, coarse, factor);
  Field mean = landscape::block_mean(terrain.grid, on_land, coarse, factor);
  for (std::size_t i = 0; i < mean.size(); ++i) {
    mean[i] =
      share[i] >= static_cast<float>(rules.block_land) ? mean[i] / share[i] : std::numeric_limits<float>::infinity();
  }
  return mean;
}

}  // namespace

Field travel_cost(const WayRules& rules, const landscape::Terrain& terrain, const landscape::Environment* environment)
{
  const auto cell_km = static_cast<float>(terrain.grid.cell_m / 1000.0);
  Field cost(terrain.grid.size());
  const auto n = static_cast<std::ptrdiff_t>(cost.size());
#pragma omp parallel for default(none) shared(rules, terrain, environment, cost, n, cell_km) schedule(static)
  for (std::ptrdiff_t cell = 0; cell < n; ++cell) {
    const auto i = static_cast<std::size_t>(cell);
    if (terrain.sea[i] != 0) {
      cost[i] = std::numeric_limits<float>::infinity();
      continue;
    }
    const bool frozen = environment != nullptr && environment->ice[i] != 0;
    float km = 1.0f + static_cast<float>(rules.terrain_cost) * terrain.ruggedness_m[i] / 100.0f +
               static_cast<float>(rules.forest_cost) * static_cast<float>(terrain.forest[i]);
    if (!frozen) {
      km += static_cast<float>(rules.lake_cost) * terrain.lake_fraction[i] +
            static_cast<float>(rules.river_cost_km) / cell_km * terrain.river[i];
    }
    if (environment != nullptr) km += static_cast<float>(rules.snow_cost) * environment->snow_depth_m[i];
    cost[i] = km;
  }
  return cost;
}

Ways::Ways(const WayRules& rules, const landscape::Terrain& terrain, const landscape::Environment* environment)
    : cells_ {terrain.grid},
      factor_ {perception_factor(rules, cells_)},
      blocks_ {landscape::coarsen(cells_, factor_)},
      distance_ {blocks_, block_cost(rules, terrain, travel_cost(rules, terrain, environment), blocks_, factor_)}
{
}

Field Ways::to(const Field& source_km) const
{
  Field km;
  landscape::spread_to_cells(blocks_, distance_.to(source_km), cells_, factor_, km);
  return km;
}

}  // namespace rangifer::engine
