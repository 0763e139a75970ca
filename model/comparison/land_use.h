#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "comparison/herds.h"

namespace rangifer::comparison {

/// A band of distance to infrastructure.
struct Band {
  std::string_view name;
  double from_km, to_km;
};
/// Side by side, then cumulated.
inline constexpr double beyond_all_km = 50;  // where map/infrastructure_distance ends
inline constexpr std::array<Band, 9> bands {{
  {"0-1 km", 0, 1},
  {"1-2 km", 1, 2},
  {"2-5 km", 2, 5},
  {"5-10 km", 5, 10},
  {"10-20 km", 10, 20},
  {"20-50 km", 20, beyond_all_km},
  {"within 1 km", 0, 1},
  {"within 2 km", 0, 2},
  {"within 5 km", 0, 5},
}};
inline constexpr std::size_t within_1_km = 6, within_5_km = 8, from_5_to_10_km = 3;

/// What a scenario has of something for each such of the base.
struct RelativeUse {
  double base = none, scenario = none;
  Estimate ratio;
};

/// Use by distance to the infrastructure of the scenario.
struct NearInfrastructure {
  std::array<double, bands.size()> area_km2 {};
  std::vector<std::array<RelativeUse, bands.size()>> births;  ///< [herd]: calves a year
  std::vector<std::array<RelativeUse, bands.size()>> use;     ///< [herd * seasons + season]: animal-days of the run
};

/// Nothing if a scenario's result holds no map/infrastructure_distance.
[[nodiscard]] std::optional<NearInfrastructure> near_infrastructure(std::span<const OpenPair> pairs,
                                                                    const PairedBirths& births,
                                                                    const Resamples& resamples);

/// Animal-days [herd][season][cell] over the run, scenario less base, mean over the pairs.
[[nodiscard]] std::vector<float> use_difference(std::span<const OpenPair> pairs);

}  // namespace rangifer::comparison
