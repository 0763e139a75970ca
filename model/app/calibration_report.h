#pragma once
#include <string>
#include <vector>

#include "app/calibration.h"

namespace rangifer::app {

/// The scenario as it was and the chosen values, run once more under other weather, years or draws.
struct HeldOut {
  std::vector<std::string> set;  ///< what was different
  std::optional<MemberScore> before, chosen;
  std::string why;  ///< what failed, if one of them did
};

/// The report of a calibration, as Markdown. Nothing in it depends on when or where it was made.
///
/// @param command  the command line that makes it again
[[nodiscard]] std::string calibration_report(const Calibration& calibration, const std::optional<HeldOut>& held_out,
                                             const std::string& scenario, const std::string& command);

}  // namespace rangifer::app
