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
};

/// Without any jurisdiction there is nothing to sum, and that residual is 0.
/// @throws RunError if the herd is not counted once per region
[[nodiscard]] Audit audit(const herd::HerdDay& today, std::span<const landscape::Region> regions);

/// A broken law fails the run.
/// @throws RunError with day, herd and both numbers if a residual is not 0
void require_balanced(const Audit& audit, Day day, std::string_view herd);

}  // namespace rangifer::record
