#include "engine/block_density.h"

#include <omp.h>

#include <array>
#include <cmath>

namespace rangifer::engine {
namespace {

constexpr int most_parts = 16;  // more threads than these wait: counting is short

int side_in_cells(const Grid& grid, double block_km)
{
  return std::max(1, static_cast<int>(std::lround(1000.0 * block_km / grid.cell_m)));
}

std::size_t blocks_along(int cells, int side) { return static_cast<std::size_t>((cells + side - 1) / side); }

/// With one more at each end, of `n` in a row.
Stretch widened(const Stretch& s, std::size_t n)
{
  return s.empty() ? Stretch {} : Stretch {s.first > 0 ? s.first - 1 : 0, std::min(s.last + 1, n)};
}

}  // namespace

BlockDensity::BlockDensity(const landscape::Terrain& terrain, double block_km)
{
  const Grid& grid = terrain.grid;
  const int side = side_in_cells(grid, block_km);
  side_ = static_cast<std::size_t>(side);
  columns_ = blocks_along(grid.columns, side);
  rows_ = blocks_along(grid.rows, side);
  const auto between = [&](int cell, std::size_t blocks) {
    const float at = (static_cast<float>(cell) + 0.5f) / static_cast<float>(side) - 0.5f;  // in blocks
    const float below = std::floor(at);
    const auto clamped = [&](float block) {
      return static_cast<std::uint32_t>(std::clamp(block, 0.0f, static_cast<float>(blocks - 1)));
    };
    return Between {clamped(below), clamped(below + 1.0f), at - below};
  };
  for (int c = 0; c < grid.columns; ++c) column_.push_back(between(c, columns_));
  for (int r = 0; r < grid.rows; ++r) row_.push_back(between(r, rows_));
  held_.resize(rows_);
  around_.assign(columns_ * rows_, 0.0f);

  std::vector<std::int64_t> land(columns_ * rows_, 0);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const std::size_t column = i % column_.size(), row = i / column_.size();
    const std::size_t block = row / side_ * columns_ + column / side_;
    block_of_.push_back(static_cast<std::int32_t>(block));
    land[block] += terrain.sea[i] != 0 ? 0 : 1;
  }
  const auto cell_km2 = static_cast<float>(grid.cell_m * grid.cell_m / 1e6);
  smooth(land);
  km2_.resize(grid.size());
  for (int r = 0; r < grid.rows; ++r) {
    in_pieces({0, column_.size()}, longest_piece,
              [&](const Stretch& s) { interpolate(r, s, &km2_[grid.index(0, r) + s.first]); });
  }
  for (std::size_t i = 0; i < grid.size(); ++i) km2_[i] = terrain.sea[i] != 0 ? 0.0f : km2_[i] * cell_km2;

  part_.assign(static_cast<std::size_t>(std::clamp(omp_get_max_threads(), 1, most_parts)),
               std::vector<std::int64_t>(columns_ * rows_, 0));
  join();
}

void BlockDensity::join()
{
  std::vector<std::int64_t>& all = part_.front();
  for (std::size_t p = 1; p < part_.size(); ++p) {
    for (std::size_t b = 0; b < all.size(); ++b) all[b] += part_[p][b];
  }
  smooth(all);
}

/// Makes around_ and held_. Whole numbers add up the same in any order: here each row with its neighbours first.
void BlockDensity::smooth(const std::vector<std::int64_t>& of_block)
{
  const std::vector<std::int64_t> nothing(columns_, 0);  // beyond the first row and the last
  const auto row_of = [&](std::size_t row) { return row < rows_ ? &of_block[row * columns_] : nothing.data(); };
  std::vector<Stretch> some(rows_ + 2);  // of row r at r + 1
  for (std::size_t r = 0; r < rows_; ++r) some[r + 1] = without_zeros({0, columns_}, row_of(r));

  std::vector<std::int64_t> across(columns_ + 2);  // of block b at b + 1
  for (std::size_t r = 0; r < rows_; ++r) {
    float* around = &around_[r * columns_];
    std::fill(around + held_[r].first, around + held_[r].last, 0.0f);
    const Stretch s = hull(some[r + 1], hull(some[r], some[r + 2]));
    held_[r] = widened(s, columns_);

    std::fill(across.begin(), across.end(), 0);
    const std::int64_t *here = row_of(r), *below = row_of(r - 1), *above = row_of(r + 1);
    for (std::size_t b = s.first; b < s.last; ++b) across[b + 1] = 2 * here[b] + below[b] + above[b];
    for (std::size_t b = held_[r].first; b < held_[r].last; ++b) {
      around[b] = static_cast<float>(2 * across[b + 1] + across[b] + across[b + 2]);
    }
  }
}

/// around_ in these cells of a row.
void BlockDensity::interpolate(int row, const Stretch& cells, float* out) const
{
  const Between& r = row_[static_cast<std::size_t>(row)];
  const std::size_t first = column_[cells.first].before, n = column_[cells.last - 1].after + 1 - first;
  const float* below = &around_[r.before * columns_ + first];
  const float* above = &around_[r.after * columns_ + first];
  // At the middles of the blocks' columns, where this row of cells crosses them.
  std::array<float, longest_piece + 1> line;
  for (std::size_t b = 0; b < n; ++b) line[b] = below[b] + r.share * (above[b] - below[b]);

  const Between* column = &column_[cells.first];
  for (std::size_t c = 0; c < cells.last - cells.first; ++c) {
    const float before = line[column[c].before - first], more = line[column[c].after - first] - before;
    out[c] = before + column[c].share * more;
  }
}

/// A block is felt as far as the middles of its neighbours: in no cell beyond them.
Stretch BlockDensity::reach(int row) const
{
  const Between& r = row_[static_cast<std::size_t>(row)];
  const Stretch blocks = widened(hull(held_[r.before], held_[r.after]), columns_);
  return {blocks.first * side_, std::min(blocks.last * side_, column_.size())};
}

void BlockDensity::row(int row, const Stretch& cells, float* per_km2) const
{
  interpolate(row, cells, per_km2);
  const float* km2 = &km2_[static_cast<std::size_t>(row) * column_.size() + cells.first];
  for (std::size_t c = 0; c < cells.last - cells.first; ++c) per_km2[c] = km2[c] > 0.0f ? per_km2[c] / km2[c] : 0.0f;
}

}  // namespace rangifer::engine
