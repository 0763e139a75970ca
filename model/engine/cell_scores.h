#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "behaviour/selection.h"
#include "landscape/environment.h"
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

  /// Sum of beta times covariate, in the cells from `first` on; one number for each place of `out`.
  void scores(const behaviour::ModeRules& rules, const landscape::Environment& environment, std::size_t first,
              std::span<float> out) const;

  /// look_for_snow() starts anew: another environment may count its versions the same way.
  void forget() noexcept { snow_version_ = 0; }

private:
  const landscape::Terrain& terrain_;
  int ten_km_ = 1;       ///< in cells
  Field coast_, ridge_;  ///< covariates that never change
  Field land_;           ///< share of land within ten km
  Field broad_snow_;
  std::uint32_t snow_version_ = 0;  ///< of the snow cover that broad_snow_ is made of
};

}  // namespace rangifer::engine
