#pragma once
#include <array>
#include <span>
#include <vector>

#include "base/grid.h"
#include "forcing/forcing.h"
#include "forcing/generator/station_normals.h"
#include "forcing/generator/weather_generator.h"

namespace rangifer::forcing {

/// One value a cell at the middle of each month; between them straight lines (year_curve.h).
using MonthNodes = std::array<std::vector<float>, 12>;

/// The average year on the weather grid: a global climate model, bent to what the stations see.
struct WeatherClimate {
  Grid grid;
  std::vector<double> longitude_deg, latitude_deg;
  std::vector<float> elevation_m;  ///< of the climate model; what `temperature_c` holds for
  MonthNodes temperature_c;
  MonthNodes daily_range_k;           ///< daily maximum less minimum, > 0
  MonthNodes precipitation_mm_day;    ///< > 0
  MonthNodes wind_x_m_s, wind_y_m_s;  ///< vector mean, along the grid
  MonthNodes wind_sd_m_s;             ///< of each component, such that the mean speed is the stations'
};

/// Cells of `cell_m` over the frame: its extent grown to whole cells and by one cell on each side, so that
/// bilinear reading covers every place in the frame.
[[nodiscard]] Grid weather_grid(const Grid& frame, double cell_m);

/// Temperature: the model's months, plus the stations' residuals from it at the model's elevation,
///
///   residual = normal - (model + lapse (station elevation - model elevation))
///
/// spread over the grid (station_spread.h). Precipitation, daily range and wind speed, of which the model
/// files say nothing, are spread from the stations alone, as logarithms.
/// @throws InputError for files that cannot be used, or if no station knows one of the quantities
[[nodiscard]] WeatherClimate make_climate(const Grid& grid, const WeatherRules& rules, const LapseRate& lapse,
                                          std::span<const StationNormals> stations);

/// Standard deviation of each component of an isotropic normal wind about a vector mean of length `mean_m_s`
/// for which the mean speed is `speed_m_s`:  E |mean + sd z| = speed.
/// @param speed_m_s  > mean_m_s >= 0
[[nodiscard]] double wind_sd_for_speed(double mean_m_s, double speed_m_s) noexcept;

}  // namespace rangifer::forcing
