#include "engine/cell_scores.h"

#include <algorithm>
#include <utility>

#include "base/deterministic_math.h"

namespace rangifer::engine {

CellScores::CellScores(const behaviour::Movement& rules, const landscape::Terrain& terrain,
                       std::shared_ptr<CountryCovariates> country)
    : terrain_ {terrain},
      country_ {country ? std::move(country) : std::make_shared<CountryCovariates>(terrain)},
      zero_(terrain.grid.size(), 0.0f)
{
  constexpr float ridge_unit_m = 50.0f;  // of the covariate, as its beta has it
  const auto coast_reach_km = static_cast<float>(rules.coast_reach_km);
  const float most_ridge = static_cast<float>(rules.ridge_limit_m) / ridge_unit_m;
  const std::size_t n = terrain.grid.size();
  coast_.resize(n);
  ridge_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    coast_[i] = exp_det(-terrain.coast_distance_km[i] / coast_reach_km);
    ridge_[i] = std::clamp(terrain.ridge_m[i] / ridge_unit_m, -most_ridge, most_ridge);
  }
}

void CellScores::look_for_activity(const landscape::Presence& presence)
{
  if (activity_version_ == presence.version.activity) return;
  activity_version_ = presence.version.activity;
  const landscape::Developments& all = terrain_.developments;
  near_.assign(all.any() ? all.zones_km.size() : 0, zero_);
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
  return zone < near_.size() ? near_[zone] : zero_;
}

float CellScores::scores(const behaviour::ModeRules& rules, const landscape::Environment& environment,
                         const landscape::Presence& presence, float minds, const std::vector<std::int32_t>& shut,
                         std::size_t first, const Patch& patch, float* out, const ScoreLoops& loops) const
{
  const landscape::Environment& e = environment;
  const landscape::Terrain& t = terrain_;
  const CountryCovariates& c = *country_;
  // Without a beta of it nobody has looked for snow, or somebody else is just about to.
  const Field& broad_snow = rules.broad_snow != 0.0 ? c.snow_around() : zero_;
  const ScoreFields fields {
    &e.snow_cover[first],     &e.snow_depth_m[first], &broad_snow[first], &e.greenness[first],
    &t.ruggedness_m[first],   &t.elevation_m[first],  &c.forest()[first], &c.open_river()[first],
    &c.open_lake()[first],    &t.plain[first],        &coast_[first],     &ridge_[first],
    &presence.company[first], &presence.trail[first], &e.wind_m_s[first], &nearness(rules.zone_km)[first]};
  return loops.score(rules, fields, minds, &shut[first], patch, out);
}

}  // namespace rangifer::engine
