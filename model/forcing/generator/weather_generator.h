#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/grid.h"
#include "base/parameter.h"
#include "forcing/forcing.h"

namespace rangifer::forcing {

/// How `rangifer weather` makes daily years out of monthly climate: `[weather]` of a scenario.
struct WeatherRules {
  std::int64_t seed = 1;
  std::int64_t first_year = 2001;
  std::int64_t years = 20;
  std::int64_t lead_days = 122;
  double cell_m = 20000;
  std::string monthly_temperature, monthly_wind_u, monthly_wind_v, monthly_elevation;  ///< files
  std::string stations;                                                                ///< CSV of station normals
  double station_range_km = 250;
  double anomaly_correlation_km = 600;
  double anomaly_memory = 0.72;
  double anomaly_sd_winter_k = 7.0;
  double anomaly_sd_summer_k = 3.0;
  double spring_shift_sd_d = 2.5;
  double wet_day_fraction = 0.35;
  double rain_correlation_km = 250;
  double rain_memory = 0.5;
  double wind_memory = 0.6;
  double wet_day_range = 0.7;
  double steady_wind = 0.6;
  double station_nugget = 0.05;
  double shift_from_doy = 60;
  double shift_full_doy = 105;
  double shift_until_doy = 161;
  double shift_end_doy = 191;
  double normal_spring_sd = 0.5;

  static constexpr std::array<Parameter<WeatherRules>, 28> table {{
    {"seed", &WeatherRules::seed, "1", 0, 9e15, "-", "", "the same seed makes the same weather"},
    {"first_year", &WeatherRules::first_year, "year", 1600, 2400, "-", "", "nominal: the weather is synthetic"},
    {"years", &WeatherRules::years, "year", 1, 1000, "-", "", "how many calendar years"},
    {"lead_days", &WeatherRules::lead_days, "d", 0, 366, "-", "",
     "days made before 1 January of the first year, for its snow"},
    {"cell", &WeatherRules::cell_m, "m", 1000, 100000, "E", "coarse; elevation is met by the lapse rate",
     "cell of the weather rasters"},
    {"monthly_temperature", &WeatherRules::monthly_temperature, "", 0, 0, "-", "",
     "netCDF with monthly air_temperature", true},
    {"monthly_wind_u", &WeatherRules::monthly_wind_u, "", 0, 0, "-", "", "netCDF with monthly eastward_wind", true},
    {"monthly_wind_v", &WeatherRules::monthly_wind_v, "", 0, 0, "-", "", "netCDF with monthly northward_wind", true},
    {"monthly_elevation", &WeatherRules::monthly_elevation, "", 0, 0, "-", "",
     "netCDF with surface_altitude of the same climate model", true},
    {"stations", &WeatherRules::stations, "", 0, 0, "-", "", "CSV of station normals", true},
    {"station_range", &WeatherRules::station_range_km, "km", 20, 2000, "E", "",
     "distance over which a station corrects the climate model"},
    {"anomaly_correlation", &WeatherRules::anomaly_correlation_km, "km", 50, 3000, "E", "synoptic scale",
     "length over which temperature anomalies are alike"},
    {"anomaly_memory", &WeatherRules::anomaly_memory, "1", 0, 0.98, "D",
     "0.62 to 0.83 by month in daily records of Toolik 1988-2018 and Herschel Island 2001-2017",
     "lag-1 autocorrelation of daily temperature anomalies"},
    {"anomaly_sd_winter", &WeatherRules::anomaly_sd_winter_k, "K", 0, 20, "D",
     "Herschel 6.9, Toolik 11.4 in daily records", "standard deviation of daily anomalies in January"},
    {"anomaly_sd_summer", &WeatherRules::anomaly_sd_summer_k, "K", 0, 20, "D",
     "Herschel 2.9 in June, Toolik 4.0 in July", "standard deviation of daily anomalies in July"},
    {"spring_shift_sd", &WeatherRules::spring_shift_sd_d, "d", 0, 20, "D",
     "snow-off at a place ranges over about a month in 20 years (V): daily weather and the winter's snow make 28 d of it",
     "standard deviation among years of how late spring comes"},
    {"wet_day_fraction", &WeatherRules::wet_day_fraction, "1", 0.05, 0.95, "E", "", "share of days with precipitation"},
    {"rain_correlation", &WeatherRules::rain_correlation_km, "km", 20, 2000, "E", "",
     "length over which wet days are alike"},
    {"rain_memory", &WeatherRules::rain_memory, "1", 0, 0.98, "E", "not fitted: monthly normals do not hold it",
     "lag-1 autocorrelation of the field behind wet and dry days"},
    {"wind_memory", &WeatherRules::wind_memory, "1", 0, 0.98, "E", "not fitted: monthly normals do not hold it",
     "lag-1 autocorrelation of each wind component about its mean"},
    {"wet_day_range", &WeatherRules::wet_day_range, "1", 0.3, 1, "E", "clouds narrow the daily range",
     "daily temperature range of wet days over the mean one; that of dry days makes up for it"},
    {"steady_wind", &WeatherRules::steady_wind, "1", 0, 0.95, "E",
     "a climate model's vector mean may exceed what stations measure",
     "the vector mean of wind is at most this share of the stations' mean speed"},
    {"station_nugget", &WeatherRules::station_nugget, "1", 0.001, 10, "E", "",
     "variance of what stations do not share with their surroundings over that which they do"},
    {"spring_shift_from", &WeatherRules::shift_from_doy, "day of year", 1, 80, "E", "1 March: winter stays as it is",
     "how late a spring is begins to count"},
    {"spring_shift_full", &WeatherRules::shift_full_doy, "day of year", 90, 130, "E",
     "15 April: snow-off and green-up lie after", "and counts in full from here"},
    {"spring_shift_until", &WeatherRules::shift_until_doy, "day of year", 140, 175, "E",
     "10 June: snow-off and green-up lie before", "to here"},
    {"spring_shift_end", &WeatherRules::shift_end_doy, "day of year", 180, 250, "E",
     "10 July: late summer stays as it is", "and no longer from here on"},
    {"normal_spring", &WeatherRules::normal_spring_sd, "sd", 0, 2, "E", "about two springs of five are normal",
     "springs are labelled early or late in the file if they are off by more than this"},
  }};
};

/// Writes daily CF netCDF over `frame` (its CRS and extent, cells of rules.cell_m): temperature mean,
/// minimum, maximum (with the elevation they hold for), wind (grid components and speed),
/// precipitation, and per year how many days late its spring is and whether that makes it early,
/// normal or late. Written beside and renamed. File names in `rules` are absolute.
/// `progress(year, years)` is called after each year.
/// @throws InputError for monthly rasters or stations that cannot be used
void make_weather(const Grid& frame, const WeatherRules& rules, const LapseRate& lapse,
                  const std::filesystem::path& out, const std::function<void(int, int)>& progress);

}  // namespace rangifer::forcing
