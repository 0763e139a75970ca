#pragma once
#include <span>

#include "base/grid.h"

/// Utilisation distributions on the grid: what share of its use each cell gets.
namespace rangifer::utilisation {

/// Kernel utilisation distribution of weighted points on the grid: a Gaussian of `bandwidth_km`, cut
/// at five bandwidths, normalised to sum to one.
[[nodiscard]] Field kernel_density(const Grid& grid, std::span<const float> x_m, std::span<const float> y_m,
                                   std::span<const float> weight, double bandwidth_km);

/// Area (km2) of the densest cells that together hold `share` of the distribution.
[[nodiscard]] double isopleth_area_km2(const Grid& grid, const Field& density, double share);

/// Area (km2) where the density is above its mean [griffith2002, remembered]; the mean is taken within the
/// 99 % isopleth, which is our reading: over all cells a kernel touches it would hang on where it is cut.
[[nodiscard]] double concentrated_area_km2(const Grid& grid, const Field& density);

/// Bhattacharyya affinity of two distributions, the sum of sqrt(p q) [fieberg2005]: 0 apart, 1 alike. NaN if one is
/// empty.
[[nodiscard]] double bhattacharyya_affinity(const Field& p, const Field& q);

/// Volume of intersection of two distributions, the sum of min(p, q) [fieberg2005]: 0 apart, 1 alike. NaN if one is
/// empty.
[[nodiscard]] double volume_of_intersection(const Field& p, const Field& q);

/// The density that the cells of an isopleth reach at least: those at or above it together hold `share`. Infinite if
/// the distribution is empty.
[[nodiscard]] float isopleth_level(const Field& density, double share);

/// For each cell the smallest isopleth that holds it: the share of the distribution in cells at least as dense, 0..1.
/// The line at 0.95 is the edge of the 95 % isopleth. NaN where the density is 0.
[[nodiscard]] Field isopleths(const Field& density);

/// The density that cells of the concentrated ground lie above, see concentrated_area_km2(). Infinite if the
/// distribution is empty.
[[nodiscard]] float concentrated_level(const Field& density);

}  // namespace rangifer::utilisation
