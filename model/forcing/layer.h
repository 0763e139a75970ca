#pragma once
#include <array>
#include <filesystem>
#include <limits>
#include <string>

#include "base/parameter.h"

namespace rangifer::forcing {

/// One input raster: what it stands for and where it is. `[[layer]]` of a scenario.
struct LayerSpec {
  std::string role;
  std::string file;
  std::string variable;   ///< name or CF standard name; "" for the only variable or band 1
  std::string elevation;  ///< variable of the same file with the elevation its values hold for
  std::string units;      ///< overrides or supplies the file's units
  double offset = 0.0;    ///< added after unit conversion, in the role's unit
  double scale = 1.0;     ///< multiplied after unit conversion, before the offset

  static constexpr std::array<Parameter<LayerSpec>, 7> table {{
    {"role", &LayerSpec::role, "", 0, 0, "-", "", "what the raster stands for: temperature, elevation, ...", true},
    {"file", &LayerSpec::file, "", 0, 0, "-", "", "path, relative to the scenario that names it", true},
    {"variable", &LayerSpec::variable, "", 0, 0, "-", "",
     "variable or CF standard name; may be left out if there is only one"},
    {"elevation", &LayerSpec::elevation, "", 0, 0, "-", "",
     "variable of the same file with the elevation (m) its values hold for; temperature is then carried to the model's elevation by the lapse rate"},
    {"units", &LayerSpec::units, "", 0, 0, "-", "", "units, where the file gives none or wrong ones"},
    {"offset", &LayerSpec::offset, "unit of the role", -1e6, 1e6, "-", "",
     "added after scaling: a warming scenario is offset = 2"},
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

inline constexpr std::array<Role, 9> roles {{
  {"elevation", "m", false, -500, 9000, true, "height of the ground above sea level"},
  {"land", "1", false, 0, 1, true, "share of the cell that is not sea"},
  {"lake", "1", false, 0, 1, false, "share of the cell under lakes"},
  {"river", "1", false, 0, 1, false, "1 where a major river runs"},
  {"temperature", "degC", true, -75, 45, true, "daily mean air temperature at 2 m"},
  {"temperature_min", "degC", true, -80, 40, true, "daily minimum air temperature at 2 m"},
  {"temperature_max", "degC", true, -75, 50, true, "daily maximum air temperature at 2 m"},
  {"wind_speed", "m s-1", true, 0, 75, true, "daily mean wind speed at 10 m"},
  {"precipitation", "mm day-1", true, 0, 500, true, "precipitation, as water"},
}};

/// nullptr if there is no such role.
[[nodiscard]] const Role* find_role(std::string_view name);

}  // namespace rangifer::forcing
