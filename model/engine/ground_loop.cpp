// Compiled once per processor level, as environment_day.cpp is: the compiler puts the loop in lanes, and all levels
// give the same bits.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_AVX3)
#define HWY_DISABLE_PCLMUL_AES  // not used, and not in x86-64-v2
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/ground_loop.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include <algorithm>
#include <array>

#include "behaviour/forage.h"
#include "behaviour/green_up.h"
#include "behaviour/travel_cost.h"
#include "engine/for_processor.h"
#include "engine/ground_loop.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::engine::HWY_NAMESPACE {
namespace {

constexpr std::size_t longest = 64;  // of a piece: its numbers stay in the nearest cache

/// Bulk density; a depth that a layer gives without water has that of settled tundra snow.
float snow_density_kg_m3(float water_mm, float depth_m) noexcept
{
  constexpr float settled = 300.0f;
  const float dense = std::min(std::max(water_mm / depth_m, 50.0f), 500.0f);
  return static_cast<int>(depth_m > 0.01f) & static_cast<int>(water_mm > 0.0f) ? dense : settled;
}

struct Piece {
  std::array<float, longest> dry_g_min, energy_kj_min, protein_g_min, digging_kj_min;
};

[[gnu::flatten]] void graze(const GroundDay& day, std::size_t first, std::size_t n, Piece& out)
{
  const landscape::Terrain& t = day.terrain;
  const landscape::Environment& e = day.environment;
  const behaviour::GreenUp green_up = day.rules.green_up;
  const behaviour::Forage forage = day.rules.forage;
  const auto locked = static_cast<float>(day.rules.icing.locked);
  const auto ndvi_bare = static_cast<float>(green_up.ndvi_bare);
  const int doy = day.day_of_year;
  const float *greenness = &e.greenness[first], *water = &e.snow_water_mm[first], *depth = &e.snow_depth_m[first],
              *cover = &e.snow_cover[first], *icing = &e.icing[first], *plain = &t.plain[first];
  const std::int16_t* green_since = &e.green_up_doy[first];
  const std::uint8_t* forest = &t.forest[first];
  std::array<float, longest> ndvi, grown, reach;
  if (day.weather.ndvi.empty()) {
#pragma omp simd
    for (std::size_t k = 0; k < n; ++k) ndvi[k] = behaviour::ndvi(green_up, greenness[k], forest[k] != 0);
  } else {
    std::copy_n(&day.weather.ndvi[first], n, ndvi.begin());
  }
  const float bare_g_m2 = behaviour::biomass_g_m2(forage, ndvi_bare);
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) grown[k] = behaviour::biomass_g_m2(forage, ndvi[k]);
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) grown[k] = behaviour::grown_g_m2(grown[k], bare_g_m2);
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) reach[k] = behaviour::reach_under_snow(forage, depth[k]);
#pragma GCC ivdep
  for (std::size_t k = 0; k < n; ++k) {
    const int since = green_since[k];
    const behaviour::Pasture here {.forest = forest[k] != 0,
                                   .plain = plain[k],
                                   .snow_cover = cover[k],
                                   .snow_density_kg_m3 = snow_density_kg_m3(water[k], depth[k]),
                                   .icing = icing[k],
                                   .locked = locked,
                                   .days_since_green_up = since > 0 ? doy - since : 0};
    const behaviour::Grazing grazing = behaviour::grazing(forage, here, grown[k], reach[k]);
    out.dry_g_min[k] = grazing.dry_g_min;
    out.energy_kj_min[k] = grazing.energy_kj_min;
    out.protein_g_min[k] = grazing.protein_g_min;
    out.digging_kj_min[k] = grazing.digging_kj_min;
  }
}

[[gnu::flatten]] void walk(const GroundDay& day, std::size_t first, std::size_t n, float* walk_j)
{
  const behaviour::Travel travel = day.rules.travel;
  const float *water = &day.environment.snow_water_mm[first], *depth = &day.environment.snow_depth_m[first],
              *walking = &day.presence.walking_depth_m[first], *plain = &day.terrain.plain[first];
#pragma GCC ivdep
  for (std::size_t k = 0; k < n; ++k) {
    const float density = snow_density_kg_m3(water[k], depth[k]);
    walk_j[k] = behaviour::walking_cost_j(travel, plain[k], walking[k], density);
  }
}

}  // namespace

void grazing(const GroundDay& day, std::size_t first, std::size_t n, behaviour::Grazing* out)
{
  Piece piece;
  for (std::size_t done = 0; done < n; done += longest) {
    const std::size_t some = std::min(n - done, longest);
    graze(day, first + done, some, piece);
    for (std::size_t k = 0; k < some; ++k) {
      out[done + k] = {piece.dry_g_min[k], piece.energy_kj_min[k], piece.protein_g_min[k], piece.digging_kj_min[k]};
    }
  }
}

void ground(const GroundDay& day, std::size_t first, std::size_t n, GroundCell* out)
{
  const landscape::Terrain& t = day.terrain;
  const bool built = !t.developments.footprint.empty();
  std::array<float, longest> walk_j;
  std::array<behaviour::Grazing, longest> made_here;
  for (std::size_t done = 0; done < n; done += longest) {
    const std::size_t begin = first + done, some = std::min(n - done, longest);
    if (day.grazing == nullptr) grazing(day, begin, some, made_here.data());
    const behaviour::Grazing* offered = day.grazing == nullptr ? made_here.data() : day.grazing + begin;
    walk(day, begin, some, walk_j.data());
    for (std::size_t k = 0; k < some; ++k) {
      const std::size_t i = begin + k;
      const float left = built ? 1.0f - t.developments.footprint[i] : 1.0f;
      out[done + k] = t.sea[i] != 0 ? GroundCell {.made_on = day.today}
                                    : GroundCell {.walk_j = walk_j[k],
                                                  .elevation_m = t.elevation_m[i],
                                                  .dry_g_min = left * offered[k].dry_g_min,
                                                  .energy_kj_min = left * offered[k].energy_kj_min,
                                                  .protein_g_min = left * offered[k].protein_g_min,
                                                  .digging_kj_min = left * offered[k].digging_kj_min,
                                                  .made_on = day.today};
    }
  }
}

GroundLoops loops_of_ground() { return {grazing, ground}; }

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

GroundLoops ground_loops() { return RANGIFER_FOR_PROCESSOR(loops_of_ground)(); }

}  // namespace rangifer::engine
#endif
