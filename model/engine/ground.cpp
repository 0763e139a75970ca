#include "engine/ground.h"

#include <algorithm>

#include "base/calendar.h"
#include "engine/ground_loop.h"
#include "engine/shared_grazing.h"

namespace rangifer::engine {
namespace {

constexpr int block_cells = 4;  // a side of the blocks that the ground is made in

}  // namespace

void Ground::update(const Rules& rules, const landscape::Terrain& terrain, const landscape::Weather& weather,
                    const landscape::Environment& environment, const landscape::Presence& presence,
                    const herd::Herd& animals, SharedGrazing* shared)
{
  shared_ = shared;
  rules_ = &rules;
  terrain_ = &terrain;
  weather_ = &weather;
  environment_ = &environment;
  presence_ = &presence;
  today_ = days_since_1970(weather.day);
  day_of_year_ = day_of_year(weather.day);
  loop_ = ground_loops().ground;
  cells_.resize(terrain.grid.size(), {.made_on = today_ - 1});
  mark_blocks(animals);
#pragma omp parallel for default(none) shared(terrain) schedule(dynamic, 8)
  for (int row = 0; row < terrain.grid.rows; ++row) make_row(row);
}

void Ground::make_row(int row)
{
  const int columns = terrain_->grid.columns;
  const std::size_t begin = terrain_->grid.index(0, row);
  const std::uint8_t* near = &near_[static_cast<std::size_t>((row / block_cells) * block_columns_)];
  if (std::find(near, near + block_columns_, 1) == near + block_columns_) return;
  GroundDay today = day();
  if (shared_ != nullptr) {
    shared_->make_row(row, today);
    today.grazing = shared_->cells();
  }
  for (int block = 0; block < block_columns_;) {
    const int first = block;
    while (block < block_columns_ && near[block] != 0) ++block;
    if (block > first) {
      const int from = first * block_cells, to = std::min(block * block_cells, columns);
      const std::size_t cell = begin + static_cast<std::size_t>(from);
      loop_(today, cell, static_cast<std::size_t>(to - from), &cells_[cell]);
    }
    while (block < block_columns_ && near[block] == 0) ++block;
  }
}

GroundCell Ground::make(std::size_t cell) const noexcept
{
  GroundCell made;
  loop_(day(), cell, 1, &made);
  return made;
}

GroundDay Ground::day() const noexcept
{
  return {*rules_, *terrain_, *weather_, *environment_, *presence_, today_, day_of_year_};
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
