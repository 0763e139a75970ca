#include "landscape/cost_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

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
  out.resize(fine.size());
  const auto blend = [&](int c0, int c1, int r0, int r1, float fc, float fr, float own) {
    const auto at = [&](int c, int r) {
      const float v = value[coarse.index(c, r)];
      return v < unreachable_km ? v : own;
    };
    const float south = at(c0, r0) + fc * (at(c1, r0) - at(c0, r0));
    const float north = at(c0, r1) + fc * (at(c1, r1) - at(c0, r1));
    return south + fr * (north - south);
  };
  for (int r = 0; r < fine.rows; ++r) {
    const float row = std::clamp((static_cast<float>(r) + 0.5f) / static_cast<float>(factor) - 0.5f, 0.0f,
                                 static_cast<float>(coarse.rows - 1));
    const int r0 = static_cast<int>(row), r1 = std::min(r0 + 1, coarse.rows - 1);
    for (int c = 0; c < fine.columns; ++c) {
      const float column = std::clamp((static_cast<float>(c) + 0.5f) / static_cast<float>(factor) - 0.5f, 0.0f,
                                      static_cast<float>(coarse.columns - 1));
      const int c0 = static_cast<int>(column), c1 = std::min(c0 + 1, coarse.columns - 1);
      const float own = value[coarse.index(c / factor, r / factor)];
      out[fine.index(c, r)] =
        own < unreachable_km ? blend(c0, c1, r0, r1, column - static_cast<float>(c0), row - static_cast<float>(r0), own)
                             : unreachable_km;
    }
  }
}

Field cost_distance(const Grid& grid, const Field& cost_per_km, const Field& source_km)
{
  using Entry = std::pair<float, std::uint32_t>;  // cell breaks ties: the same order everywhere
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> frontier;
  Field km(grid.size(), unreachable_km);
  for (std::size_t i = 0; i < km.size(); ++i) {
    if (source_km[i] < unreachable_km && std::isfinite(cost_per_km[i])) {
      km[i] = source_km[i];
      frontier.emplace(km[i], static_cast<std::uint32_t>(i));
    }
  }
  const float cell_km = static_cast<float>(grid.cell_m / 1000.0);
  // Sixteen ways, knight's moves among them: with eight, ways of equal length run along rows, columns and
  // diagonals only, and herds would be seen to.
  constexpr std::array<std::array<int, 2>, 16> ways {{{1, 0},
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
  while (!frontier.empty()) {
    const auto [here_km, here] = frontier.top();
    frontier.pop();
    if (here_km > km[here]) continue;
    const int column = static_cast<int>(here) % grid.columns, row = static_cast<int>(here) / grid.columns;
    for (const auto& [dc, dr] : ways) {
      const int c = column + dc, r = row + dr;
      if (c < 0 || c >= grid.columns || r < 0 || r >= grid.rows) continue;
      const std::size_t there = grid.index(c, r);
      float cost = 0.5f * (cost_per_km[here] + cost_per_km[there]);
      const bool knight = dc * dc + dr * dr == 5, diagonal = dc * dc + dr * dr == 2;
      if (diagonal && !std::isfinite(cost_per_km[grid.index(c, row)]) &&
          !std::isfinite(cost_per_km[grid.index(column, r)])) {
        continue;  // no way between two forbidden cells that touch at a corner
      }
      if (knight) {  // it passes through two more cells; a forbidden one forbids it
        const std::size_t near = grid.index(column + dc / 2, row + dr / 2);
        const std::size_t far = grid.index(c - dc / 2, r - dr / 2);
        cost = 0.5f * cost + 0.25f * (cost_per_km[near] + cost_per_km[far]);
      }
      const float cells = knight ? 2.23606798f : (diagonal ? 1.41421356f : 1.0f);
      const float there_km = here_km + cell_km * cells * cost;
      if (there_km < km[there] && there_km < unreachable_km) {
        km[there] = there_km;
        frontier.emplace(there_km, static_cast<std::uint32_t>(there));
      }
    }
  }
  return km;
}

}  // namespace rangifer::landscape
