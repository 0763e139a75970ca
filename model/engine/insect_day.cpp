#include "engine/insect_day.h"

#include <algorithm>
#include <array>

#include "behaviour/snow.h"

namespace rangifer::engine {
namespace {

using landscape::Environment;
using landscape::InsectDay;
using landscape::Terrain;
using landscape::Weather;

/// The temperature of a day is the same before and after its warmest hour: the middles of the twelve hours
/// after 15:00 stand for all 24.
std::array<float, 12> half_day() noexcept
{
  std::array<float, 12> cosine {};
  float hour = 15.5f;
  for (float& c : cosine) {
    c = behaviour::day_cosine(hour < 24.0f ? hour : hour - 24.0f);
    hour += 1.0f;
  }
  return cosine;
}

/// Season times calm. A layer of mosquitoes says all about them: no season, no wind, and no hours.
bool activity(const behaviour::Insects& rules, const Weather& weather, std::size_t first, std::size_t last,
              Environment& e)
{
  const behaviour::Insects p = rules;
  const int doy = day_of_year(weather.day);
  const bool given = !weather.insects.empty();
  const float oestrids = behaviour::oestrid_season(p, doy);
  const auto at_animal = static_cast<float>(p.wind_at_animal);
  const float* wind_m_s = weather.wind_m_s.data();
  const float* thaw = e.thaw_degree_days.data();
  const std::int16_t* since = e.snow_free_doy.data();
  float* mosquito = e.insects.mosquito.data();
  float* oestrid = e.insects.oestrid.data();

  int any = 0;
  if (given) std::copy_n(&weather.insects[first], last - first, &e.insects.mosquito[first]);
#pragma omp simd reduction(| : any)
  for (std::size_t i = first; i < last; ++i) {
    const float wind = wind_m_s[i] * at_animal;
    const int bare_days = behaviour::days_since_snow_free(since[i], doy);
    const float season = behaviour::mosquito_season(p, bare_days, thaw[i], doy);
    mosquito[i] = given ? mosquito[i] : season * behaviour::calm(wind, p.mosquito_calm_m_s);
    oestrid[i] = oestrids * behaviour::calm(wind, p.oestrid_calm_m_s);
    any |= (mosquito[i] > 0.0f ? 1 : 0) | (oestrid[i] > 0.0f ? 1 : 0);
  }
  return any != 0;
}

void course_of_day(const behaviour::Insects& rules, const Terrain& terrain, const Weather& weather, std::size_t first,
                   std::size_t last, InsectDay& day)
{
  const behaviour::Insects p = rules;
  const float* low = weather.temperature_min_c.data();
  const float* high = weather.temperature_max_c.data();
  const float* coast_km = terrain.coast_distance_km.data();
  float* middle = day.middle_c.data();
  float* swing = day.swing_c.data();
#pragma omp simd
  for (std::size_t i = first; i < last; ++i) {
    middle[i] = 0.5f * (low[i] + high[i]) - behaviour::sea_breeze_k(p, coast_km[i]);
    swing[i] = 0.5f * (high[i] - low[i]);
  }
}

/// Adds up `activity` times the ramp over the hours of the day.
void add_hours(const InsectDay& day, const Field& activity, const landscape::WarmRamp& of_warmth, std::size_t first,
               std::size_t last, Field& hours)
{
  static const std::array<float, 12> cosines = half_day();
  const landscape::WarmRamp warm = of_warmth;
  const float* middle = &day.middle_c[first];
  const float* swing = &day.swing_c[first];
  const std::size_t n = last - first;
  std::array<float, longest_stretch> sum {};
  for (const float cosine : cosines) {
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) sum[i] += warm.at(middle[i] + swing[i] * cosine);
  }
  const float* active = &activity[first];
  float* total = &hours[first];
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) total[i] += 2.0f * active[i] * sum[i];
}

}  // namespace

bool begin_insect_day(const behaviour::Insects& rules, const Weather& weather, Environment& environment)
{
  InsectDay& day = environment.insects;
  const int doy = day_of_year(weather.day);
  const bool given = !weather.insects.empty();
  constexpr int long_bare = 366;
  constexpr float long_warm = 1e9f;
  day.any = given || behaviour::oestrid_season(rules, doy) > 0.0f ||
            behaviour::mosquito_season(rules, long_bare, long_warm, doy) > 0.0f;
  if (!day.any) return false;
  day.mosquito_warm = given ? landscape::WarmRamp {} : behaviour::mosquito_warm(rules);
  day.oestrid_warm = behaviour::oestrid_warm(rules);
  const std::size_t n = environment.snow_cover.size();
  for (Field* f : {&day.middle_c, &day.swing_c, &day.mosquito, &day.oestrid}) f->resize(n, 0.0f);
  return true;
}

bool insect_day(const behaviour::Insects& rules, const Terrain& terrain, const Weather& weather, std::size_t first,
                std::size_t last, Environment& environment)
{
  if (!activity(rules, weather, first, last, environment)) return false;
  InsectDay& day = environment.insects;
  course_of_day(rules, terrain, weather, first, last, day);
  add_hours(day, day.mosquito, day.mosquito_warm, first, last, environment.mosquito_hours);
  if (behaviour::oestrid_season(rules, day_of_year(weather.day)) > 0.0f) {
    add_hours(day, day.oestrid, day.oestrid_warm, first, last, environment.oestrid_hours);
  }
  return true;
}

}  // namespace rangifer::engine
