#include "behaviour/snow.h"

#include "base/deterministic_math.h"

namespace rangifer::behaviour {

void ice_day(const Ice& p, float temperature_c, std::uint8_t& ice, float& degree_days) noexcept
{
  const float towards = ice != 0 ? temperature_c : -temperature_c;
  degree_days = std::max(0.0f, degree_days + towards);
  const double needed = ice != 0 ? p.breakup_after_degc_d : p.freeze_after_degc_d;
  if (static_cast<double>(degree_days) < needed) return;
  ice = ice != 0 ? 0 : 1;
  degree_days = 0.0f;
}

float snow_share(const Snow& p, float temperature_c) noexcept
{
  const auto low = static_cast<float>(p.all_snow_below_c), high = static_cast<float>(p.all_rain_above_c);
  if (high <= low) return temperature_c < low ? 1.0f : 0.0f;
  return std::clamp((high - temperature_c) / (high - low), 0.0f, 1.0f);
}

float melt_mm(const Snow& p, float minimum_c, float maximum_c, float snow_water_mm) noexcept
{
  const auto threshold = static_cast<float>(p.melt_threshold_c);
  if (maximum_c <= threshold || snow_water_mm <= 0.0f) return 0.0f;
  // Cosine of the eight hours 0, 3, .. 21 after the day's warmest.
  constexpr std::array<float, 8> course {1.0f, 0.70710678f, 0.0f, -0.70710678f, -1.0f, -0.70710678f, 0.0f, 0.70710678f};
  const float mean = 0.5f * (minimum_c + maximum_c), half_range = 0.5f * (maximum_c - minimum_c);
  float degrees = 0.0f;
  for (const float c : course) degrees += std::max(0.0f, mean + half_range * c - threshold);
  return std::min(static_cast<float>(p.degree_day_factor_mm) * degrees / 8.0f, snow_water_mm);
}

float snow_cover(const Snow& p, float snow_water_mm, float snow_water_max_mm) noexcept
{
  if (snow_water_mm < 1.0f) return 0.0f;
  const float share = std::min(1.0f, snow_water_mm / std::max(snow_water_max_mm, 1.0f));
  return exp_det(static_cast<float>(p.depletion_exponent) * log_det(share));
}

float tundra_snow_density(float depth_m, int day_of_year) noexcept
{
  // The published count runs from -92 (1 October) over 1 (1 January) to 181 (30 June).
  const int since = std::clamp(day_of_year > 200 ? day_of_year - 366 : day_of_year, -92, 181);
  const float settled = 1.0f - exp_det(-0.0029f * depth_m * 100.0f - 0.0049f * static_cast<float>(since));
  return (363.0f - 242.5f) * settled + 242.5f;
}

float snow_depth_m(const Snow& p, float snow_water_mm, bool forest, int day_of_year) noexcept
{
  if (forest) return snow_water_mm / static_cast<float>(p.taiga_density_kg_m3);
  float depth = snow_water_mm / 300.0f;
  for (int round = 0; round < 3; ++round) depth = snow_water_mm / tundra_snow_density(depth, day_of_year);
  return depth;
}

float snow_water_in_mm(const Snow& p, float depth_m, bool forest, int day_of_year) noexcept
{
  return depth_m * (forest ? static_cast<float>(p.taiga_density_kg_m3) : tundra_snow_density(depth_m, day_of_year));
}

}  // namespace rangifer::behaviour
