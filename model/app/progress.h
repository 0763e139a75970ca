#pragma once
#include <chrono>
#include <cstdint>

#include "base/calendar.h"

namespace rangifer::app {

/// Tells a person how far a run is: one line that is rewritten on a terminal, a plain line each
/// simulated month elsewhere (so that a batch log stays short).
class Progress {
public:
  Progress(Day first, Day last, double steps_per_day, bool quiet);
  void day_done(Day day, std::int64_t agents);
  void finish();  ///< clears the line

private:
  Day first_, last_;
  double steps_per_day_;
  bool quiet_, terminal_;
  double agent_steps_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ {};
};

}  // namespace rangifer::app
