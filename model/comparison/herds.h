#pragma once
#include <span>
#include <vector>

#include "base/grid.h"
#include "comparison/growth.h"
#include "comparison/open_pair.h"

namespace rangifer::comparison {

/// How far the mothers of a herd were moved.
struct Displacement {
  Series mean_km, median_km;  ///< of each year's births
  Estimate mean, median;
  std::vector<Estimate> share_moved;                     ///< by more than each of moved_km
  double in_both = 0, base_only = 0, scenario_only = 0;  ///< calves
  [[nodiscard]] double births() const noexcept { return in_both + base_only + scenario_only; }
};

/// The calving grounds of a herd: calves a year and km2, smoothed; and how each year's two overlap.
struct Ground {
  Field density_base, density_scenario;  ///< means over years and pairs
  Field births_base, births_scenario;    ///< calves born in the cell in a year
  Series affinity, intersection;
  Estimate affinity_mean, intersection_mean;
};

/// Births of each pair, paired by mother and year.
struct PairedBirths {
  std::vector<BirthsOfPair> births;               ///< what the rows point into
  std::vector<std::vector<PairedBirth>> of_pair;  ///< by year, herd and mother
  std::vector<std::vector<int>> years;            ///< of each pair, as many of all
};
[[nodiscard]] PairedBirths pair_all_births(std::span<const OpenPair> pairs);

[[nodiscard]] Displacement displacement(const PairedBirths& births, std::size_t herd, const Resamples& resamples);

/// @param bandwidth_km  of the runs' kernel
[[nodiscard]] Ground calving_ground(const PairedBirths& births, std::size_t herd, const Grid& grid, double bandwidth_km,
                                    const Resamples& resamples);

/// Yearly log growth of a herd in each pair.
struct GrowthYears {
  Series base, scenario;
};
[[nodiscard]] GrowthYears read_growth(std::span<const OpenPair> pairs, std::size_t herd);

}  // namespace rangifer::comparison
