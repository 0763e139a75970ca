#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/inputs.h"
#include "engine/rules.h"

namespace rangifer::app {

/// Some days of the run, from `first` on.
struct ProbeDays {
  Day first {};
  int days = 0;
};

/// What they have taken.
struct ProbeCost {
  std::map<std::string, double> part_s;    ///< as engine::Timing, summed
  double days = 0;                         ///< of the herd
  double forcing_days = 0, forcing_s = 0;  ///< days well within a probe, and how long they waited for weather
  double lead_days = 0, lead_s = 0;        ///< of weather alone: the first of each probe is not counted
};

/// A few days of each season that the run touches.
[[nodiscard]] std::vector<ProbeDays> choose_days(const engine::RunRules& run, int days_each);

/// Runs them; whatever is reported of them is dropped.
[[nodiscard]] ProbeCost probe(const engine::Rules& rules, Inputs& inputs, const std::vector<ProbeDays>& when);

}  // namespace rangifer::app
