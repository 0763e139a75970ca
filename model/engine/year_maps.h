#pragma once
#include "base/grid.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The maps of a year as it ends, but for those of the herds' calving; nothing is said of the sea.
/// @param births  calves born in each cell
[[nodiscard]] herd::YearMaps year_maps(const landscape::Terrain& terrain, const landscape::Environment& seen,
                                       const Field& births, int year);

}  // namespace rangifer::engine
