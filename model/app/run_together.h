#pragma once
#include <vector>

#include "app/commands.h"

namespace rangifer::app {

/// Runs that share weather, land and what becomes of it go side by side, group after group; each result is what
/// `rangifer run` makes of it alone. Returns 0, or stopped_code. @throws InputError, RunError
/// @param asked  more than one (runs_asked.h)
[[nodiscard]] int run_together(const std::vector<RunOptions>& asked);

}  // namespace rangifer::app
