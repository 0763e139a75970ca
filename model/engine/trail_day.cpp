#include "engine/trail_day.h"

#include <algorithm>

#include "behaviour/trails.h"

namespace rangifer::engine {
namespace {

constexpr float units_per_km = 100.0f;  // passages are counted in whole steps of ten metres

}  // namespace

void bury_trails(const behaviour::Trails& rules, const landscape::Environment& environment,
                 landscape::Presence& presence)
{
  const behaviour::Trails p = rules;
  const float *depth = environment.snow_depth_m.data(), *gain = environment.snow_gain_m.data();
  float *trail = presence.trail.data(), *walking = presence.walking_depth_m.data();
  const std::size_t n = presence.trail.size();
  unsigned changed = 0;
#pragma omp parallel for simd default(none) shared(p, depth, gain, trail, walking, n) reduction(|          \
                                                                                                : changed) \
  schedule(static)
  for (std::size_t k = 0; k < n; ++k) {
    const float left = behaviour::snowed_on(p, trail[k], gain[k]);
    const float now = depth[k] > 0.0f ? left : 0.0f;
    changed |= now != trail[k] ? 1u : 0u;
    trail[k] = now;
    walking[k] = behaviour::walking_depth_m(p, depth[k], now);
  }
  presence.version.trail += changed;
}

void tread_trails(const Rules& rules, const herd::Herd& animals, const landscape::Environment& environment,
                  BlockDensity& density, landscape::Presence& presence)
{
  std::vector<std::int64_t> each;
  for (const HerdRules& herd : rules.herds) each.push_back(herd.animals_per_agent);
  density.count(animals.cell, [&](std::size_t i) {
    return each[animals.herd[i]] * static_cast<std::int64_t>(animals.walked_km[i] * units_per_km + 0.5f);
  });

  const behaviour::Trails p = rules.trails;
  const int rows = density.rows();
  const auto columns = presence.trail.size() / static_cast<std::size_t>(rows);
  unsigned changed = 0;
#pragma omp parallel for default(none) shared(p, density, environment, presence, rows, columns) reduction(|          \
                                                                                                          : changed) \
  schedule(static)
  for (int row = 0; row < rows; ++row) {
    std::vector<float> passages(columns);
    const std::size_t first = static_cast<std::size_t>(row) * columns;
    const float* depth = &environment.snow_depth_m[first];
    float* trail = &presence.trail[first];
    for (const BlockDensity::Stretch& s : density.row(row, passages.data())) {
      if (s.any) {
#pragma omp simd reduction(| : changed)
        for (std::size_t c = s.first; c < s.last; ++c) {
          const float after = behaviour::trodden(p, trail[c], passages[c] / units_per_km);
          const float now = depth[c] > 0.0f ? after : 0.0f;
          changed |= now != trail[c] ? 1u : 0u;
          trail[c] = now;
        }
      } else {  // the same, and the exponential is known
#pragma omp simd reduction(| : changed)
        for (std::size_t c = s.first; c < s.last; ++c) {
          const float after = behaviour::trodden(p, trail[c], 0.0f);
          const float now = depth[c] > 0.0f ? after : 0.0f;
          changed |= now != trail[c] ? 1u : 0u;
          trail[c] = now;
        }
      }
    }
  }
  presence.version.trail += changed;
}

}  // namespace rangifer::engine
