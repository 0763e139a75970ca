#include "behaviour/insects.h"

#include <algorithm>

#include "base/deterministic_math.h"

namespace rangifer::behaviour {
namespace {

float calm(float wind_m_s, double limit_m_s) noexcept
{
  const auto limit = static_cast<float>(limit_m_s);
  return wind_m_s >= limit ? 0.0f : (limit - std::max(wind_m_s, 0.0f)) / limit;
}

}  // namespace

float mosquito_index(const Insects& p, float temperature_c, float wind_m_s) noexcept
{
  const auto from = static_cast<float>(p.mosquito_from_c), full = static_cast<float>(p.mosquito_full_c);
  if (temperature_c < from) return 0.0f;
  // The published ramp reaches 1/13 at its lower end, hence the span is one degree wider than from..full.
  const float warm = std::min(1.0f, 1.0f - (full - temperature_c) / (full - from + 1.0f));
  return std::max(warm, 0.0f) * calm(wind_m_s, p.mosquito_calm_m_s);
}

float oestrid_index(const Insects& p, float temperature_c, float wind_m_s) noexcept
{
  const auto from = static_cast<float>(p.oestrid_from_c), full = static_cast<float>(p.oestrid_full_c);
  if (temperature_c < from) return 0.0f;
  const float warm = std::min(1.0f, 1.0f - (full - temperature_c) / (full - from));
  return std::max(warm, 0.0f) * calm(wind_m_s, p.oestrid_calm_m_s);
}

float mosquito_season(const Insects& p, int days_since_snow_free, float thaw_degree_days, int day_of_year) noexcept
{
  if (static_cast<double>(days_since_snow_free) < p.emergence_days) return 0.0f;
  if (thaw_degree_days < static_cast<float>(p.emergence_degc_d)) return 0.0f;
  const auto fade = static_cast<float>(p.mosquito_fade_doy), end = static_cast<float>(p.mosquito_end_doy);
  const auto today = static_cast<float>(day_of_year);
  return today <= fade ? 1.0f : std::clamp((end - today) / std::max(end - fade, 1.0f), 0.0f, 1.0f);
}

float oestrid_season(const Insects& p, int day_of_year) noexcept
{
  const auto today = static_cast<float>(day_of_year);
  const float rise = (today - static_cast<float>(p.oestrid_start_doy)) / 7.0f;
  const float fall = (static_cast<float>(p.oestrid_end_doy) - today) / 7.0f;
  return std::clamp(std::min(rise, fall), 0.0f, 1.0f);
}

float temperature_at(float minimum_c, float maximum_c, float hour) noexcept
{
  float sine = 0.0f, cosine = 0.0f;
  float turn = (hour - 15.0f) / 24.0f;
  if (turn < 0.0f) turn += 1.0f;
  sincos_turn_det(turn, sine, cosine);
  return 0.5f * (minimum_c + maximum_c) + 0.5f * (maximum_c - minimum_c) * cosine;
}

float sea_breeze_k(const Insects& p, float coast_distance_km) noexcept
{
  return static_cast<float>(p.sea_breeze_k) * exp_det(-coast_distance_km / static_cast<float>(p.sea_breeze_km));
}

}  // namespace rangifer::behaviour
