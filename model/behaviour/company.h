#pragma once
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// How far an animal notices others: `[company]` of a scenario. What it makes of them is the beta `density` of
/// `[movement.<mode>]`.
struct Company {
  double block_km = 6.0;

  static constexpr std::array<Parameter<Company>, 1> table {{
    {"block", &Company::block_km, "km", 1, 50, "E",
     "no radius is known, Torney 2018; wide enough that 10 or 50 animals an agent make the same field",
     "animals are counted in blocks of this side, and smoothed over their neighbours"},
  }};
};

/// Company as selection has it: ln(1 + D) with D animals per km2, so that ten more matter to few, not to thousands.
[[nodiscard]] inline float company(float animals_per_km2) noexcept { return log_det(1.0f + animals_per_km2); }

}  // namespace rangifer::behaviour
