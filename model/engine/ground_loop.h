#pragma once
#include <cstddef>

#include "behaviour/forage.h"
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
  const behaviour::Grazing* grazing = nullptr;  ///< of all cells of the grid, if somebody has worked it out
};

/// Loops over `n` cells side by side from cell `first` on, for one processor level.
struct GroundLoops {
  /// What a minute of feeding gives there, whatever is built over it.
  void (*grazing)(const GroundDay& day, std::size_t first, std::size_t n, behaviour::Grazing* out);
  /// Makes the cells. Nobody stands in the sea: its cells stay empty.
  void (*ground)(const GroundDay& day, std::size_t first, std::size_t n, GroundCell* out);
};

/// Those for this processor (processor.h).
[[nodiscard]] GroundLoops ground_loops();

}  // namespace rangifer::engine
