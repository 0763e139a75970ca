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

void score(const behaviour::ModeRules& of_mode, const ScoreFields& fields, float minds, std::size_t n, float* score)
{
  const behaviour::ModeRules rules = of_mode;
  const ScoreFields f = fields;
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) {
    const float open_water = f.ice[k] != 0 ? 0.0f : 1.0f;
    score[k] = behaviour::selection_score(rules, {
                                                   .destination_km = 0.0f,
                                                   .snow_cover = f.snow_cover[k],
                                                   .snow_depth_m = f.snow_depth_m[k],
                                                   .broad_snow = f.broad_snow[k],
                                                   .greening = 4.0f * f.greenness[k] * (1.0f - f.greenness[k]),
                                                   .ruggedness_100m = f.ruggedness_m[k] / 100.0f,
                                                   .elevation_100m = f.elevation_m[k] / 100.0f,
                                                   .forest = static_cast<float>(f.forest[k]),
                                                   .river = f.river[k] * open_water,
                                                   .lake = f.lake[k] * open_water,
                                                   .plain = f.plain[k],
                                                   .coast = f.coast[k],
                                                   .ridge_50m = f.ridge[k],
                                                   .density = f.company[k],
                                                   .trail = f.trail[k],
                                                   .wind_m_s = f.wind_m_s[k],
                                                   .infrastructure = minds * f.near[k],
                                                 });
  }
}

float largest(const float* score, const std::uint8_t* shut, std::size_t n)
{
  float most = 0.0f;
#pragma omp simd reduction(max : most)
  for (std::size_t k = 0; k < n; ++k) {
    const float size = std::max(score[k], -score[k]);
    most = std::max(most, shut[k] != 0 ? 0.0f : size);
  }
  return most;
}

void pack(const float* score, float pull, const float* to_go_km, const std::uint8_t* shut, std::size_t n,
          SelectionWeight* out)
{
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) {
    const SelectionWeight weight = pack_weight(score[k] - std::min(pull * to_go_km[k], pull_without_way));
    out[k] = shut[k] != 0 ? closed : weight;
  }
}

ScoreLoops loops() { return {score, largest, pack}; }

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

ScoreLoops score_loops() { return RANGIFER_FOR_PROCESSOR(loops)(); }

}  // namespace rangifer::engine
#endif
