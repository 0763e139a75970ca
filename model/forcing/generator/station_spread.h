#pragma once
#include <span>
#include <vector>

#include "forcing/space/places.h"

namespace rangifer::forcing {

/// Carries what is known at stations to other places: ordinary kriging with a Gaussian kernel,
///
///   value(p) = mean + sum_i w_i exp(-(|p - station_i| / range)^2),   (K + nugget I) w = known - mean
///
/// where `mean` is the best constant, so that a crowd of stations weighs no more than a lone one. Near a
/// station its value holds (short of the nugget: neighbours that disagree are reconciled), far from all
/// of them the mean.
///
/// @param stations  in the CRS of `at`, a projected one
/// @param nugget  > 0: variance of what stations do not share with their surroundings, over that which they do
/// @param known  a value a station, NaN where it has none; at least one is known
/// @param at     where values are wanted
[[nodiscard]] std::vector<double> spread_stations(const Places& stations, std::span<const double> known, double range_m,
                                                  double nugget, const Places& at);

}  // namespace rangifer::forcing
