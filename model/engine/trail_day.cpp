#include "engine/trail_day.h"

#include <algorithm>
#include <array>

#include "behaviour/trails.h"

namespace rangifer::engine {
namespace {

constexpr float units_per_km = 100.0f;  // passages are counted in whole steps of ten metres

/// Whether trails in a row can be other than 0 today.
bool may_have_trails(const landscape::Environment& environment, const landscape::Presence& presence, std::size_t row)
{
  return environment.snow_in_row[row] != 0 || !presence.trail_in_row[row].empty();
}

}  // namespace

void bury_trails(const behaviour::Trails& rules, const landscape::Environment& environment,
                 landscape::Presence& presence)
{
  const behaviour::Trails p = rules;
  const std::size_t rows = presence.trail_in_row.size(), columns = presence.trail.size() / rows;
  unsigned changed = 0;
#pragma omp parallel for default(none) shared(p, environment, presence, rows, columns) reduction(|          \
                                                                                                 : changed) \
  schedule(static)
  for (std::size_t row = 0; row < rows; ++row) {
    if (!may_have_trails(environment, presence, row) && presence.snow_in_row[row] == 0) continue;
    Stretch& trails = presence.trail_in_row[row];
    const std::size_t first = row * columns;
    const float *depth = &environment.snow_depth_m[first], *gain = &environment.snow_gain_m[first];
    float *trail = &presence.trail[first], *walking = &presence.walking_depth_m[first];
    // Where there is no trail nothing is spared.
    std::copy(depth, depth + trails.first, walking);
    std::copy(depth + trails.last, depth + columns, walking + trails.last);
#pragma omp simd reduction(| : changed)
    for (std::size_t c = trails.first; c < trails.last; ++c) {
      const float left = behaviour::snowed_on(p, trail[c], gain[c]);
      const float now = depth[c] > 0.0f ? left : 0.0f;
      changed |= now != trail[c] ? 1u : 0u;
      trail[c] = now;
      walking[c] = behaviour::walking_depth_m(p, depth[c], now);
    }
    trails = without_zeros(trails, trail);
    presence.snow_in_row[row] = environment.snow_in_row[row];
  }
  presence.version.trail += changed;
}

void tread_trails(const Rules& rules, const herd::Herd& animals, const landscape::Environment& environment,
                  BlockDensity& density, landscape::Presence& presence)
{
  const int rows = density.rows();
  bool any = false;
  for (int row = 0; row < rows && !any; ++row) {
    any = may_have_trails(environment, presence, static_cast<std::size_t>(row));
  }
  if (!any) return;
  std::vector<std::int64_t> each;
  for (const HerdRules& herd : rules.herds) each.push_back(herd.animals_per_agent);
  density.count(animals.cell, [&](std::size_t i) {
    return each[animals.herd[i]] * static_cast<std::int64_t>(animals.walked_km[i] * units_per_km + 0.5f);
  });

  const behaviour::Trails p = rules.trails;
  const auto columns = presence.trail.size() / static_cast<std::size_t>(rows);
  unsigned changed = 0;
#pragma omp parallel for default(none) shared(p, density, environment, presence, rows, columns) reduction(|          \
                                                                                                          : changed) \
  schedule(static)
  for (int row = 0; row < rows; ++row) {
    if (!may_have_trails(environment, presence, static_cast<std::size_t>(row))) continue;
    Stretch& trails = presence.trail_in_row[static_cast<std::size_t>(row)];
    trails = hull(trails, density.reach(row));
    const float* depth = &environment.snow_depth_m[static_cast<std::size_t>(row) * columns];
    float* trail = &presence.trail[static_cast<std::size_t>(row) * columns];
    std::array<float, BlockDensity::longest_piece> passages;
    in_pieces(trails, passages.size(), [&](const Stretch& s) {
      density.row(row, s, passages.data());
#pragma omp simd reduction(| : changed)
      for (std::size_t c = s.first; c < s.last; ++c) {
        const float after = behaviour::trodden(p, trail[c], passages[c - s.first] / units_per_km);
        const float now = depth[c] > 0.0f ? after : 0.0f;
        changed |= now != trail[c] ? 1u : 0u;
        trail[c] = now;
      }
    });
  }
  presence.version.trail += changed;
}

}  // namespace rangifer::engine
