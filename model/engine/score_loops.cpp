// Compiled once per processor level, as environment_day.cpp is: the compiler puts the loops in lanes, and all levels
// give the same bits.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_AVX3)
#define HWY_DISABLE_PCLMUL_AES  // not used, and not in x86-64-v2
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/score_loops.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include <algorithm>

#include "engine/for_processor.h"
#include "engine/score_loops.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::engine::HWY_NAMESPACE {

float score(const behaviour::ModeRules& of_mode, const ScoreFields& fields, float minds, const std::int32_t* shut,
            const Patch& patch, float* score)
{
  const behaviour::ModeRules rules = of_mode;
  const ScoreFields f = fields;
  float most = 0.0f;
  for (std::size_t row = 0; row < patch.rows; ++row, score += patch.columns) {
    const std::size_t first = row * patch.stride;
#pragma omp simd reduction(max : most)
    for (std::size_t c = 0; c < patch.columns; ++c) {
      const std::size_t k = first + c;
      const float sum = behaviour::selection_score(rules, {
                                                            .destination_km = 0.0f,
                                                            .snow_cover = f.snow_cover[k],
                                                            .snow_depth_m = f.snow_depth_m[k],
                                                            .broad_snow = f.broad_snow[k],
                                                            .greening = 4.0f * f.greenness[k] * (1.0f - f.greenness[k]),
                                                            .ruggedness_100m = f.ruggedness_m[k] / 100.0f,
                                                            .elevation_100m = f.elevation_m[k] / 100.0f,
                                                            .forest = f.forest[k],
                                                            .river = f.open_river[k],
                                                            .lake = f.open_lake[k],
                                                            .plain = f.plain[k],
                                                            .coast = f.coast[k],
                                                            .ridge_50m = f.ridge[k],
                                                            .density = f.company[k],
                                                            .trail = f.trail[k],
                                                            .wind_m_s = f.wind_m_s[k],
                                                            .infrastructure = minds * f.near[k],
                                                          });
      score[c] = sum;
      most = std::max(most, shut[k] != 0 ? 0.0f : std::max(sum, -sum));
    }
  }
  return most;
}

void pack(const float* score, std::size_t score_stride, float pull, const float* to_go_km, const std::int32_t* shut,
          const Patch& patch, SelectionWeight* out)
{
  for (std::size_t row = 0; row < patch.rows; ++row) {
    const float *of_cell = score + row * score_stride, *to_go = to_go_km + row * patch.stride;
    const std::int32_t* is_shut = shut + row * patch.stride;
    SelectionWeight* weight = out + row * patch.stride;
#pragma omp simd
    for (std::size_t c = 0; c < patch.columns; ++c) {
      const SelectionWeight open = pack_weight(of_cell[c] - std::min(pull * to_go[c], pull_without_way));
      weight[c] = is_shut[c] != 0 ? closed : open;
    }
  }
}

ScoreLoops loops() { return {score, pack}; }

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

ScoreLoops score_loops() { return RANGIFER_FOR_PROCESSOR(loops)(); }

}  // namespace rangifer::engine
#endif
