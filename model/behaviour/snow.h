#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// Snow by degree-days: `[snow]` of a scenario.
struct Snow {
  double all_snow_below_c = -1.0;
  double all_rain_above_c = 2.0;
  double degree_day_factor_mm = 4.0;
  double melt_threshold_c = -0.2;
  double gauge_undercatch = 1.2;
  double depletion_exponent = 0.5;
  double least_water_mm = 1.0;
  double bare_below_cover = 0.15;
  std::int64_t bare_days = 5;
  double taiga_density_kg_m3 = 217.0;

  static constexpr std::array<Parameter<Snow>, 10> table {{
    {"all_snow_below", &Snow::all_snow_below_c, "degC", -5, 2, "E", "common in degree-day models",
     "below this daily mean all precipitation is snow"},
    {"all_rain_above", &Snow::all_rain_above_c, "degC", 0, 6, "E", "common in degree-day models",
     "above this daily mean all precipitation is rain"},
    {"degree_day_factor", &Snow::degree_day_factor_mm, "mm degC-1 d-1", 1, 8, "M med",
     "2.5 to 4.5 [Hinzman and Kane 1991: 2.7 at Imnavait]; upper end, as melt there takes 7 to 10 days",
     "melt per degree and day"},
    {"melt_threshold", &Snow::melt_threshold_c, "degC", -2, 2, "M med", "-0.2 used at Imnavait",
     "melt begins above this air temperature"},
    {"gauge_undercatch", &Snow::gauge_undercatch, "1", 1, 3, "E",
     "gauges miss snow, wind takes some away again; end-of-winter water 50 to 200 mm [Kane 1997]",
     "factor on snowfall"},
    {"depletion_exponent", &Snow::depletion_exponent, "1", 0.1, 3, "E", "",
     "snow cover = (water / winter maximum) ^ exponent"},
    {"least_water", &Snow::least_water_mm, "mm", 0.01, 20, "E", "", "less snow water than this covers nothing"},
    {"bare_below_cover", &Snow::bare_below_cover, "1", 0.01, 0.6, "V", "ORNL Alaska-Yukon product: snow above 0.15",
     "ground counts as bare below this cover"},
    {"bare_days", &Snow::bare_days, "d", 1, 30, "V", "rule of thumb for MODIS",
     "days bare in a row that make the snow-free date"},
    {"taiga_density", &Snow::taiga_density_kg_m3, "kg m-3", 100, 400, "M high", "Sturm et al. 2010",
     "bulk density under trees"},
  }};
};

/// Lakes and rivers as a bridge: `[ice]` of a scenario.
struct Ice {
  double freeze_after_degc_d = 100.0;
  double breakup_after_degc_d = 60.0;

  static constexpr std::array<Parameter<Ice>, 2> table {{
    {"freeze_after", &Ice::freeze_after_degc_d, "degC d", 10, 500, "E", "",
     "frost sum after which ice bears an animal"},
    {"breakup_after", &Ice::breakup_after_degc_d, "degC d", 5, 500, "E", "", "thaw sum after which it no longer does"},
  }};
};

/// Degree-days towards the next change of state, and the state; both updated by a day's mean.
///
/// @param ice          1 while ice bears
/// @param degree_days  >= 0, of frost towards ice or of thaw towards open water; starts anew at a change
void ice_day(const Ice& p, float temperature_c, std::uint8_t& ice, float& degree_days) noexcept;

/// Share of precipitation that falls as snow, 0..1: linear between the two thresholds.
[[nodiscard]] float snow_share(const Snow& p, float temperature_c) noexcept;

/// Melt in mm d-1, >= 0, never more than `snow_water_mm`: degree-days of the hours above the threshold.
///
///   melt = factor * mean over the day of max(0, T(hour) - threshold)
///
/// T(hour) runs between the day's extremes as a cosine, taken every three hours: a day about freezing
/// melts at noon, which its mean alone would deny.
[[nodiscard]] float melt_mm(const Snow& p, float minimum_c, float maximum_c, float snow_water_mm) noexcept;

/// Snow-covered fraction by a depletion curve, 0..1.
///   cover = min(1, (water / winter maximum)^exponent), 0 below `least_water`
[[nodiscard]] float snow_cover(const Snow& p, float snow_water_mm, float snow_water_max_mm) noexcept;

/// Bulk density (kg m-3) of tundra snow [sturm2010]:
///   rho = (363 - 242.5) (1 - exp(-0.0029 h - 0.0049 d)) + 242.5
/// h depth in cm, d days counted from -92 (1 October) to 181 (30 June); 304 at 40 cm on 1 May.
[[nodiscard]] float tundra_snow_density(float depth_m, int day_of_year) noexcept;

/// What the day adds to the exponent of it: 0.0049 d. The same for all cells.
[[nodiscard]] float tundra_settling(int day_of_year) noexcept;

