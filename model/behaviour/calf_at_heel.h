#pragma once
#include <algorithm>
#include <array>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// How a newborn slows its mother: `[calf_at_heel]` of a scenario.
struct CalfAtHeel {
  double speed_at_birth = 0.18;
  double recovery_d = 28;
  double calf_fastest_km_h = 1.0;
  double keeps_up_d = 35;

  static constexpr std::array<Parameter<CalfAtHeel>, 4> table {{
    {"speed_at_birth", &CalfAtHeel::speed_at_birth, "1", 0.02, 1, "E",
     "the drop is abrupt, DeMars 2013; default: post-calving steps then begin as long as those of the calving days",
     "speed of a mother at the end of the calving days, over that without a calf"},
    {"recovery", &CalfAtHeel::recovery_d, "d", 1, 120, "M med", "3 to 6 weeks, DeMars 2013, Cameron 2018, TuktuTools",
     "days from birth until a mother is as fast as without a calf; a line in between"},
    {"calf_fastest", &CalfAtHeel::calf_fastest_km_h, "km h-1", 0.05, 10, "E", "a newborn runs, but not for hours",
     "no step of a mother is faster than this on the day of birth"},
    {"keeps_up", &CalfAtHeel::keeps_up_d, "d", 1, 365, "E", "three to eight weeks",
     "days from birth until a calf is as fast as longest_step; a line in between"},
  }};
};

/// Factor on the tentative steps of a mother whose calf was born `age_days` ago:
///
///   stride = s + (1 - s) clamp((t - calving) / (recovery - calving), 0, 1)        s: speed_at_birth
///
/// After DeMars et al. 2013 and Cameron et al. 2018, whose line rises from the day of birth. Here the first `calving_d`
/// days are a season with short steps of its own, which is the foot of the line: stride is 1 in them (see `calving`)
/// and the line begins where they end, so that nothing is slowed twice.
///
/// @param calving_d  length of the calving season, days
/// @param calving    whether the mother is in it
/// @return speed_at_birth .. 1
[[nodiscard]] inline float stride(const CalfAtHeel& p, double calving_d, bool calving, int age_days) noexcept
{
  if (calving) return 1.0f;
  const auto slowest = static_cast<float>(p.speed_at_birth);
  const auto foot = static_cast<float>(calving_d);
  const float days = std::max(static_cast<float>(p.recovery_d) - foot, 1.0f);
  return slowest + (1.0f - slowest) * std::clamp((static_cast<float>(age_days) - foot) / days, 0.0f, 1.0f);
}

/// Longest step of such a mother, as a share of that of other animals: the speed a calf can keep over it
///
///   v + (V - v) min(1, t / keeps_up)        v: calf_fastest, V: fastest of all
///
/// @param fastest_km_h  the longest step over its duration, > 0
/// @return 0 .. 1, above 0
[[nodiscard]] inline float longest_share(const CalfAtHeel& p, double fastest_km_h, int age_days) noexcept
{
  const auto newborn = static_cast<float>(std::min(p.calf_fastest_km_h / fastest_km_h, 1.0));
  const float grown = std::clamp(static_cast<float>(age_days) / static_cast<float>(p.keeps_up_d), 0.0f, 1.0f);
  return newborn + (1.0f - newborn) * grown;
}

}  // namespace rangifer::behaviour
