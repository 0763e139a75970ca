#pragma once
#include "base/calendar.h"
#include "base/grid.h"

namespace rangifer::landscape {

/// One day of weather on the model grid. No gaps: a source that has one throws instead.
struct Weather {
  Day day {};
  Field temperature_c;      ///< daily mean at 2 m, at the model's elevation
  Field temperature_min_c;
  Field temperature_max_c;
  Field wind_m_s;           ///< daily mean speed at 10 m
  Field precipitation_mm;   ///< water, sum over the day
};

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
};

}  // namespace rangifer::landscape
