#include "engine/ground.h"

#include <algorithm>

#include "base/calendar.h"
#include "behaviour/forage.h"
#include "behaviour/green_up.h"
#include "behaviour/travel_cost.h"

namespace rangifer::engine {
namespace {

constexpr int block_cells = 6;  // a side of the blocks that the ground is made in

/// Bulk density; a depth that a layer gives without water has that of settled tundra snow.
float snow_density_kg_m3(float water_mm, float depth_m) noexcept
{
  constexpr float settled = 300.0f;
  return depth_m > 0.01f && water_mm > 0.0f ? std::clamp(water_mm / depth_m, 50.0f, 500.0f) : settled;
}

GroundCell ground_of(const Rules& rules, const landscape::Terrain& t, const landscape::Weather& w,
                     const landscape::Environment& e, std::size_t i, int day_of_year) noexcept
{
  const bool forest = t.forest[i] != 0;
  const float snow_density = snow_density_kg_m3(e.snow_water_mm[i], e.snow_depth_m[i]);
  behaviour::Pasture here;
  here.ndvi_bare = static_cast<float>(rules.green_up.ndvi_bare);
  here.ndvi = w.ndvi.empty() ? behaviour::ndvi(rules.green_up, e.greenness[i], forest) : w.ndvi[i];
  here.forest = forest;
  here.plain = t.plain[i];
  here.snow_cover = e.snow_cover[i];
  here.snow_depth_m = e.snow_depth_m[i];
  here.snow_density_kg_m3 = snow_density;
  here.icing = e.icing[i];
  here.locked = static_cast<float>(rules.icing.locked);
  here.days_since_green_up = e.green_up_doy[i] > 0 ? day_of_year - e.green_up_doy[i] : 0;
  const behaviour::Grazing grazing = behaviour::grazing(rules.forage, here);
  return {.walk_j = behaviour::walking_cost_j(rules.travel, t.plain[i], e.walking_depth_m[i], snow_density),
          .elevation_m = t.elevation_m[i],
          .dry_g_min = grazing.dry_g_min,
          .energy_kj_min = grazing.energy_kj_min,
          .protein_g_min = grazing.protein_g_min,
          .digging_kj_min = grazing.digging_kj_min};
}

}  // namespace

void Ground::update(const Rules& rules, const landscape::Terrain& terrain, const landscape::Weather& weather,
                    const landscape::Environment& environment, const herd::Herd& animals)
{
  rules_ = &rules;
  terrain_ = &terrain;
  weather_ = &weather;
  environment_ = &environment;
  today_ = days_since_1970(weather.day);
  day_of_year_ = day_of_year(weather.day);
  cells_.resize(terrain.grid.size(), {.made_on = today_ - 1});
  mark_blocks(animals);
#pragma omp parallel for default(none) shared(terrain) schedule(dynamic, 8)
  for (int row = 0; row < terrain.grid.rows; ++row) {
    const std::uint8_t* near = &near_[static_cast<std::size_t>((row / block_cells) * block_columns_)];
    for (int column = 0; column < terrain.grid.columns; ++column) {
      const std::size_t i = terrain.grid.index(column, row);
      if (near[column / block_cells] != 0 && terrain.sea[i] == 0) cells_[i] = make(i);
    }
  }
}

GroundCell Ground::make(std::size_t cell) const noexcept
{
  if (terrain_->sea[cell] != 0) return {.made_on = today_};  // nobody stands there
  GroundCell made = ground_of(*rules_, *terrain_, *weather_, *environment_, cell, day_of_year_);
  made.made_on = today_;
  return made;
}

/// Blocks with animals in them, and those beside: in a day few walk farther.
void Ground::mark_blocks(const herd::Herd& animals)
{
  const Grid& grid = terrain_->grid;
  block_columns_ = (grid.columns + block_cells - 1) / block_cells;
  block_rows_ = (grid.rows + block_cells - 1) / block_cells;
  near_.assign(static_cast<std::size_t>(block_columns_) * static_cast<std::size_t>(block_rows_), 0);
  std::vector<std::uint8_t> held(near_.size(), 0);
  for (const std::int32_t cell : animals.cell) {
    const int row = cell / grid.columns / block_cells, column = cell % grid.columns / block_cells;
    held[static_cast<std::size_t>(row * block_columns_ + column)] = 1;
  }
  for (int row = 0; row < block_rows_; ++row) {
    for (int column = 0; column < block_columns_; ++column) {
      if (held[static_cast<std::size_t>(row * block_columns_ + column)] == 0) continue;
      for (int r = std::max(row - 1, 0); r <= std::min(row + 1, block_rows_ - 1); ++r) {
        for (int c = std::max(column - 1, 0); c <= std::min(column + 1, block_columns_ - 1); ++c) {
          near_[static_cast<std::size_t>(r * block_columns_ + c)] = 1;
        }
      }
    }
  }
}

}  // namespace rangifer::engine
