#pragma once
#include <algorithm>
#include <array>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// Rain on snow that freezes over the forage: `[icing]` of a scenario.
struct Icing {
  double rain_mm = 2.0;
  double least_snow_mm = 5.0;
  double covered_by_mm = 10.0;
  double locked = 0.5;

  static constexpr std::array<Parameter<Icing>, 4> table {{
    {"rain", &Icing::rain_mm, "mm d-1", 0.1, 30, "E", "1 to 3", "rain in a day that makes ice on freezing"},
    {"least_snow", &Icing::least_snow_mm, "mm", 0.1, 100, "E", "5", "snow water below which there is no crust"},
    {"covered_by", &Icing::covered_by_mm, "mm", 1, 100, "E", "10 cm of new snow at 100 kg m-3",
     "new snow (water) after which a crust no longer counts"},
    {"locked", &Icing::locked, "1", 0, 1, "E", "0.3 to 0.7", "share of the forage under a crust that is out of reach"},
  }};
};

/// The crust of tomorrow morning, 0 (none) to 1: whole after rain on snow in a day that froze, less by each new snow,
/// gone with the snow. Frost is the day's minimum at or below 0 degC: the day's own night stands for the next one.
///
/// @param rain_mm, snowfall_mm  of today, water
[[nodiscard]] inline float icing_day(const Icing& p, float icing, float rain_mm, float snowfall_mm,
                                     float temperature_min_c, float snow_water_mm) noexcept
{
  const bool on_snow = snow_water_mm > static_cast<float>(p.least_snow_mm);
  const bool event = rain_mm >= static_cast<float>(p.rain_mm) && temperature_min_c <= 0.0f;
  const float covered = icing - snowfall_mm / static_cast<float>(p.covered_by_mm);
  return !on_snow ? 0.0f : event ? 1.0f : std::max(covered, 0.0f);
}

}  // namespace rangifer::behaviour
