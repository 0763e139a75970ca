#pragma once
#include <cstdint>
#include <vector>

#include "behaviour/selection.h"
#include "engine/score_loops.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The covariates of every cell, and what a movement mode makes of them: all of a score but the pull of the
/// destination.
class CellScores {
public:
  explicit CellScores(const behaviour::Movement& rules, const landscape::Terrain& terrain);

  /// Brings the snow within ten km up to that of today. Needed before scores() for rules with a beta of it, and
  /// does nothing if the snow is still the same.
  void look_for_snow(const landscape::Environment& environment);

  /// Brings forest, and rivers and lakes by the ice of today, into the form that scores() wants. Needed before it.
  void look_at_ground(const landscape::Environment& environment);

  /// Brings the nearness to infrastructure up to what is active today; the same for rules with a beta of it.
  void look_for_activity(const landscape::Presence& presence);

  /// Sum of beta times covariate in a patch of cells that begins at `first`, row by row without gaps.
  /// @param minds 0..1, how much the animal minds infrastructure
  /// @param shut  of each cell of the grid: whether nobody may stand there
  /// @returns the largest absolute score of cells that are not shut
  float scores(const behaviour::ModeRules& rules, const landscape::Environment& environment,
               const landscape::Presence& presence, float minds, const std::vector<std::int32_t>& shut,
               std::size_t first, const Patch& patch, float* out, const ScoreLoops& loops = score_loops()) const;

  /// Looking starts anew: another environment may count its versions the same way.
  void forget() noexcept { snow_version_ = activity_version_ = ice_version_ = 0; }

private:
  [[nodiscard]] const Field& nearness(double zone_km) const;

  const landscape::Terrain& terrain_;
  int ten_km_ = 1;                         ///< in cells
  Field coast_, ridge_;                    ///< covariates that never change
  Field land_;                             ///< share of land within ten km
  Field forest_, open_river_, open_lake_;  ///< water: 0 where it bears an animal
  std::uint32_t ice_version_ = 0;
  Field broad_snow_;
  std::uint32_t snow_version_ = 0;  ///< of the snow cover that broad_snow_ is made of
  std::vector<Field> near_;         ///< nearness to what is active, for each zone of the terrain's developments
  Field far_;                       ///< the same where there is none
  std::uint32_t activity_version_ = 0;
};

}  // namespace rangifer::engine
