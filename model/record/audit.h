#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/calendar.h"
#include "herd/report.h"
#include "landscape/regions.h"

namespace rangifer::record {

/// The books of one herd on one day.
struct Audit {
  std::int64_t alive_before = 0;
  std::int64_t born = 0;
  std::int64_t lost = 0;
  std::int64_t alive = 0;
  std::int64_t residual = 0;               ///< alive_before + born - lost - alive: 0
  std::int64_t jurisdiction_residual = 0;  ///< sum over the jurisdictions - alive: 0
  double energy_in_mj = 0;
  double energy_spent_mj = 0;
  double energy_stored_mj = 0;
  double energy_residual_mj = 0;  ///< in - spent - stored: rounding
  double energy_worst_mj = 0;     ///< largest of one animal

  /// What rounding of one animal's pools can come to in a day is a hundredth of this.
  static constexpr double energy_tolerance_mj = 1e-3;
};

/// Without any jurisdiction there is nothing to sum, and that residual is 0.
/// @throws RunError if the herd is not counted once per region
[[nodiscard]] Audit audit(const herd::HerdDay& today, std::span<const landscape::Region> regions);

/// A broken law fails the run.
/// @throws RunError with day, herd and both numbers if a residual is not 0
void require_balanced(const Audit& audit, Day day, std::string_view herd);

}  // namespace rangifer::record
