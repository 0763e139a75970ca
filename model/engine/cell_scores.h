#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "behaviour/selection.h"
#include "engine/country_covariates.h"
#include "engine/score_loops.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The covariates of every cell, and what a movement mode makes of them: all of a score but the pull of the
/// destination.
class CellScores {
public:
  /// @param country  of the same land, where others share it
  CellScores(const behaviour::Movement& rules, const landscape::Terrain& terrain,
             std::shared_ptr<CountryCovariates> country = nullptr);

  /// Brings the snow within ten km up to that of today. Needed before scores() for rules with a beta of it, and
  /// does nothing if the snow is still the same.
  void look_for_snow(const landscape::Environment& environment) { country_->look_for_snow(environment); }

  /// Brings rivers and lakes up to the ice of today. Needed before scores().
  void look_at_water(const landscape::Environment& environment) { country_->look_at_water(environment); }

  /// Brings the nearness to infrastructure up to what is active today; the same for rules with a beta of it.
  void look_for_activity(const landscape::Presence& presence);

  /// Sum of beta times covariate in a patch of cells that begins at `first`, row by row without gaps.
  /// @param minds 0..1, how much the animal minds infrastructure
  /// @param shut  of each cell of the grid: whether nobody may stand there
  /// @returns the largest absolute score of cells that are not shut
  float scores(const behaviour::ModeRules& rules, const landscape::Environment& environment,
               const landscape::Presence& presence, float minds, const std::vector<std::int32_t>& shut,
               std::size_t first, const Patch& patch, float* out, const ScoreLoops& loops = score_loops()) const;

  /// Looking starts anew: what another herd and people make of the land may count its versions the same way.
  void forget() noexcept { activity_version_ = 0; }

private:
  [[nodiscard]] const Field& nearness(double zone_km) const;

  const landscape::Terrain& terrain_;
  std::shared_ptr<CountryCovariates> country_;
  Field coast_, ridge_;      ///< covariates that never change
  std::vector<Field> near_;  ///< nearness to what is active, for each zone of the terrain's developments
  Field zero_;               ///< of what there is none, or nobody looks at
  std::uint32_t activity_version_ = 0;
};

}  // namespace rangifer::engine
