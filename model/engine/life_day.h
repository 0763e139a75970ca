#pragma once
#include <vector>

#include "engine/destinations.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// What happened to the animals of one herd today.
struct LifeTally {
  std::int64_t born = 0;
  std::array<std::int64_t, herd::loss_count> lost {};
};

/// Morning: each animal reads its cues, changes season if they say so, chooses a winter area when it
/// turns south, and forgets yesterday's steps.
void morning(const Rules& rules, const landscape::Environment& environment, const Destinations& destinations, Day today,
             herd::Herd& animals);

/// Evening: births where the cow stands when she is due, deaths, weaning, conception. Births are added
/// to `births` in the order of mothers' ids; `tally` has one entry a herd.
void evening(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
             const landscape::Environment& environment, Day today, herd::Herd& animals,
             std::vector<herd::Birth>& births, std::vector<LifeTally>& tally);

}  // namespace rangifer::engine
