#pragma once
#include <cstddef>

#include "engine/ground.h"

namespace rangifer::engine {

/// What ground is made of on one day.
struct GroundDay {
  const Rules& rules;
  const landscape::Terrain& terrain;
  const landscape::Weather& weather;
  const landscape::Environment& environment;
  const landscape::Presence& presence;
  std::int32_t today;  ///< day number
  int day_of_year;
};

/// Makes `n` cells side by side from cell `first` on. Nobody stands in the sea: its cells stay empty.
using GroundLoop = void (*)(const GroundDay& day, std::size_t first, std::size_t n, GroundCell* out);

/// The one for this processor (processor.h).
[[nodiscard]] GroundLoop ground_loop();

}  // namespace rangifer::engine
