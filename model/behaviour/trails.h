#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// Trails that many feet tread in snow: `[trails]` of a scenario.
struct Trails {
  double passages_per_km = 2000;
  double most = 0.65;
  double fresh_snow_m = 0.05;
  double block_km = 4.0;

  static constexpr std::array<Parameter<Trails>, 4> table {{
    {"passages", &Trails::passages_per_km, "km-1", 1, 1e6, "E",
     "a file of some fifty makes a trail, and a km holds some forty; no count is published",
     "animals passing through a km of width that take two thirds of what can be taken from the sinking"},
    {"most", &Trails::most, "1", 0, 0.95, "M med", "later animals pay far less, Fancy and White 1987; 50 to 80 %",
     "share of the snow depth that a trodden trail spares an animal"},
    {"fresh_snow", &Trails::fresh_snow_m, "m", 0.005, 2, "E", "", "fresh snow that buries a trodden trail"},
    {"block", &Trails::block_km, "km", 0.5, 50, "E", "wide enough for agents of 10 or 50 animals to tread alike",
     "passages are counted in blocks of this side, and smoothed over their neighbours"},
  }};
};

/// How well trodden the snow of a cell is, 0..1, after `passages_per_km` more animals per km of width:
///
///   1 - (1 - trail) exp(-passages / p.passages)
[[nodiscard]] inline float trodden(const Trails& p, float trail, float passages_per_km) noexcept
{
  return 1.0f - (1.0f - trail) * exp_det(-passages_per_km / static_cast<float>(p.passages_per_km));
}

/// What is left of a trail under `fresh_m` of new snow: a line that ends at fresh_snow.
[[nodiscard]] inline float snowed_on(const Trails& p, float trail, float fresh_m) noexcept
{
  return std::max(0.0f, trail - std::max(0.0f, fresh_m) / static_cast<float>(p.fresh_snow_m));
}

/// Depth of snow (m) as a walking animal finds it: the trail spares it a share of the true one.
[[nodiscard]] inline float walking_depth_m(const Trails& p, float depth_m, float trail) noexcept
{
  return depth_m * (1.0f - static_cast<float>(p.most) * trail);
}

}  // namespace rangifer::behaviour
