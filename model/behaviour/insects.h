#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"
#include "landscape/insect_day.h"

namespace rangifer::behaviour {

/// Mosquitoes and oestrid flies by the hour, the CARMA index: `[insects]` of a scenario.
struct Insects {
  double mosquito_from_c = 6.0;
  double mosquito_full_c = 18.0;
  double mosquito_calm_m_s = 6.0;
  double oestrid_from_c = 13.0;
  double oestrid_full_c = 18.0;
  double oestrid_calm_m_s = 9.0;
  double wind_at_animal = 0.72;
  double emergence_days = 14.0;
  double emergence_degc_d = 120.0;
  double mosquito_fade_doy = 205.0;
  double mosquito_end_doy = 228.0;
  double oestrid_start_doy = 182.0;
  double oestrid_end_doy = 232.0;
  double oestrid_shoulder_d = 7.0;
  double sea_breeze_k = 6.0;
  double sea_breeze_km = 12.0;

  static constexpr std::array<Parameter<Insects>, 16> table {{
    {"mosquito_from", &Insects::mosquito_from_c, "degC", 0, 15, "V", "White et al. 1975: above 6 in still air",
     "mosquitoes fly above this"},
    {"mosquito_full", &Insects::mosquito_full_c, "degC", 10, 30, "M high", "Russell et al. 1993", "full activity"},
    {"mosquito_calm", &Insects::mosquito_calm_m_s, "m s-1", 1, 20, "M high", "Russell et al. 1993; Walsh 1992",
     "wind at the animal that grounds mosquitoes"},
    {"oestrid_from", &Insects::oestrid_from_c, "degC", 5, 20, "V", "White et al. 1975: above 13",
     "oestrid flies fly above this"},
    {"oestrid_full", &Insects::oestrid_full_c, "degC", 13, 30, "M high", "Russell et al. 1993", "full activity"},
    {"oestrid_calm", &Insects::oestrid_calm_m_s, "m s-1", 1, 25, "M high", "Russell et al. 1993",
     "wind that grounds oestrids"},
    {"wind_at_animal", &Insects::wind_at_animal, "1", 0.6, 0.9, "D", "log profile, 2 m over 10 m, roughness 0.03 m",
     "wind at the animal over wind at 10 m"},
    {"emergence_days", &Insects::emergence_days, "d", 0, 40, "E", "2 to 3 weeks after snow-off",
     "no mosquitoes sooner after snow-off"},
    {"emergence_thaw", &Insects::emergence_degc_d, "degC d", 0, 500, "E", "100 to 150", "nor before this thaw sum"},
    {"mosquito_fade", &Insects::mosquito_fade_doy, "day of year", 180, 240, "E", "late July",
     "mosquitoes begin to wane"},
    {"mosquito_end", &Insects::mosquito_end_doy, "day of year", 190, 260, "E", "mid August", "and are gone"},
    {"oestrid_start", &Insects::oestrid_start_doy, "day of year", 150, 220, "E", "about 1 July",
     "oestrids on the wing"},
    {"oestrid_end", &Insects::oestrid_end_doy, "day of year", 200, 270, "E", "about 20 August", "oestrids gone"},
    {"oestrid_shoulder", &Insects::oestrid_shoulder_d, "d", 0.5, 30, "E", "",
     "they come up and die down, in a line, within this"},
    {"sea_breeze", &Insects::sea_breeze_k, "K", 0, 15, "E",
     "Dau 1986: mosquitoes rare within 1 km of the Beaufort coast",
     "how much cooler the shore is than the coarse weather says"},
    {"sea_breeze_reach", &Insects::sea_breeze_km, "km", 0.5, 60, "E", "Dau 1986: poor conditions within 20 km",
     "e-folding distance of that cooling"},
  }};
};

/// How active mosquitoes are by warmth: 0 below 6 degC, 1/13 there, 1 from 18 degC on [russell1993].
[[nodiscard]] landscape::WarmRamp mosquito_warm(const Insects& p) noexcept;
/// The same for oestrids: 0 up to 13 degC, 1 from 18 on.
[[nodiscard]] landscape::WarmRamp oestrid_warm(const Insects& p) noexcept;

/// 0..1: how little wind there is, 1 in still air, 0 from `limit_m_s` on; wind at animal height.
[[nodiscard]] float calm(float wind_m_s, double limit_m_s) noexcept;

/// Index 0..1 of mosquito harassment [russell1993 as used by CARMA], wind at animal height:
///   0 below 6 degC, else 1 - (18 - T) / 13 up to 1 at 18; times (6 - W) / 6, 0 above 6 m s-1.
/// (10 degC, 2 m s-1) gives 0.26; (6, 0) gives 0.08.
[[nodiscard]] float mosquito_index(const Insects& p, float temperature_c, float wind_m_s) noexcept;

/// The same for oestrids: from 13 to 18 degC, 1 - (18 - T) / 5; times (9 - W) / 9. (15, 3) gives 0.27.
[[nodiscard]] float oestrid_index(const Insects& p, float temperature_c, float wind_m_s) noexcept;

/// 0..1: are there mosquitoes yet, and still?
[[nodiscard]] float mosquito_season(const Insects& p, int days_since_snow_free, float thaw_degree_days,
                                    int day_of_year) noexcept;
/// 0..1: up within `oestrid_shoulder` of the first date, down within the same of the last.
[[nodiscard]] float oestrid_season(const Insects& p, int day_of_year) noexcept;

/// Where `hour` (0..24, local sun time) stands between the night's low at 3 (-1) and the day's high at 15 (1).
[[nodiscard]] float day_cosine(float hour) noexcept;

/// Air temperature at `hour`: a cosine from the low to the high.
[[nodiscard]] float temperature_at(float minimum_c, float maximum_c, float hour) noexcept;

/// How much cooler than the weather says, this far from the sea (K).
[[nodiscard]] float sea_breeze_k(const Insects& p, float coast_distance_km) noexcept;

// Inline, so that the loops over cells and animals can take several at once.

inline landscape::WarmRamp mosquito_warm(const Insects& p) noexcept
{
  const auto from = static_cast<float>(p.mosquito_from_c), full = static_cast<float>(p.mosquito_full_c);
  // The published ramp reaches 1/13 at its lower end, hence the span is one degree wider than from..full.
  return {from, full, 1.0f / std::max(full - from + 1.0f, 1e-3f)};
}

inline landscape::WarmRamp oestrid_warm(const Insects& p) noexcept
{
  const auto from = static_cast<float>(p.oestrid_from_c), full = static_cast<float>(p.oestrid_full_c);
  return {from, full, 1.0f / std::max(full - from, 1e-3f)};
}

inline float calm(float wind_m_s, double limit_m_s) noexcept
{
  const auto limit = static_cast<float>(limit_m_s);
  return std::max(limit - std::max(wind_m_s, 0.0f), 0.0f) / limit;
}

inline float mosquito_index(const Insects& p, float temperature_c, float wind_m_s) noexcept
{
  return mosquito_warm(p).at(temperature_c) * calm(wind_m_s, p.mosquito_calm_m_s);
}

inline float oestrid_index(const Insects& p, float temperature_c, float wind_m_s) noexcept
{
  return oestrid_warm(p).at(temperature_c) * calm(wind_m_s, p.oestrid_calm_m_s);
}

inline float mosquito_season(const Insects& p, int days_since_snow_free, float thaw_degree_days,
                             int day_of_year) noexcept
{
  if (static_cast<float>(days_since_snow_free) < static_cast<float>(p.emergence_days)) return 0.0f;
  if (thaw_degree_days < static_cast<float>(p.emergence_degc_d)) return 0.0f;
  const auto fade = static_cast<float>(p.mosquito_fade_doy), end = static_cast<float>(p.mosquito_end_doy);
  const auto today = static_cast<float>(day_of_year);
  return today <= fade ? 1.0f : std::clamp((end - today) / std::max(end - fade, 1.0f), 0.0f, 1.0f);
}

inline float oestrid_season(const Insects& p, int day_of_year) noexcept
{
  const auto today = static_cast<float>(day_of_year);
  const auto shoulder = static_cast<float>(p.oestrid_shoulder_d);
  const float rise = (today - static_cast<float>(p.oestrid_start_doy)) / shoulder;
  const float fall = (static_cast<float>(p.oestrid_end_doy) - today) / shoulder;
  return std::clamp(std::min(rise, fall), 0.0f, 1.0f);
}

inline float day_cosine(float hour) noexcept
{
  float sine = 0.0f, cosine = 0.0f;
  float turn = (hour - 15.0f) / 24.0f;
  if (turn < 0.0f) turn += 1.0f;
  sincos_turn_det(turn, sine, cosine);
  return cosine;
}

inline float temperature_at(float minimum_c, float maximum_c, float hour) noexcept
{
  return 0.5f * (minimum_c + maximum_c) + 0.5f * (maximum_c - minimum_c) * day_cosine(hour);
}

inline float sea_breeze_k(const Insects& p, float coast_distance_km) noexcept
{
  return static_cast<float>(p.sea_breeze_k) * exp_det(-coast_distance_km / static_cast<float>(p.sea_breeze_km));
}

}  // namespace rangifer::behaviour
