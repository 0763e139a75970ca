#pragma once
#include "engine/block_density.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/presence.h"

namespace rangifer::engine {

/// Today's snow on the trails: new snow buries them, and where there is none they are gone. Also makes the depth that
/// walking animals find.
void bury_trails(const behaviour::Trails& rules, const landscape::Environment& environment,
                 landscape::Presence& presence);

/// Treads trails where animals have walked today, on snow. A width of a km is passed by as many animals as walk km in
/// a km2, which is counted from where they stand in the evening and how far they have walked.
void tread_trails(const Rules& rules, const herd::Herd& animals, const landscape::Environment& environment,
                  BlockDensity& density, landscape::Presence& presence);

}  // namespace rangifer::engine
