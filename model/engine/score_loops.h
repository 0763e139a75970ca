#pragma once
#include <cstddef>
#include <cstdint>

#include "behaviour/selection.h"
#include "engine/selection_weight.h"

namespace rangifer::engine {

/// The fields that scores are made of, from some cell on.
struct ScoreFields {
  const float *snow_cover, *snow_depth_m, *broad_snow, *greenness, *ruggedness_m, *elevation_m, *river, *lake, *plain,
    *coast, *ridge, *company, *trail, *wind_m_s, *near;
  const std::uint8_t *ice, *forest;
};

/// Loops over cells side by side, for one processor level.
struct ScoreLoops {
  /// Sum of beta times covariate, without the way still to go.
  void (*score)(const behaviour::ModeRules& rules, const ScoreFields& fields, float minds, std::size_t n, float* score);
  /// The largest absolute score of cells that are not shut.
  float (*largest)(const float* score, const std::uint8_t* shut, std::size_t n);
  /// Packs scores for one destination.
  void (*pack)(const float* score, float pull, const float* to_go_km, const std::uint8_t* shut, std::size_t n,
               SelectionWeight* out);
};

/// Those for this processor (processor.h).
[[nodiscard]] ScoreLoops score_loops();

/// What of a score may come from the way still to go, and from all the rest: together they stay within
/// highest_score, so that no score is ever cut off. Where no way leads the pull is the same everywhere and more
/// than on any way.
inline constexpr float longest_pull = 4500.0f, pull_without_way = 4600.0f;

}  // namespace rangifer::engine
