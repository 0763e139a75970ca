#pragma once
#include <span>
#include <vector>

#include "base/grid.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// What the births of one herd and year say. Shares are of births; June survival is NaN if the run
/// ended before 1 July.
[[nodiscard]] herd::ImpactYear impact_of(const landscape::Terrain& terrain, const landscape::Regions& regions,
                                         const landscape::Environment& environment, std::span<const herd::Birth> births,
                                         std::int32_t herd_index, int year, double bandwidth_km);

}  // namespace rangifer::engine
