#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/selection_weight.h"

namespace rangifer::engine {

/// What the lanes read of a StepScene, as plain numbers and addresses.
struct LaneScene {
  const SelectionWeight* weights;  ///< all surfaces
  const std::int32_t* first_cell;  ///< [mode * aims + aim], -1 for a surface not in use
  std::int32_t aims;
  const float* length_m;         ///< [mode * slices + slice]: tentative step lengths
  const float* turn;             ///< the same: turns, fraction of a turn
  const float* walking_depth_m;  ///< snow, per cell
  float snow_slowing;            ///< per m
  float longest_m;
  float x_min_m, y_min_m, cells_per_m;
  float last_column, last_row;
  std::int32_t columns;
  std::int32_t candidates;  ///< 2 .. most_candidates
  std::uint64_t seed;
  std::uint32_t step;
};
inline constexpr int most_candidates = 128;

/// The attributes of the agents of a herd that the lanes read and write.
struct LaneAgents {
  const std::uint64_t* id;
  const std::uint8_t* mode;
  const std::uint16_t* aim;
  const float* stride;
  const float* longest_share;
  float* x_m;
  float* y_m;
  float* heading_turn;
  float* walked_km;
  std::int32_t* cell;
};

/// Moves agents [first, last) by one step, as many at a time as the processor has lanes.
using LaneStep = void (*)(const LaneScene& scene, const LaneAgents& agents, std::size_t first, std::size_t last);

/// The LaneStep for this processor (processor.h).
[[nodiscard]] LaneStep lane_step();

}  // namespace rangifer::engine
