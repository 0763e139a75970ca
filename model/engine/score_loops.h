#pragma once
#include <cstddef>
#include <cstdint>

#include "behaviour/selection.h"
#include "engine/selection_weight.h"

namespace rangifer::engine {

/// The fields that scores are made of, from some cell on. All of one width: with bytes among them, the compiler would
/// take four times as many cells at once, and leave the rest of a short row to be done one by one.
struct ScoreFields {
  const float *snow_cover, *snow_depth_m, *broad_snow, *greenness, *ruggedness_m, *elevation_m, *forest, *open_river,
    *open_lake, *plain, *coast, *ridge, *company, *trail, *wind_m_s, *near;
};

/// A rectangle of cells in fields of the whole grid.
struct Patch {
  std::size_t rows, columns;
  std::size_t stride;  ///< from a cell to the one above it
};

/// Loops over the cells of a patch, for one processor level. Scores stand row by row without gaps.
struct ScoreLoops {
  /// Sum of beta times covariate, without the way still to go; returns the largest absolute one of cells not shut.
  float (*score)(const behaviour::ModeRules& rules, const ScoreFields& fields, float minds, const std::int32_t* shut,
                 const Patch& patch, float* score);
  /// Packs scores for one destination; `score_stride` from a score to that of the cell above.
  void (*pack)(const float* score, std::size_t score_stride, float pull, const float* to_go_km,
               const std::int32_t* shut, const Patch& patch, SelectionWeight* out);
};

/// Those for this processor (processor.h).
[[nodiscard]] ScoreLoops score_loops();

/// What of a score may come from the way still to go, and from all the rest: together they stay within
/// highest_score, so that no score is ever cut off. Where no way leads the pull is the same everywhere and more
/// than on any way.
inline constexpr float longest_pull = 4500.0f, pull_without_way = 4600.0f;

}  // namespace rangifer::engine
