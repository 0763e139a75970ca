#include "landscape/cost_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rangifer::landscape {

Grid coarsen(const Grid& fine, int factor)
{
  Grid coarse = fine;
  coarse.cell_m = fine.cell_m * factor;
  coarse.columns = (fine.columns + factor - 1) / factor;
  coarse.rows = (fine.rows + factor - 1) / factor;
  return coarse;
}

Field block_mean(const Grid& fine, const Field& field, const Grid& coarse, int factor)
{
  Field mean(coarse.size());
  for (int block_row = 0; block_row < coarse.rows; ++block_row) {
    for (int block_column = 0; block_column < coarse.columns; ++block_column) {
      double sum = 0.0;
      int count = 0;
      for (int r = block_row * factor; r < std::min((block_row + 1) * factor, fine.rows); ++r) {
        for (int c = block_column * factor; c < std::min((block_column + 1) * factor, fine.columns); ++c) {
          sum += field[fine.index(c, r)];
          ++count;
        }
      }
      mean[coarse.index(block_column, block_row)] = static_cast<float>(sum / count);
    }
  }
  return mean;
}

void spread_to_cells(const Grid& coarse, const Field& value, const Grid& fine, int factor, Field& out)
{
  /// Between which middles of blocks a row or column of cells lies.
  struct Between {
    int before, after, own;
    float share;  ///< of `after`
  };
  const auto along = [factor](int cells, int blocks) {
    std::vector<Between> all;
    for (int k = 0; k < cells; ++k) {
      const float at = std::clamp((static_cast<float>(k) + 0.5f) / static_cast<float>(factor) - 0.5f, 0.0f,
                                  static_cast<float>(blocks - 1));
      const int before = static_cast<int>(at);
      all.push_back({before, std::min(before + 1, blocks - 1), k / factor, at - static_cast<float>(before)});
    }
    return all;
  };
  const std::vector<Between> columns = along(fine.columns, coarse.columns), rows = along(fine.rows, coarse.rows);
  out.resize(fine.size());
  float* cell = out.data();
  for (const Between& r : rows) {
    const float *below = &value[coarse.index(0, r.before)], *above = &value[coarse.index(0, r.after)];
    const float* at_own = &value[coarse.index(0, r.own)];
    for (const Between& c : columns) {
      const float own = at_own[c.own];
      const auto or_own = [own](float v) { return v < unreachable_km ? v : own; };
      const float south_west = or_own(below[c.before]), north_west = or_own(above[c.before]);
      const float south = south_west + c.share * (or_own(below[c.after]) - south_west);
      const float north = north_west + c.share * (or_own(above[c.after]) - north_west);
      *cell++ = own < unreachable_km ? south + r.share * (north - south) : unreachable_km;
    }
  }
}

CostDistance::CostDistance(const Grid& grid, const Field& cost_per_km)
    : allowed_(grid.size()), step_km_(grid.size() * ways, std::numeric_limits<float>::infinity())
{
  constexpr std::array<std::array<int, 2>, ways> moves {{{1, 0},
                                                         {-1, 0},
                                                         {0, 1},
                                                         {0, -1},
                                                         {1, 1},
                                                         {1, -1},
                                                         {-1, 1},
                                                         {-1, -1},
                                                         {2, 1},
                                                         {2, -1},
                                                         {-2, 1},
                                                         {-2, -1},
                                                         {1, 2},
                                                         {1, -2},
                                                         {-1, 2},
                                                         {-1, -2}}};
  for (const auto& [dc, dr] : moves) offset_.push_back(dr * grid.columns + dc);
  std::ranges::transform(cost_per_km, allowed_.begin(), [](float cost) { return std::isfinite(cost) ? 1 : 0; });
  shortest_km_ = unreachable_km;
  const float cell_km = static_cast<float>(grid.cell_m / 1000.0);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const std::size_t here = grid.index(column, row);
      if (allowed_[here] == 0) continue;
      float* step_km = &step_km_[here * ways];
      for (const auto& [dc, dr] : moves) {
        const int c = column + dc, r = row + dr;
        float& km = *step_km++;
        if (c < 0 || c >= grid.columns || r < 0 || r >= grid.rows) continue;
        const std::size_t there = grid.index(c, r);
        float cost = 0.5f * (cost_per_km[here] + cost_per_km[there]);
        const bool knight = dc * dc + dr * dr == 5, diagonal = dc * dc + dr * dr == 2;
        // no way between two forbidden cells that touch at a corner
        if (diagonal && allowed_[grid.index(c, row)] == 0 && allowed_[grid.index(column, r)] == 0) continue;
        if (knight) {  // it passes through two more cells; a forbidden one forbids it
          const std::size_t near = grid.index(column + dc / 2, row + dr / 2);
          const std::size_t far = grid.index(c - dc / 2, r - dr / 2);
          cost = 0.5f * cost + 0.25f * (cost_per_km[near] + cost_per_km[far]);
        }
        const float cells = knight ? 2.23606798f : (diagonal ? 1.41421356f : 1.0f);
        km = cell_km * cells * cost;
        shortest_km_ = std::min(shortest_km_, km);
      }
    }
  }
}

/// Dijkstra's algorithm, with cells in hands of about the same distance instead of in strict order: no step is shorter
/// than a hand is wide, so that none of a hand is nearer by way of another.
Field CostDistance::to(const Field& source_km) const
{
  struct Entry {
    std::size_t cell;
    float km;
  };
  Field km(source_km.size(), unreachable_km);
  std::vector<std::vector<Entry>> hands;
  std::size_t now = 0;
  const auto reach = [&](std::size_t cell, float at_km) {
    km[cell] = at_km;
    const std::size_t hand = std::max(now, static_cast<std::size_t>(at_km / shortest_km_));
    if (hand >= hands.size()) hands.resize(hand + 1);
    hands[hand].push_back({cell, at_km});
  };
  for (std::size_t i = 0; i < km.size(); ++i) {
    if (source_km[i] < unreachable_km && allowed_[i] != 0) reach(i, source_km[i]);
  }
  for (; now < hands.size(); ++now) {
    for (std::size_t next = 0; next < hands[now].size(); ++next) {  // rounding may add to it meanwhile
      const Entry here = hands[now][next];
      if (here.km > km[here.cell]) continue;
      const float* step_km = &step_km_[here.cell * ways];
      for (std::size_t way = 0; way < ways; ++way) {
        const float there_km = here.km + step_km[way];
        if (there_km >= unreachable_km) continue;
        const auto there = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(here.cell) + offset_[way]);
        if (there_km < km[there]) reach(there, there_km);
      }
    }
  }
  return km;
}

}  // namespace rangifer::landscape