/// Depth (m) of `snow_water_mm` of water; in tundra the density that belongs to the depth is found by
/// three fixed-point rounds from 300 kg m-3 (within 1 %).
[[nodiscard]] float snow_depth_m(const Snow& p, float snow_water_mm, bool forest, int day_of_year) noexcept;
[[nodiscard]] float snow_depth_settled_m(const Snow& p, float snow_water_mm, bool forest, float settling) noexcept;

/// The other way: water (mm) in snow of that depth.
[[nodiscard]] float snow_water_in_mm(const Snow& p, float depth_m, bool forest, int day_of_year) noexcept;

// Inline, so that the loops over cells can take several at once.

inline void ice_day(const Ice& p, float temperature_c, std::uint8_t& ice, float& degree_days) noexcept
{
  const float towards = ice != 0 ? temperature_c : -temperature_c;
  degree_days = std::max(0.0f, degree_days + towards);
  const auto breakup = static_cast<float>(p.breakup_after_degc_d), freeze = static_cast<float>(p.freeze_after_degc_d);
  if (degree_days < (ice != 0 ? breakup : freeze)) return;
  ice = ice != 0 ? 0 : 1;
  degree_days = 0.0f;
}

inline float snow_share(const Snow& p, float temperature_c) noexcept
{
  const auto low = static_cast<float>(p.all_snow_below_c), high = static_cast<float>(p.all_rain_above_c);
  const float gradual = std::min(std::max((high - temperature_c) / (high - low), 0.0f), 1.0f);
  const float at_once = temperature_c < low ? 1.0f : 0.0f;
  return high <= low ? at_once : gradual;
}

inline float melt_mm(const Snow& p, float minimum_c, float maximum_c, float snow_water_mm) noexcept
{
  const auto threshold = static_cast<float>(p.melt_threshold_c);
  const float mean = 0.5f * (minimum_c + maximum_c), half_range = 0.5f * (maximum_c - minimum_c);
  // The eight hours 0, 3, .. 21 after the day's warmest, by their cosines; one by one, since a loop in it would keep
  // the cells of a row from being taken several at once.
  constexpr float slope = 0.70710678f;
  const auto above = [&](float cosine) { return std::max(0.0f, mean + half_range * cosine - threshold); };
  const float degrees = above(1.0f) + above(slope) + above(0.0f) + above(-slope) + above(-1.0f) + above(-slope) +
                        above(0.0f) + above(slope);
  const float melt = std::min(static_cast<float>(p.degree_day_factor_mm) * degrees / 8.0f, snow_water_mm);
  return maximum_c <= threshold || snow_water_mm <= 0.0f ? 0.0f : melt;
}

inline float snow_cover(const Snow& p, float snow_water_mm, float snow_water_max_mm) noexcept
{
  const auto least = static_cast<float>(p.least_water_mm);
  if (snow_water_mm < least) return 0.0f;
  const float share = std::min(1.0f, snow_water_mm / std::max(snow_water_max_mm, least));
  return exp_det(static_cast<float>(p.depletion_exponent) * log_det(share));
}

inline float tundra_settling(int day_of_year) noexcept
{
  // The published count runs from -92 (1 October) over 1 (1 January) to 181 (30 June).
  const int since = std::clamp(day_of_year > 200 ? day_of_year - 366 : day_of_year, -92, 181);
  return 0.0049f * static_cast<float>(since);
}

inline float settled_density(float depth_m, float settling) noexcept
{
  const float settled = 1.0f - exp_det(-0.0029f * depth_m * 100.0f - settling);
  return (363.0f - 242.5f) * settled + 242.5f;
}

inline float tundra_snow_density(float depth_m, int day_of_year) noexcept
{
  return settled_density(depth_m, tundra_settling(day_of_year));
}

inline float snow_depth_settled_m(const Snow& p, float snow_water_mm, bool forest, float settling) noexcept
{
  const float first = snow_water_mm / settled_density(snow_water_mm / 300.0f, settling);
  const float second = snow_water_mm / settled_density(first, settling);
  const float tundra = snow_water_mm / settled_density(second, settling);
  return forest ? snow_water_mm / static_cast<float>(p.taiga_density_kg_m3) : tundra;
}

inline float snow_depth_m(const Snow& p, float snow_water_mm, bool forest, int day_of_year) noexcept
{
  return snow_depth_settled_m(p, snow_water_mm, forest, tundra_settling(day_of_year));
}

inline float snow_water_in_mm(const Snow& p, float depth_m, bool forest, int day_of_year) noexcept
{
  return depth_m * (forest ? static_cast<float>(p.taiga_density_kg_m3) : tundra_snow_density(depth_m, day_of_year));
}

/// Days since the ground became bare for good this year, from the day of year it did (0: not yet); 0 before.
[[nodiscard]] inline int days_since_snow_free(int snow_free_doy, int day_of_year) noexcept
{
  return snow_free_doy > 0 ? day_of_year - snow_free_doy : 0;
}

}  // namespace rangifer::behaviour
