#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace rangifer::comparison {

/// A birth of an agent as a result tells it.
struct Birth {
  std::int64_t mother = 0;
  int year = 0;
  std::int32_t herd = 0;
  double animals = 0;  ///< calves that it stands for
  float x_m = 0, y_m = 0, lat_deg = 0, lon_deg = 0;
  double alive_end_of_june = 0;  ///< of `animals`; NaN if the run does not tell
};

/// The same mother in the same year: where she gives birth in the base and where in the scenario.
struct PairedBirth {
  const Birth* base = nullptr;      ///< null: she gives birth in the scenario only
  const Birth* scenario = nullptr;  ///< null: in the base only

  [[nodiscard]] const Birth& any() const noexcept { return base != nullptr ? *base : *scenario; }
  [[nodiscard]] bool both() const noexcept { return base != nullptr && scenario != nullptr; }
  /// Between the two places, in the plane of the projection; NaN if there is but one.
  [[nodiscard]] double displacement_km() const noexcept;
};

/// By year, herd and mother. What is returned points into the spans.
[[nodiscard]] std::vector<PairedBirth> pair_births(std::span<const Birth> base, std::span<const Birth> scenario);

/// How far apart distances must lie to count as moved.
inline constexpr double moved_km[] = {1, 5, 20};
inline constexpr std::size_t moved_classes = std::size(moved_km);

/// What the births of one herd in one year of one pair say, weighed by calves.
struct Moved {
  double paired = 0, only_base = 0, only_scenario = 0;  ///< calves
  double mean_km, median_km;                            ///< of the paired births; NaN without any
  double share[moved_classes];                          ///< of them, moved by more than moved_km
};
[[nodiscard]] Moved moved(std::span<const PairedBirth> births);

}  // namespace rangifer::comparison
