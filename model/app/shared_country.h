#pragma once
#include <string>
#include <vector>

#include "app/run_setup.h"

namespace rangifer::app {

/// All that the weather of a run and what it makes of the land depend on, as a text: runs that have the same can share
/// both. No tolerance: every parameter, every checksum, the days.
[[nodiscard]] std::string country_of(RunSetup& run, const Inputs& inputs);

}  // namespace rangifer::app
