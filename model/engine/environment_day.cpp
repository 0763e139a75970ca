// The loops over cells are compiled once per processor level, as the movement step is (move_lanes.cpp); here the
// compiler itself puts them in lanes. No operation differs between levels, so that all give the same bits. AVX2 is the
// highest: with AVX-512 a run takes hardly 1 % less, too little for one more copy of each loop.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_AVX3)
#define HWY_DISABLE_PCLMUL_AES  // not used, and not in x86-64-v2
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/environment_day.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/stretch.h"
#include "engine/environment_day.h"
#include "engine/for_processor.h"
#include "engine/insect_day.h"
#include "engine/row_changes.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::engine::HWY_NAMESPACE {
namespace {

using landscape::Environment;
using landscape::Terrain;
using landscape::Weather;

/// Calls f(Stretch) for the land of a row, by the numbers of its cells, in stretches of at most longest_stretch.
template <class F>
void for_each_stretch(const Terrain& terrain, int row, F&& f)
{
  const std::uint8_t* sea = terrain.sea.data();
  const std::size_t end = terrain.grid.index(0, row + 1);
  const auto next = [&](std::size_t from, std::size_t to, int what) {
    const void* at = std::memchr(sea + from, what, to - from);
    return at == nullptr ? to : static_cast<std::size_t>(static_cast<const std::uint8_t*>(at) - sea);
  };
  for (std::size_t first = next(terrain.grid.index(0, row), end, 0); first < end; first = next(first, end, 0)) {
    const std::size_t last = next(first, std::min(end, first + longest_stretch), 1);
    f(Stretch {first, last});
    first = last;
  }
}

void wind_day(const Weather& w, Stretch s, Environment& e, Changes& changes)
{
  const float* today = w.wind_m_s.data();
  float* wind = e.wind_m_s.data();
  unsigned changed = 0;
#pragma omp simd reduction(| : changed)
  for (std::size_t i = s.first; i < s.last; ++i) {
    changed |= today[i] != wind[i] ? 1u : 0u;
    wind[i] = today[i];
  }
  changes.wind |= changed;
}

/// Yesterday's snow with what fell and without what melted; a layer of snow water or of depth takes its
/// place, where only one of them is given the other follows from it by density.
void snow_water_day(const behaviour::Snow& rules, const Terrain& t, const Weather& w, Stretch s, int doy,
                    Environment& e)
{
  const behaviour::Snow p = rules;
  float* water = e.snow_water_mm.data();
  if (!w.snow_water_mm.empty()) {
    std::copy_n(&w.snow_water_mm[s.first], s.last - s.first, &water[s.first]);
    return;
  }
  if (!w.snow_depth_m.empty()) {
    const float* depth = w.snow_depth_m.data();
    const std::uint8_t* forest = t.forest.data();
#pragma omp simd
    for (std::size_t i = s.first; i < s.last; ++i) {
      water[i] = behaviour::snow_water_in_mm(p, depth[i], forest[i] != 0, doy);
    }
    return;
  }
  const float* precipitation = w.precipitation_mm.data();
  const float* temperature = w.temperature_c.data();
  const float* low = w.temperature_min_c.data();
  const float* high = w.temperature_max_c.data();
  const auto undercatch = static_cast<float>(p.gauge_undercatch);
#pragma omp simd
  for (std::size_t i = s.first; i < s.last; ++i) {
    const float snowfall = precipitation[i] * behaviour::snow_share(p, temperature[i]) * undercatch;
    const float there = water[i] + snowfall;
    water[i] = there - behaviour::melt_mm(p, low[i], high[i], there);
  }
}

/// Whether there is snow in a stretch, or was yesterday: if not, its cover and depth are 0 and stay so.
bool any_snow(const Environment& e, Stretch s)
{
  const float* water = e.snow_water_mm.data();
  const float* most = e.snow_water_max_mm.data();
  unsigned any = 0;
#pragma omp simd reduction(| : any)
  for (std::size_t i = s.first; i < s.last; ++i) any |= (water[i] > 0.0f ? 1u : 0u) | (most[i] > 0.0f ? 1u : 0u);
  return any != 0;
}

void icing_day(const EnvironmentRules& rules, const Weather& w, Stretch s, Environment& e)
{
  const behaviour::Icing p = rules.icing;
  const behaviour::Snow snow = rules.snow;
  const float *precipitation = w.precipitation_mm.data(), *temperature = w.temperature_c.data(),
              *low = w.temperature_min_c.data(), *water = e.snow_water_mm.data();
  float* icing = e.icing.data();
#pragma omp simd
  for (std::size_t i = s.first; i < s.last; ++i) {
    const float snowfall = precipitation[i] * behaviour::snow_share(snow, temperature[i]);
    icing[i] = behaviour::icing_day(p, icing[i], precipitation[i] - snowfall, snowfall, low[i], water[i]);
  }
}

void snow_cover_day(const behaviour::Snow& rules, Stretch s, Environment& e, Changes& changes)
{
  const behaviour::Snow p = rules;
  const float* water = e.snow_water_mm.data();
  float* most = e.snow_water_max_mm.data();
  float* cover = e.snow_cover.data();
  unsigned changed = 0;
#pragma omp simd reduction(| : changed)
  for (std::size_t i = s.first; i < s.last; ++i) {
    most[i] = water[i] > 0.0f ? std::max(most[i], water[i]) : 0.0f;
    const float now = behaviour::snow_cover(p, water[i], most[i]);
    changed |= now != cover[i] ? 1u : 0u;
    cover[i] = now;
  }
  changes.snow_cover |= changed;
}

void snow_depth_day(const behaviour::Snow& rules, const Terrain& t, const Weather& w, Stretch s, int doy,
                    Environment& e, Changes& changes)
{
  const behaviour::Snow p = rules;
  const float* water = e.snow_water_mm.data();
  const float* given = w.snow_depth_m.empty() ? nullptr : w.snow_depth_m.data();
  const std::uint8_t* forest = t.forest.data();
  float *depth = e.snow_depth_m.data(), *gain = e.snow_gain_m.data();
  unsigned changed = 0, any = 0;
  if (given != nullptr) {
    for (std::size_t i = s.first; i < s.last; ++i) {
      changed |= given[i] != depth[i] ? 1u : 0u;
      any |= given[i] != 0.0f ? 1u : 0u;
      gain[i] = given[i] - depth[i];
      depth[i] = given[i];
    }
  } else {
    const float settling = behaviour::tundra_settling(doy);
#pragma omp simd reduction(| : changed, any)
    for (std::size_t i = s.first; i < s.last; ++i) {
      const float deep = behaviour::snow_depth_settled_m(p, water[i], forest[i] != 0, settling);
      const float now = water[i] > 0.0f ? deep : 0.0f;
      changed |= now != depth[i] ? 1u : 0u;
      any |= now != 0.0f ? 1u : 0u;
      gain[i] = now - depth[i];
      depth[i] = now;
    }
  }
  changes.snow_depth |= changed;
  changes.snow |= any;
}

/// The snow-free date is the first of a run of bare days after February. A flurry does not undo it; snow
/// that lies as long as it takes to count as bare does.
void count_bare_days(const behaviour::Snow& p, Stretch s, int doy, Environment& e)
{
  const auto bare_below = static_cast<float>(p.bare_below_cover);
  const float* cover = e.snow_cover.data();
  std::int16_t* run = e.snow_free_days.data();  // > 0: bare for so long, < 0: snow for so long
#pragma omp simd
  for (std::size_t i = s.first; i < s.last; ++i) {
    const int before = run[i];
    const int longer = cover[i] < bare_below ? std::max(before, 0) + 1 : std::min(before, 0) - 1;
    run[i] = static_cast<std::int16_t>(std::clamp(longer, -366, 366));
  }

  constexpr int march = 60, midsummer = 200;
  if (doy <= march || doy >= midsummer) return;
  const int lasting = static_cast<int>(p.bare_days);
  std::int16_t* since = e.snow_free_doy.data();
#pragma omp simd
  for (std::size_t i = s.first; i < s.last; ++i) {
    const int known = run[i] == -lasting ? 0 : since[i];
    const int begun = std::max(doy - run[i] + 1, march + 1);
    since[i] = static_cast<std::int16_t>(known == 0 && run[i] >= lasting ? begun : known);
  }
}

void snow_day(const EnvironmentRules& rules, const Terrain& t, const Weather& w, Stretch s, int doy, Environment& e,
              Changes& changes)
{
  const behaviour::Snow& p = rules.snow;
  snow_water_day(p, t, w, s, doy, e);
  if (!w.snow_depth_m.empty() || any_snow(e, s)) {
    snow_cover_day(p, s, e, changes);
    snow_depth_day(p, t, w, s, doy, e, changes);
  } else {
    std::fill_n(&e.snow_gain_m[s.first], s.last - s.first, 0.0f);
  }
  count_bare_days(p, s, doy, e);
}

/// Thaw is summed even where NDVI is given: mosquitoes hatch by it. Returns whether there has been any.
bool thaw_day(const Weather& w, Stretch s, Environment& e)
{
  const float* temperature = w.temperature_c.data();
  const std::int16_t* run = e.snow_free_days.data();
  float* thaw = e.thaw_degree_days.data();
  unsigned any = 0;
#pragma omp simd reduction(| : any)
  for (std::size_t i = s.first; i < s.last; ++i) {
    thaw[i] += run[i] > 0 ? std::max(0.0f, temperature[i]) : 0.0f;
    any |= thaw[i] > 0.0f ? 1u : 0u;
  }
  return any != 0;
}

void plants_day(const behaviour::GreenUp& rules, const Terrain& t, const Weather& w, Stretch s, int doy, Environment& e,
                Changes& changes)
{
  const behaviour::GreenUp p = rules;
  const float* ndvi = w.ndvi.empty() ? nullptr : w.ndvi.data();
  const std::uint8_t* forest = t.forest.data();
  const bool thawed = thaw_day(w, s, e);
  const float* thaw = e.thaw_degree_days.data();
  const auto half_at = static_cast<float>(p.half_at_degc_d);

  std::array<float, longest_stretch> green, past_half;  // 0 or more when half of it is reached
  const std::size_t n = s.last - s.first;
  if (ndvi != nullptr) {
#pragma omp simd
    for (std::size_t k = 0; k < n; ++k) {
      green[k] = behaviour::greenness_of_ndvi(p, ndvi[s.first + k], forest[s.first + k] != 0);
      past_half[k] = green[k] - 0.5f;
    }
  } else if (thawed) {
    const behaviour::GreenDay green_day(p, doy);
#pragma omp simd
    for (std::size_t k = 0; k < n; ++k) {
      green[k] = green_day.at(thaw[s.first + k]);
      past_half[k] = thaw[s.first + k] - half_at;
    }
  } else {  // G(0) = 0
    green.fill(0.0f);
    past_half.fill(-half_at);
  }

  float* greenness = e.greenness.data() + s.first;
  std::int16_t* green_up = e.green_up_doy.data() + s.first;
  const auto today = static_cast<std::int16_t>(doy);
  unsigned changed = 0;
#pragma omp simd reduction(| : changed)
  for (std::size_t k = 0; k < n; ++k) {
    changed |= green[k] != greenness[k] ? 1u : 0u;
    greenness[k] = green[k];
    green_up[k] = green_up[k] == 0 && past_half[k] >= 0.0f ? today : green_up[k];
  }
  changes.greenness |= changed;
}

}  // namespace

