#pragma once
#include <array>
#include <filesystem>
#include <limits>
#include <string>

#include "base/parameter.h"

namespace rangifer::forcing {

/// One input raster, or one variable of many files along time: what it stands for and where it is.
/// `[[layer]]` of a scenario.
struct LayerSpec {
  std::string role;
  std::string file;
  std::string variable;
  std::string select;
  std::string units;
  std::string elevation;
  std::string elevation_file;
  std::string resampling;
  std::string accumulation;
  std::string vectors;
  std::string delta;
  std::string delta_variable;
  std::string delta_method = "add";
  std::string classes;
  bool every_year = false;
  Numbers offset_by_month;  ///< twelve or none, in the role's unit; on top of the offset
  double offset = 0.0;      ///< added after unit conversion, in the role's unit
  double scale = 1.0;       ///< multiplied after unit conversion, before the offset

  static constexpr std::array<Parameter<LayerSpec>, 18> table {{
    {"role", &LayerSpec::role, "", 0, 0, "-", "", "what the raster stands for: temperature, elevation, ...", true},
    {"file", &LayerSpec::file, "", 0, 0, "-", "",
     "path, relative to the scenario that names it; none takes the layer of the parent away. Many files are one series in time: tas_*.nc, or with the date in the name, ndvi_%Y%j.tif (%Y %m %d %j %H)",
     true},
    {"variable", &LayerSpec::variable, "", 0, 0, "-", "",
     "variable (or group/variable) or CF standard name, number or description of a band; may be left out if there is only one"},
    {"select", &LayerSpec::select, "", 0, 0, "-", "",
     "place along further dimensions, by the value of their coordinate: number = 0, height = 2"},
    {"units", &LayerSpec::units, "", 0, 0, "-", "", "units, where the file gives none or wrong ones"},
    {"elevation", &LayerSpec::elevation, "", 0, 0, "-", "",
     "variable with the elevation (m) or geopotential (m2 s-2) its values hold for; temperature is then carried to the model's elevation by the lapse rate"},
    {"elevation_file", &LayerSpec::elevation_file, "", 0, 0, "-", "", "file of that variable, if it is another one"},
    {"resampling", &LayerSpec::resampling, "", 0, 0, "-", "",
     "bilinear, nearest or area_mean; left out, it follows from the role and the size of the cells"},
    {"accumulation", &LayerSpec::accumulation, "", 0, 0, "-", "",
     "of sums in records shorter than a day: record (since the one before, ERA5) or day (since midnight UTC, ERA5-Land)"},
    {"vectors", &LayerSpec::vectors, "", 0, 0, "-", "",
     "of wind_u and wind_v: east (towards east and north) or grid (along the file's own axes); left out, the CF standard name says"},
    {"delta", &LayerSpec::delta, "", 0, 0, "-", "",
     "file of twelve monthly changes on any grid, put on every day, linear between the middles of the months"},
    {"delta_variable", &LayerSpec::delta_variable, "", 0, 0, "-", "", "its variable or CF standard name"},
    {"delta_method", &LayerSpec::delta_method, "", 0, 0, "-", "", "add (differences) or multiply (ratios)"},
    {"classes", &LayerSpec::classes, "", 0, 0, "-", "",
     "of land_cover: the codes that are forest, such as 1 2 5 6 (NALCMS)"},
    {"every_year", &LayerSpec::every_year, "", 0, 0, "-", "",
     "the file's 12 months (or 365 or 366 days) stand for every year"},
    {"offset", &LayerSpec::offset, "unit of the role", -1e6, 1e6, "-", "",
     "added after scaling: a warming scenario is offset = 2"},
    {"offset_by_month", &LayerSpec::offset_by_month, "unit of the role", -1e3, 1e3, "-", "",
     "added on top of it: 12 numbers, January to December, each reached in the middle of its month and linear between; at the turn of two months the mean of theirs"},
    {"scale", &LayerSpec::scale, "1", -1e6, 1e6, "-", "", "factor, applied before the offset"},
  }};
};

/// What a role means to the model: its unit, whether it changes by the day, and what is believable.
struct Role {
  std::string_view name;
  std::string_view unit;  ///< canonical, UDUNITS-2
  bool daily;             ///< false: a static map
  double low, high;       ///< values outside are refused, in canonical units
  bool required;
  std::string_view meaning;
};

inline constexpr std::array<Role, 16> roles {{
  {"elevation", "m", false, -500, 9000, true, "height of the ground above sea level"},
  {"land", "1", false, 0, 1, true, "share of the cell that is not sea"},
  {"lake", "1", false, 0, 1, false, "share of the cell under lakes"},
  {"river", "1", false, 0, 1, false, "1 where a major river runs"},
  {"land_cover", "1", false, 0, 255, false, "class of land cover; replaces the tree line drawn from the terrain"},
  {"temperature", "degC", true, -75, 45, true,
   "daily mean air temperature at 2 m; left out, the middle of the next two"},
  {"temperature_min", "degC", true, -80, 40, true, "daily minimum air temperature at 2 m"},
  {"temperature_max", "degC", true, -75, 50, true, "daily maximum air temperature at 2 m"},
  {"wind_speed", "m s-1", true, 0, 75, true, "daily mean wind speed at 10 m; or give wind_u and wind_v"},
  {"wind_u", "m s-1", true, -75, 75, false, "wind at 10 m towards the east, or along the file's x axis"},
  {"wind_v", "m s-1", true, -75, 75, false, "wind at 10 m towards the north, or along the file's y axis"},
  {"precipitation", "mm day-1", true, 0, 500, true, "precipitation, as water"},
  {"snow_depth", "m", true, 0, 15, false, "depth of snow; replaces what the snow submodel makes of the weather"},
  {"snow_water", "mm", true, 0, 5000, false,
   "snow water equivalent; replaces what the snow submodel makes of the weather"},
  {"ndvi", "1", true, -1, 1, false, "NDVI; replaces green-up by thaw degree-days"},
  {"insects", "1", true, 0, 1, false,
   "mean index of mosquito harassment over the day; replaces the mosquitoes of the insect submodel"},
}};

/// nullptr if there is no such role.
[[nodiscard]] const Role* find_role(std::string_view name);

}  // namespace rangifer::forcing
