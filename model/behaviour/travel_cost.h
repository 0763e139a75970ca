#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// What it costs to get about: `[travel]` of a scenario.
struct Travel {
  double dry_j = 2.25;
  double wet_j = 2.75;
  double climb_j = 24.0;
  double brisket_m = 0.58;
  double support_from_kg_m3 = 150.0;
  double support_full_kg_m3 = 330.0;
  double deepest_percent = 100.0;

  static constexpr std::array<Parameter<Travel>, 7> table {{
    {"dry", &Travel::dry_j, "J kg-1 m-1", 1.8, 2.7, "V", "White and Yousef 1978: 0.112 ml O2 g-1 km-1 at 20.1 J ml-1",
     "net cost of walking on dry tundra"},
    {"wet", &Travel::wet_j, "J kg-1 m-1", 2.2, 3.3, "V", "White and Yousef 1978: 0.137 ml O2 g-1 km-1",
     "net cost of walking on wet tundra, which the plain is taken to be"},
    {"climb", &Travel::climb_j, "J kg-1 m-1", 20, 30, "D", "gravity over an efficiency of 0.40 to 0.45",
     "cost of a metre uphill, on top of walking"},
    {"brisket", &Travel::brisket_m, "m", 0.4, 0.8, "M med", "55 to 60 cm in adult cows",
     "height of the brisket above the ground"},
    {"support_from", &Travel::support_from_kg_m3, "kg m-3", 0, 300, "E", "fresh snow bears nobody",
     "snow less dense than this gives no support"},
    {"support_full", &Travel::support_full_kg_m3, "kg m-3", 200, 500, "E",
     "329 bears a Dall's sheep; caribou tread more lightly: 250 to 330", "snow of this density bears an animal"},
    {"deepest", &Travel::deepest_percent, "%", 60, 150, "M med", "where the measurements of Parker 1984 end",
     "sinking depth over brisket height counts no more than this"},
  }};
};

/// Depth (m) to which an animal sinks: all of it in snow without support, none in snow that bears it.
/// @param density_kg_m3  bulk density, > 0
[[nodiscard]] inline float sinking_depth_m(const Travel& p, float depth_m, float density_kg_m3) noexcept
{
  const auto from = static_cast<float>(p.support_from_kg_m3), full = static_cast<float>(p.support_full_kg_m3);
  const float support = std::clamp((density_kg_m3 - from) / std::max(full - from, 1.0f), 0.0f, 1.0f);
  return depth_m * (1.0f - support);
}

/// Factor (>= 1) by which snow raises the cost of walking [parker1984]:
///
///   1 + Y / 100,  Y = (0.71 + 2.6 (rho - 0.2)) R exp((0.019 + 0.016 (rho - 0.2)) R)
///
/// with R the sinking depth in per cent of brisket height and rho in g cm-3: mule deer and elk, the curve that caribou
/// share (exponential in depth, Fancy and White 1987). At 0.30 g cm-3 and R of 10, 20, 40, 60, 80: +12, 29, 88, 200,
/// 403 %.
[[nodiscard]] inline float snow_walking_factor(const Travel& p, float sinking_m, float density_kg_m3) noexcept
{
  const float percent =
    std::min(100.0f * sinking_m / static_cast<float>(p.brisket_m), static_cast<float>(p.deepest_percent));
  const float denser = density_kg_m3 / 1000.0f - 0.2f;
  const float more = (0.71f + 2.6f * denser) * percent * exp_det((0.019f + 0.016f * denser) * percent);
  return 1.0f + std::max(more, 0.0f) / 100.0f;
}

/// Net cost (J kg-1 m-1, the same number in kJ kg-1 km-1) of walking here today.
/// @param wet             0..1, share of wet ground
/// @param snow_depth_m    of snow as it is walked in: trails are trodden down
/// @param density_kg_m3   bulk density of the snow, > 0
[[nodiscard]] inline float walking_cost_j(const Travel& p, float wet, float snow_depth_m, float density_kg_m3) noexcept
{
  const auto dry = static_cast<float>(p.dry_j);
  const float bare = dry + (static_cast<float>(p.wet_j) - dry) * wet;
  const float in_snow = dry * snow_walking_factor(p, sinking_depth_m(p, snow_depth_m, density_kg_m3), density_kg_m3);
  return snow_depth_m < 0.01f ? bare : in_snow;
}

}  // namespace rangifer::behaviour