/// The day of the land in a row.
void row_day(const EnvironmentRules& rules, const Terrain& terrain, const Weather& weather, int row, bool insects,
             Environment& environment, Changes& changes)
{
  const int doy = day_of_year(weather.day);
  for_each_stretch(terrain, row, [&](Stretch s) HWY_ATTR {
    warmth_day(rules.ice, weather, s.first, s.last, environment, changes);
    wind_day(weather, s, environment, changes);
    snow_day(rules, terrain, weather, s, doy, environment, changes);
    icing_day(rules, weather, s, environment);
    plants_day(rules.green_up, terrain, weather, s, doy, environment, changes);
    if (insects && insect_day(rules.insects, terrain, weather, s.first, s.last, environment)) changes.biting = 1;
  });
}

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

void warmth_day(const behaviour::Ice& rules, const landscape::Weather& w, std::size_t first, std::size_t last,
                landscape::Environment& e, Changes& changes)
{
  const behaviour::Ice p = rules;
  constexpr float week = 1.0f / 7.0f;
  const float* temperature = w.temperature_c.data();
  float* of_week = e.week_temperature_c.data();
  float* degree_days = e.water_degree_days.data();
  std::uint8_t* ice = e.ice.data();
  unsigned changed = 0;
#pragma omp simd reduction(| : changed)
  for (std::size_t i = first; i < last; ++i) {
    of_week[i] += week * (temperature[i] - of_week[i]);
    std::uint8_t bears = ice[i];
    float sum = degree_days[i];
    behaviour::ice_day(p, temperature[i], bears, sum);
    changed |= static_cast<unsigned>(bears ^ ice[i]);
    ice[i] = bears;
    degree_days[i] = sum;
  }
  changes.ice |= changed;
}

