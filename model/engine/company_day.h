#pragma once
#include "engine/block_density.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/presence.h"

namespace rangifer::engine {

/// Whether any movement mode heeds other animals.
[[nodiscard]] bool heeds_company(const behaviour::ModeTable& modes) noexcept;

/// Notes how many animals of all herds there are around each cell this morning, as ln(1 + animals per km2). Calves at
/// heel do not count: whom they follow does.
void company_day(const Rules& rules, const herd::Herd& animals, BlockDensity& density, landscape::Presence& presence);

}  // namespace rangifer::engine
