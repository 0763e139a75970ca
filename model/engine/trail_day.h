#pragma once
#include "engine/block_density.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/environment.h"

namespace rangifer::engine {

/// Today's snow on the trails of the cells [first, last): new snow buries them, and where there is none they are gone.
/// Also makes the depth that walking animals find.
/// @param depth_before  snow depth of yesterday in these cells
/// @returns whether any trail has changed
bool bury_trails(const behaviour::Trails& rules, const float* depth_before, std::size_t first, std::size_t last,
                 landscape::Environment& environment);

/// Treads trails where animals have walked today, on snow. A width of a km is passed by as many animals as walk km in
/// a km2, which is counted from where they stand in the evening and how far they have walked.
void tread_trails(const Rules& rules, const herd::Herd& animals, BlockDensity& density,
                  landscape::Environment& environment);

}  // namespace rangifer::engine
