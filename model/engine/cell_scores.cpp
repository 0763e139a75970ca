#include "engine/cell_scores.h"

#include <algorithm>

#include "base/deterministic_math.h"
#include "landscape/derive_terrain.h"

namespace rangifer::engine {

CellScores::CellScores(const behaviour::Movement& rules, const landscape::Terrain& terrain) : terrain_ {terrain}
{
  constexpr float ridge_unit_m = 50.0f;  // of the covariate, as its beta has it
  const auto coast_reach_km = static_cast<float>(rules.coast_reach_km);
  const float most_ridge = static_cast<float>(rules.ridge_limit_m) / ridge_unit_m;
  const std::size_t n = terrain.grid.size();
  coast_.resize(n);
  ridge_.resize(n);
  forest_.assign(n, 0.0f);
  open_river_.assign(n, 0.0f);
  open_lake_.assign(n, 0.0f);
  Field land(n);
  for (std::size_t i = 0; i < n; ++i) {
    coast_[i] = exp_det(-terrain.coast_distance_km[i] / coast_reach_km);
    ridge_[i] = std::clamp(terrain.ridge_m[i] / ridge_unit_m, -most_ridge, most_ridge);
    land[i] = terrain.sea[i] != 0 ? 0.0f : 1.0f;
  }
  ten_km_ = std::max(1, static_cast<int>(10000.0 / terrain.grid.cell_m));
  land_ = landscape::window_mean(terrain.grid, land, ten_km_);
  broad_snow_.assign(n, 0.0f);
  far_.assign(n, 0.0f);
}

void CellScores::look_for_snow(const landscape::Environment& environment)
{
  if (snow_version_ == environment.version.snow_cover) return;
  snow_version_ = environment.version.snow_cover;
  broad_snow_ = landscape::window_mean(terrain_.grid, environment.snow_cover, ten_km_);
  // The sea has no snow: the mean is over the land around.
  for (std::size_t i = 0; i < broad_snow_.size(); ++i) {
    broad_snow_[i] = land_[i] > 0.02f ? std::min(1.0f, broad_snow_[i] / land_[i]) : 0.0f;
  }
}

void CellScores::look_at_ground(const landscape::Environment& environment)
{
  if (ice_version_ == environment.version.ice) return;
  ice_version_ = environment.version.ice;
  for (std::size_t i = 0; i < open_river_.size(); ++i) {
    const float open = environment.ice[i] != 0 ? 0.0f : 1.0f;
    forest_[i] = static_cast<float>(terrain_.forest[i]);
    open_river_[i] = terrain_.river[i] * open;
    open_lake_[i] = terrain_.lake_fraction[i] * open;
  }
}

void CellScores::look_for_activity(const landscape::Presence& presence)
{
  if (activity_version_ == presence.version.activity) return;
  activity_version_ = presence.version.activity;
  const landscape::Developments& all = terrain_.developments;
  near_.assign(all.any() ? all.zones_km.size() : 0, Field(far_.size(), 0.0f));
  for (std::size_t d = 0; d < all.near.size(); ++d) {
    for (std::size_t zone = 0; zone < near_.size(); ++zone) {
      const Field& near = all.near[d][zone];
      for (std::size_t i = 0; i < near.size(); ++i) {  // of two roads the one that is minded more
        near_[zone][i] = std::max(near_[zone][i], presence.activity[d] * near[i]);
      }
    }
  }
}

const Field& CellScores::nearness(double zone_km) const
{
  const std::vector<double>& zones = terrain_.developments.zones_km;
  const auto zone = static_cast<std::size_t>(std::ranges::find(zones, zone_km) - zones.begin());
  return zone < near_.size() ? near_[zone] : far_;
}

float CellScores::scores(const behaviour::ModeRules& rules, const landscape::Environment& environment,
                         const landscape::Presence& presence, float minds, const std::vector<std::int32_t>& shut,
                         std::size_t first, const Patch& patch, float* out, const ScoreLoops& loops) const
{
  const landscape::Environment& e = environment;
  const landscape::Terrain& t = terrain_;
  const ScoreFields fields {
    &e.snow_cover[first],     &e.snow_depth_m[first], &broad_snow_[first], &e.greenness[first],
    &t.ruggedness_m[first],   &t.elevation_m[first],  &forest_[first],     &open_river_[first],
    &open_lake_[first],       &t.plain[first],        &coast_[first],      &ridge_[first],
    &presence.company[first], &presence.trail[first], &e.wind_m_s[first],  &nearness(rules.zone_km)[first]};
  return loops.score(rules, fields, minds, &shut[first], patch, out);
}

}  // namespace rangifer::engine
