#pragma once
#include <span>
#include <vector>

#include "base/grid.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Kernel utilisation distribution of weighted points on the grid: a Gaussian of `bandwidth_km`, cut
/// at three bandwidths, normalised to sum to one.
[[nodiscard]] Field kernel_density(const Grid& grid, std::span<const float> x_m, std::span<const float> y_m,
                                   std::span<const float> weight, double bandwidth_km);

/// Area (km2) of the densest cells that together hold `share` of the distribution.
[[nodiscard]] double isopleth_area_km2(const Grid& grid, const Field& density, double share);

/// Area (km2) where the density is above its mean [griffith2002, remembered]; the mean is taken within the
/// 99 % isopleth, which is our reading: over all cells a kernel touches it would hang on where it is cut.
[[nodiscard]] double concentrated_area_km2(const Grid& grid, const Field& density);

/// What the births of one herd and year say. Shares are of births; June survival is NaN if the run
/// ended before 1 July.
[[nodiscard]] herd::ImpactYear impact_of(const landscape::Terrain& terrain, const landscape::Regions& regions,
                                         const landscape::Environment& environment, std::span<const herd::Birth> births,
                                         std::int32_t herd_index, int year, double bandwidth_km);

}  // namespace rangifer::engine
