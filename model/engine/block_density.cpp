#include "engine/block_density.h"

#include <omp.h>

#include <cmath>

namespace rangifer::engine {
namespace {

constexpr int most_parts = 16;  // more threads than these wait: counting is short

int side_in_cells(const Grid& grid, double block_km)
{
  return std::max(1, static_cast<int>(std::lround(1000.0 * block_km / grid.cell_m)));
}

std::size_t blocks_along(int cells, int side) { return static_cast<std::size_t>((cells + side - 1) / side); }

}  // namespace

BlockDensity::BlockDensity(const landscape::Terrain& terrain, double block_km)
{
  const Grid& grid = terrain.grid;
  const int side = side_in_cells(grid, block_km);
  columns_ = blocks_along(grid.columns, side);
  rows_ = blocks_along(grid.rows, side);
  const auto between = [&](int cell, std::size_t blocks) {
    const float at = (static_cast<float>(cell) + 0.5f) / static_cast<float>(side) - 0.5f;  // in blocks
    const float below = std::floor(at);
    const auto clamped = [&](float block) {
      return static_cast<std::size_t>(std::clamp(block, 0.0f, static_cast<float>(blocks - 1)));
    };
    return Between {clamped(below), clamped(below + 1.0f), at - below};
  };
  for (int c = 0; c < grid.columns; ++c) {
    const Between at = between(c, columns_);
    const auto column = static_cast<std::size_t>(c);
    const bool same = !span_.empty() && span_.back().before == at.before && span_.back().after == at.after;
    if (same) span_.back().last = column + 1;
    else span_.push_back({column, column + 1, at.before, at.after});
    share_.push_back(at.share);
  }
  for (int r = 0; r < grid.rows; ++r) row_.push_back(between(r, rows_));

  std::vector<std::int64_t> land(columns_ * rows_, 0);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const std::size_t column = i % static_cast<std::size_t>(grid.columns),
                      row = i / static_cast<std::size_t>(grid.columns);
    const auto cells = static_cast<std::size_t>(side);
    const std::size_t block = row / cells * columns_ + column / cells;
    block_of_.push_back(static_cast<std::int32_t>(block));
    land[block] += terrain.sea[i] != 0 ? 0 : 1;
  }
  const auto cell_km2 = static_cast<float>(grid.cell_m * grid.cell_m / 1e6);
  const std::vector<float> land_around = smoothed(land);
  km2_.resize(grid.size());
  for (int r = 0; r < grid.rows; ++r) {
    const std::vector<float> line = line_across(land_around, r);
    for (std::size_t k = 0; k < span_.size(); ++k) interpolate(line, k, &km2_[grid.index(0, r)]);
  }
  for (std::size_t i = 0; i < grid.size(); ++i) km2_[i] = terrain.sea[i] != 0 ? 0.0f : km2_[i] * cell_km2;

  part_.assign(static_cast<std::size_t>(std::clamp(omp_get_max_threads(), 1, most_parts)),
               std::vector<std::int64_t>(columns_ * rows_, 0));
  around_.assign(columns_ * rows_, 0.0f);
}

void BlockDensity::join()
{
  std::vector<std::int64_t> all = part_.front();
  for (std::size_t p = 1; p < part_.size(); ++p) {
    for (std::size_t b = 0; b < all.size(); ++b) all[b] += part_[p][b];
  }
  around_ = smoothed(all);
}

std::vector<float> BlockDensity::smoothed(const std::vector<std::int64_t>& of_block) const
{
  std::vector<std::int64_t> along(of_block.size());
  for (std::size_t row = 0; row < of_block.size(); row += columns_) {
    for (std::size_t b = row; b < row + columns_; ++b) {
      along[b] = 2 * of_block[b] + (b > row ? of_block[b - 1] : 0) + (b + 1 < row + columns_ ? of_block[b + 1] : 0);
    }
  }
  std::vector<float> both(of_block.size());
  for (std::size_t b = 0; b < of_block.size(); ++b) {
    const std::int64_t below = b >= columns_ ? along[b - columns_] : 0;
    const std::int64_t above = b + columns_ < along.size() ? along[b + columns_] : 0;
    both[b] = static_cast<float>(2 * along[b] + below + above);
  }
  return both;
}

/// The values at the middles of the blocks' columns, where this row of cells crosses them.
std::vector<float> BlockDensity::line_across(const std::vector<float>& of_block, int row) const
{
  const Between& r = row_[static_cast<std::size_t>(row)];
  const float* below = &of_block[r.before * columns_];
  const float* above = &of_block[r.after * columns_];
  std::vector<float> line(columns_);
  for (std::size_t b = 0; b < columns_; ++b) line[b] = below[b] + r.share * (above[b] - below[b]);
  return line;
}

void BlockDensity::interpolate(const std::vector<float>& line, std::size_t span, float* out) const
{
  const Span& at = span_[span];
  const float before = line[at.before], more = line[at.after] - before;
  for (std::size_t c = at.first; c < at.last; ++c) out[c] = before + share_[c] * more;
}

std::vector<BlockDensity::Stretch> BlockDensity::row(int row, float* per_km2) const
{
  const std::vector<float> line = line_across(around_, row);
  std::vector<Stretch> all;
  for (std::size_t k = 0; k < span_.size(); ++k) {
    const Span& at = span_[k];
    const bool any = line[at.before] != 0.0f || line[at.after] != 0.0f;
    if (!all.empty() && all.back().any == any) all.back().last = at.last;
    else all.push_back({at.first, at.last, any});
    if (any) interpolate(line, k, per_km2);
  }
  const float* km2 = &km2_[static_cast<std::size_t>(row) * share_.size()];
  for (const Stretch& s : all) {
    if (!s.any) continue;
    for (std::size_t c = s.first; c < s.last; ++c) per_km2[c] = km2[c] > 0.0f ? per_km2[c] / km2[c] : 0.0f;
  }
  return all;
}

}  // namespace rangifer::engine
