#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// Green-up by thaw degree-days, where no NDVI is supplied: `[green_up]` of a scenario.
struct GreenUp {
  double half_at_degc_d = 110.0;
  double spread_degc_d = 25.0;
  double ndvi_bare = 0.15;
  double ndvi_full_tundra = 0.62;
  double ndvi_full_forest = 0.68;
  double frost_after_doy = 235.0;
  double senescence_days = 20.0;

  static constexpr std::array<Parameter<GreenUp>, 7> table {{
    {"half_at", &GreenUp::half_at_degc_d, "degC d", 20, 400, "E", "80 to 150; Swanson 2017 for the method",
     "thaw degree-days since snow-off at half green-up"},
    {"spread", &GreenUp::spread_degc_d, "degC d", 2, 150, "E", "20 to 30", "how gradual green-up is (logistic scale)"},
    {"ndvi_bare", &GreenUp::ndvi_bare, "1", -0.2, 0.5, "E", "brown tundra", "NDVI of bare ground before green-up"},
    {"ndvi_full_tundra", &GreenUp::ndvi_full_tundra, "1", 0.1, 1, "E", "Raynolds 2012 scale: 0.62 is about 0.38 kg m-2",
     "NDVI of tundra at its peak"},
    {"ndvi_full_forest", &GreenUp::ndvi_full_forest, "1", 0.1, 1, "E", "", "NDVI of open taiga at its peak"},
    {"senescence_from", &GreenUp::frost_after_doy, "day of year", 200, 300, "E", "late August", "plants begin to fade"},
    {"senescence_days", &GreenUp::senescence_days, "d", 1, 90, "E", "", "e-folding time of fading"},
  }};
};

/// 0..1: G = 1 / (1 + exp(-(tdd - half) / spread)), scaled so that G(0) = 0; fades from late August.
[[nodiscard]] float greenness(const GreenUp& p, float thaw_degree_days, int day_of_year) noexcept;

/// NDVI of a cell: bare to full with greenness; snow-covered ground counts as bare.
[[nodiscard]] float ndvi(const GreenUp& p, float green, bool forest) noexcept;

/// 0..1: the greenness whose ndvi() a measured NDVI is; below bare ground 0, above full 1.
[[nodiscard]] float greenness_of_ndvi(const GreenUp& p, float ndvi, bool forest) noexcept;

// Inline, so that the loops over cells can take several at once.

/// What greenness() is on one day: the same for all cells.
struct GreenDay {
  float half, spread;
  float none;  ///< of the logistic without any thaw
  float fade;

  GreenDay(const GreenUp& p, int day_of_year) noexcept
      : half {static_cast<float>(p.half_at_degc_d)},
        spread {static_cast<float>(p.spread_degc_d)},
        none {logistic_det(-half / spread)}
  {
    const float late = static_cast<float>(day_of_year) - static_cast<float>(p.frost_after_doy);
    fade = late > 0.0f ? exp_det(-late / static_cast<float>(p.senescence_days)) : 1.0f;
  }
  [[nodiscard]] float at(float thaw_degree_days) const noexcept
  {
    const float grown = (logistic_det((thaw_degree_days - half) / spread) - none) / (1.0f - none);
    return std::min(std::max(grown * fade, 0.0f), 1.0f);
  }
};

inline float greenness(const GreenUp& p, float thaw_degree_days, int day_of_year) noexcept
{
  return GreenDay(p, day_of_year).at(thaw_degree_days);
}

inline float ndvi(const GreenUp& p, float green, bool forest) noexcept
{
  const auto bare = static_cast<float>(p.ndvi_bare);
  const auto full = static_cast<float>(forest ? p.ndvi_full_forest : p.ndvi_full_tundra);
  return bare + (full - bare) * green;
}

inline float greenness_of_ndvi(const GreenUp& p, float ndvi, bool forest) noexcept
{
  const auto bare = static_cast<float>(p.ndvi_bare);
  const auto full = static_cast<float>(forest ? p.ndvi_full_forest : p.ndvi_full_tundra);
  return std::clamp((ndvi - bare) / (full - bare), 0.0f, 1.0f);
}

}  // namespace rangifer::behaviour
