#pragma once
#include "landscape/weather.h"

namespace rangifer::landscape {

/// Where the days come from. The engine asks; who reads files is not its business.
class Source {
public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Fills `out` with the weather of `day`. Days are asked for in order, each once.
  /// @throws InputError with file, variable, date and place where there is no value
  virtual void read(Day day, Weather& out) = 0;

  /// How long the run has stood waiting for days to be read (s).
  [[nodiscard]] virtual double waited_s() const { return 0.0; }
};

}  // namespace rangifer::landscape
