#pragma once
#include <cstdint>
#include <vector>

#include "base/calendar.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// What a day brings an agent, as bits; the cause of its death above them.
enum Fate : std::uint8_t { calf_dies = 1, dies = 2, gives_birth = 4 };

/// Why an agent whose fate says that it dies does so.
[[nodiscard]] herd::Loss cause_of(std::uint8_t fate) noexcept;

/// Draws for all agents at once what today brings each: hunger, wolves, hunters, age and chance for the grown; for
/// calves at heel what predation.h says; birth for those that are due and live. The causes of one agent's death share
/// one draw, so that none of them shifts another's luck.
[[nodiscard]] std::vector<std::uint8_t> fates(const Rules& rules, const landscape::Terrain& terrain,
                                              const landscape::Regions& regions, Day today, const herd::Herd& animals);

}  // namespace rangifer::engine
