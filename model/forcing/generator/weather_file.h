#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/calendar.h"
#include "forcing/forcing.h"
#include "forcing/generator/netcdf_writer.h"
#include "forcing/generator/weather_climate.h"
#include "forcing/generator/weather_generator.h"

namespace rangifer::forcing {

/// One day on the weather grid.
struct WeatherDay {
  Field mean_c, min_c, max_c;  ///< at WeatherClimate::elevation_m
  Field precipitation_mm;
  Field wind_x_m_s, wind_y_m_s, wind_speed_m_s;
};

/// How late each year's spring is, in days, from rules.first_year on.
using SpringShifts = std::vector<float>;

/// The daily CF-1.10 netCDF file: layout, metadata and packing. Days are given in order, from the first
/// to the last; a file that is not closed is not there.
class WeatherFile {
public:
  WeatherFile(const std::filesystem::path& path, const WeatherClimate& climate, const WeatherRules& rules,
              const LapseRate& lapse, const SpringShifts& springs, Day first, Day last);
  void append(const WeatherDay& day);
  void close();

private:
  static constexpr std::size_t days_per_chunk = 16;
  void flush();

  NetcdfWriter out_;
  std::size_t rows_, columns_;
  std::array<int, 7> variables_ {};
  std::array<std::vector<std::int16_t>, 7> buffers_;
  std::size_t flushed_days_ = 0, waiting_days_ = 0;
};

}  // namespace rangifer::forcing
