#include "engine/environment_day.h"

#include <algorithm>

namespace rangifer::engine {
namespace {

using landscape::Environment;
using landscape::Terrain;
using landscape::Weather;

/// What was counted since 1 January starts anew.
void new_year(Environment& e)
{
  std::fill(e.snow_free_doy.begin(), e.snow_free_doy.end(), std::int16_t {0});
  std::fill(e.green_up_doy.begin(), e.green_up_doy.end(), std::int16_t {0});
  for (Field* f : {&e.thaw_degree_days, &e.mosquito_hours, &e.oestrid_hours}) {
    std::fill(f->begin(), f->end(), 0.0f);
  }
}

/// The snow-free date is the first of a run of bare days after February. A flurry does not undo it; snow
/// that lies as long as it takes to count as bare does.
void count_bare_days(const behaviour::Snow& p, bool bare, std::size_t i, int doy, Environment& e)
{
  std::int16_t& run = e.snow_free_days[i];  // > 0: bare for so long, < 0: snow for so long
  const int longer = bare ? std::max<int>(run, 0) + 1 : std::min<int>(run, 0) - 1;
  run = static_cast<std::int16_t>(std::clamp(longer, -366, 366));

  constexpr int march = 60, midsummer = 200;
  if (doy <= march || doy >= midsummer) return;
  const int lasting = static_cast<int>(p.bare_days);
  if (run == -lasting) e.snow_free_doy[i] = 0;
  if (e.snow_free_doy[i] == 0 && run >= lasting) {
    e.snow_free_doy[i] = static_cast<std::int16_t>(std::max(doy - run + 1, march + 1));
  }
}

/// Yesterday's snow with what fell and without what melted.
float snow_water_of_weather(const behaviour::Snow& p, const Weather& w, std::size_t i, float yesterday_mm)
{
  const float snowfall =
    w.precipitation_mm[i] * behaviour::snow_share(p, w.temperature_c[i]) * static_cast<float>(p.gauge_undercatch);
  const float water = yesterday_mm + snowfall;
  return water - behaviour::melt_mm(p, w.temperature_min_c[i], w.temperature_max_c[i], water);
}

/// A layer of snow water or of depth takes the place of what the weather would have made; where only one
/// of them is given the other follows from it by density.
void snow_day(const behaviour::Snow& p, const Terrain& t, const Weather& w, std::size_t i, int doy, Environment& e)
{
  const bool forest = t.forest[i] != 0;
  const float water = !w.snow_water_mm.empty()  ? w.snow_water_mm[i]
                      : !w.snow_depth_m.empty() ? behaviour::snow_water_in_mm(p, w.snow_depth_m[i], forest, doy)
                                                : snow_water_of_weather(p, w, i, e.snow_water_mm[i]);
  e.snow_water_mm[i] = water;
  e.snow_water_max_mm[i] = water > 0.0f ? std::max(e.snow_water_max_mm[i], water) : 0.0f;
  e.snow_cover[i] = behaviour::snow_cover(p, water, e.snow_water_max_mm[i]);
  if (!w.snow_depth_m.empty()) e.snow_depth_m[i] = w.snow_depth_m[i];
  else e.snow_depth_m[i] = water > 0.0f ? behaviour::snow_depth_m(p, water, forest, doy) : 0.0f;

  count_bare_days(p, e.snow_cover[i] < static_cast<float>(p.bare_below_cover), i, doy, e);
}

/// Thaw is summed even where NDVI is given: mosquitoes hatch by it.
void plants_day(const behaviour::GreenUp& p, const Terrain& t, const Weather& w, std::size_t i, int doy, Environment& e)
{
  if (e.snow_free_days[i] > 0) e.thaw_degree_days[i] += std::max(0.0f, w.temperature_c[i]);
  const bool seen = !w.ndvi.empty();
  e.greenness[i] = seen ? behaviour::greenness_of_ndvi(p, w.ndvi[i], t.forest[i] != 0)
                        : behaviour::greenness(p, e.thaw_degree_days[i], doy);
  const bool half = seen ? e.greenness[i] >= 0.5f : static_cast<double>(e.thaw_degree_days[i]) >= p.half_at_degc_d;
  if (e.green_up_doy[i] == 0 && half) e.green_up_doy[i] = static_cast<std::int16_t>(doy);
}

void insects_day(const behaviour::Insects& p, const Terrain& t, const Weather& w, std::size_t i, int doy,
                 Environment& e)
{
  const bool given = !w.insects.empty();
  if (given) e.mosquito_hours[i] += 24.0f * w.insects[i];
  const float mosquitoes =
    given ? 0.0f : behaviour::mosquito_season(p, days_since_snow_free(e, i, doy), e.thaw_degree_days[i], doy);
  const float oestrids = behaviour::oestrid_season(p, doy);
  if (mosquitoes <= 0.0f && oestrids <= 0.0f) return;
  const float wind = w.wind_m_s[i] * static_cast<float>(p.wind_at_animal);
  const float breeze = behaviour::sea_breeze_k(p, t.coast_distance_km[i]);
  for (int hour = 0; hour < 24; ++hour) {
    const float temperature =
      behaviour::temperature_at(w.temperature_min_c[i], w.temperature_max_c[i], static_cast<float>(hour) + 0.5f) -
      breeze;
    e.mosquito_hours[i] += mosquitoes * behaviour::mosquito_index(p, temperature, wind);
    e.oestrid_hours[i] += oestrids * behaviour::oestrid_index(p, temperature, wind);
  }
}

}  // namespace

int days_since_snow_free(const Environment& environment, std::size_t cell, int day_of_year) noexcept
{
  return environment.snow_free_doy[cell] > 0 ? day_of_year - environment.snow_free_doy[cell] : 0;
}

void environment_day(const Rules& rules, const Terrain& terrain, const Weather& weather, Environment& environment)
{
  const int doy = day_of_year(weather.day);
  if (doy == 1) new_year(environment);
  const auto n = static_cast<std::ptrdiff_t>(terrain.grid.size());
  constexpr float week = 1.0f / 7.0f;

#pragma omp parallel for default(none) shared(rules, terrain, weather, environment, n, doy) schedule(static)
  for (std::ptrdiff_t cell = 0; cell < n; ++cell) {
    const auto i = static_cast<std::size_t>(cell);
    if (terrain.sea[i] != 0) continue;
    const float temperature = weather.temperature_c[i];
    environment.week_temperature_c[i] += week * (temperature - environment.week_temperature_c[i]);
    behaviour::ice_day(rules.ice, temperature, environment.ice[i], environment.water_degree_days[i]);
    snow_day(rules.snow, terrain, weather, i, doy, environment);
    plants_day(rules.green_up, terrain, weather, i, doy, environment);
    insects_day(rules.insects, terrain, weather, i, doy, environment);
  }
}

}  // namespace rangifer::engine
