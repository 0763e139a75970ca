#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/move.h"
#include "herd/herd.h"

namespace rangifer::engine {

/// Agents that one thread moves at a time: many lanes, and few enough that threads end together.
inline constexpr std::size_t agents_per_block = 256;
/// What a cell holds comes from memory in the time of so many agents.
inline constexpr std::size_t fetched_ahead = 12;

/// Where the agents of a block stood before a step, and what they had met and walked today by then.
struct BeforeStep {
  std::array<std::int32_t, agents_per_block> cell;
  std::array<float, agents_per_block> x_m, y_m, walked_km, mosquito, oestrid;
};

void look_before(const herd::Herd& animals, std::size_t first, std::size_t last, BeforeStep& before) noexcept;

/// Adds to each agent of a block what the step has cost it and what its feeding time offered: the path over the ground
/// at both ends, uphill between them, forage at the end less what insects cost in time.
void note_work(const StepScene& scene, const BeforeStep& before, std::size_t first, std::size_t last,
               herd::Herd& animals) noexcept;

}  // namespace rangifer::engine
