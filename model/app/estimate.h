#pragma once
#include <map>
#include <string>

#include "app/scenario.h"

namespace rangifer::app {

/// What a run will take.
struct Estimate {
  double wall_s = 0, memory_mb = 0;
  std::map<std::string, double> part_s;
  std::map<std::string, double> bytes;
  double agents = 0;  ///< at the start
  double agent_steps = 0;
  double probe_s = 0;
  int threads = 0;
};

/// From a short probe of the run: some ten to twenty seconds. `threads` 0: all the machine offers.
/// @throws InputError  what the scenario's own run would be refused for
[[nodiscard]] Estimate estimate_run(Scenario& scenario, int threads);

}  // namespace rangifer::app
