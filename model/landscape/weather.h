#pragma once
#include "base/calendar.h"
#include "base/grid.h"

namespace rangifer::landscape {

/// One day of weather on the model grid. No gaps: a source that has one throws instead.
struct Weather {
  Day day {};
  Field temperature_c;  ///< daily mean at 2 m, at the model's elevation
  Field temperature_min_c;
  Field temperature_max_c;
  Field wind_m_s;          ///< daily mean speed at 10 m
  Field precipitation_mm;  ///< water, sum over the day

  // Empty unless a layer gives them.
  Field wind_x_m_s, wind_y_m_s;  ///< daily mean wind at 10 m along the axes of the model grid
  Field snow_depth_m;            ///< these four replace what the submodels make of the weather
  Field snow_water_mm;           ///< snow water equivalent
  Field ndvi;
  Field insects;  ///< 0..1, mean index of mosquito harassment over the day
};

}  // namespace rangifer::landscape
