#include "engine/barriers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"

namespace rangifer::engine {
namespace {

/// How far from a line an animal stops that does not cross it: far beyond the rounding of places (6 cm).
constexpr double short_of_line_m = 50.0;

struct Box {
  int first_column, last_column, first_row, last_row;
};

Box box_of(const Grid& grid, const landscape::LinePiece& p, int margin)
{
  const auto place = [](double m, double edge_m, double cell_m, int count) {
    return static_cast<int>(std::clamp(std::floor((m - edge_m) / cell_m), 0.0, static_cast<double>(count - 1)));
  };
  const auto [west, east] = std::minmax(p.from_x_m, p.to_x_m);
  const auto [south, north] = std::minmax(p.from_y_m, p.to_y_m);
  return {std::max(place(west, grid.x_min_m, grid.cell_m, grid.columns) - margin, 0),
          std::min(place(east, grid.x_min_m, grid.cell_m, grid.columns) + margin, grid.columns - 1),
          std::max(place(south, grid.y_min_m, grid.cell_m, grid.rows) - margin, 0),
          std::min(place(north, grid.y_min_m, grid.cell_m, grid.rows) + margin, grid.rows - 1)};
}

template <class F>
void for_each_cell(const Grid& grid, const Box& box, F&& f)
{
  for (int r = box.first_row; r <= box.last_row; ++r)
    for (int c = box.first_column; c <= box.last_column; ++c) f(grid.index(c, r));
}

}  // namespace

Barriers::Barriers(const Grid& grid, const landscape::Developments& developments, double longest_m)
    : grid_ {grid}, pieces_ {developments.lines}
{
  if (pieces_.empty()) return;
  std::vector<std::uint32_t> count(grid.size() + 1, 0);
  near_.assign(grid.size(), 0);
  const int reach = static_cast<int>(std::ceil(longest_m / grid.cell_m)) + 1;
  const double far_m = (reach + 1) * grid.cell_m;
  west_m_ = south_m_ = std::numeric_limits<double>::infinity();
  east_m_ = north_m_ = -west_m_;
  for (const landscape::LinePiece& p : pieces_) {
    west_m_ = std::min({west_m_, p.from_x_m - far_m, p.to_x_m - far_m});
    east_m_ = std::max({east_m_, p.from_x_m + far_m, p.to_x_m + far_m});
    south_m_ = std::min({south_m_, p.from_y_m - far_m, p.to_y_m - far_m});
    north_m_ = std::max({north_m_, p.from_y_m + far_m, p.to_y_m + far_m});
    for_each_cell(grid, box_of(grid, p, 0), [&](std::size_t cell) { ++count[cell + 1]; });
    for_each_cell(grid, box_of(grid, p, reach), [&](std::size_t cell) { near_[cell] = 1; });
  }
  for (std::size_t c = 0; c < grid.size(); ++c) count[c + 1] += count[c];
  first_of_ = count;
  in_cell_.resize(count.back());
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    for_each_cell(grid, box_of(grid, pieces_[i], 0),
                  [&](std::size_t cell) { in_cell_[count[cell]++] = static_cast<std::uint32_t>(i); });
  }
}

bool Barriers::stops(const StepScene& scene, std::uint64_t id, std::uint16_t development) const noexcept
{
  const behaviour::Infrastructure& rules = scene.rules.developments[development];
  const double chance = behaviour::crossing_chance(rules, static_cast<double>(scene.presence.activity[development]));
  if (chance >= 1.0) return false;
  const double hours = scene.step * scene.rules.run.step_h;
  const auto attempt = static_cast<std::uint32_t>(hours / rules.delay_h);
  return static_cast<double>(uniform(scene.seed, id, attempt, Draw::crossing, development)) >= chance;
}

void Barriers::hold_back(const StepScene& scene, const BeforeStep& before, std::size_t first, std::size_t last,
                         herd::Herd& a) const noexcept
{
  for (std::size_t i = first; i < last; ++i) {
    const std::size_t k = i - first;
    const double from_x = static_cast<double>(before.x_m[k]), from_y = static_cast<double>(before.y_m[k]);
    const double to_x = static_cast<double>(a.x_m[i]), to_y = static_cast<double>(a.y_m[i]);
    double share = 2.0;  // of the way, until the first line that stops the animal
    crossed(before.cell[k], from_x, from_y, to_x, to_y, [&](std::uint16_t development, double at) {
      if (at < share && stops(scene, a.id[i], development)) share = at;
    });
    if (share > 1.0) continue;

    const double dx = to_x - from_x, dy = to_y - from_y, way_m = std::sqrt(dx * dx + dy * dy);
    double kept = way_m > 0.0 ? std::max(share - short_of_line_m / way_m, 0.0) : 0.0;
    auto x = static_cast<float>(from_x + kept * dx), y = static_cast<float>(from_y + kept * dy);
    std::int32_t cell = grid_.cell_near(x, y);
    if (kept == 0.0 || scene.terrain.sea[static_cast<std::size_t>(cell)] != 0) {  // a step may lead over a bay
      kept = 0.0;
      x = before.x_m[k];
      y = before.y_m[k];
      cell = before.cell[k];
    }
    const float walked = a.walked_km[i] - before.walked_km[k];
    a.walked_km[i] = before.walked_km[k] + static_cast<float>(kept) * walked;
    a.x_m[i] = x;
    a.y_m[i] = y;
    a.cell[i] = cell;
    a.held_back[i] = 1;
  }
}

}  // namespace rangifer::engine