namespace {

/// What was counted since 1 January starts anew.
void new_year(landscape::Environment& e)
{
  std::fill(e.snow_free_doy.begin(), e.snow_free_doy.end(), std::int16_t {0});
  std::fill(e.green_up_doy.begin(), e.green_up_doy.end(), std::int16_t {0});
  for (Field* f : {&e.thaw_degree_days, &e.mosquito_hours, &e.oestrid_hours}) {
    std::fill(f->begin(), f->end(), 0.0f);
  }
}

}  // namespace

void environment_day(const EnvironmentRules& rules, const landscape::Terrain& terrain,
                     const landscape::Weather& weather, landscape::Environment& environment)
{
  const int doy = day_of_year(weather.day);
  if (doy == 1) new_year(environment);
  const bool insects = begin_insect_day(rules.insects, weather, environment);
  const auto day_of_row = RANGIFER_FOR_PROCESSOR(row_day);
  unsigned snow_cover = 0, snow_depth = 0, greenness = 0, ice = 0, wind = 0, biting = 0;

  // The sea lies in the north: rows are dealt out in small hands, so that every thread gets land.
#pragma omp parallel for default(none) shared(rules, terrain, weather, environment, day_of_row, insects) \
  reduction(|                                                                                            \
            : snow_cover, snow_depth, greenness, ice, wind, biting) schedule(dynamic, 8)
  for (int row = 0; row < terrain.grid.rows; ++row) {
    Changes changes;
    day_of_row(rules, terrain, weather, row, insects, environment, changes);
    environment.snow_in_row[static_cast<std::size_t>(row)] = changes.snow != 0 ? 1 : 0;
    snow_cover |= changes.snow_cover;
    snow_depth |= changes.snow_depth;
    greenness |= changes.greenness;
    ice |= changes.ice;
    wind |= changes.wind;
    biting |= changes.biting;
  }
  environment.insects.any = biting != 0;
  environment.version.snow_cover += snow_cover;
  environment.version.snow_depth += snow_depth;
  environment.version.greenness += greenness;
  environment.version.ice += ice;
  environment.version.wind += wind;
}

}  // namespace rangifer::engine
#endif
