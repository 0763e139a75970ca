#include "behaviour/green_up.h"

#include <algorithm>

#include "base/deterministic_math.h"

namespace rangifer::behaviour {

float greenness(const GreenUp& p, float thaw_degree_days, int day_of_year) noexcept
{
  const auto half = static_cast<float>(p.half_at_degc_d), spread = static_cast<float>(p.spread_degc_d);
  const float none = logistic_det(-half / spread);
  const float grown = (logistic_det((thaw_degree_days - half) / spread) - none) / (1.0f - none);
  const float late = static_cast<float>(day_of_year) - static_cast<float>(p.frost_after_doy);
  const float fade = late > 0.0f ? exp_det(-late / static_cast<float>(p.senescence_days)) : 1.0f;
  return std::clamp(grown * fade, 0.0f, 1.0f);
}

float ndvi(const GreenUp& p, float green, bool forest) noexcept
{
  const auto bare = static_cast<float>(p.ndvi_bare);
  const auto full = static_cast<float>(forest ? p.ndvi_full_forest : p.ndvi_full_tundra);
  return bare + (full - bare) * green;
}

float greenness_of_ndvi(const GreenUp& p, float ndvi, bool forest) noexcept
{
  const auto bare = static_cast<float>(p.ndvi_bare);
  const auto full = static_cast<float>(forest ? p.ndvi_full_forest : p.ndvi_full_tundra);
  return std::clamp((ndvi - bare) / (full - bare), 0.0f, 1.0f);
}

}  // namespace rangifer::behaviour
