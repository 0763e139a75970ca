#pragma once
#include <array>
#include <string>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// Roads, pads or pipelines: `[[development]]` of a scenario. Caribou keep off them while they are active; how far and
/// how much is a matter of the movement mode (`zone` and `infrastructure` of ModeRules) and of the animal. Lines also
/// hold back animals that come to them, and nothing grows on what is built over.
struct Infrastructure {
  std::string name, file, filter;
  double reach = 1.0;
  double activity = 1.0;
  double quiet = 0.0;
  double quiet_from_doy = 1;
  double quiet_until_doy = 0;
  double crossing = 0.8;
  double delay_h = 24;
  double width_m = 30;

  static constexpr std::array<Parameter<Infrastructure>, 11> table {{
    {"name", &Infrastructure::name, "", 0, 0, "-", "", "what people call it", true},
    {"file", &Infrastructure::file, "", 0, 0, "-", "", "vector file of points, lines or polygons, any format OGR reads",
     true},
    {"filter", &Infrastructure::filter, "", 0, 0, "-", "",
     "features that count, as an SQL condition on their fields, such as \"kind = 'road'\"; empty: all"},
    {"reach", &Infrastructure::reach, "1", 0.1, 10, "E",
     "main roads 30 km where wells have 11, in winter, Johnson and Russell 2014 (M med)",
     "zones of influence are wider by this factor"},
    {"activity", &Infrastructure::activity, "1", 0, 1, "E", "1: as busy as where zones of influence were measured",
     "how much animals mind it"},
    {"quiet", &Infrastructure::quiet, "1", 0, 1, "E",
     "inactive infrastructure has little effect, low traffic still keeps mothers off, Prichard 2022 (V)",
     "how much they mind it in the quiet days"},
    {"quiet_from", &Infrastructure::quiet_from_doy, "day of year", 1, 366, "-", "", "first quiet day"},
    {"quiet_until", &Infrastructure::quiet_until_doy, "day of year", 0, 366, "-", "",
     "last quiet day, over the turn of the year if it is before the first; 0: none is quiet"},
    {"crossing", &Infrastructure::crossing, "1", 0, 1, "E",
     "0.5 to 0.98; a quarter of the animals that came to the Red Dog road were delayed (V)",
     "chance that an animal that comes to a line crosses it at the first try, when activity is 1; without activity all do"},
    {"delay", &Infrastructure::delay_h, "h", 0.5, 720, "E",
     "mean delays of 2.5 and 4.3 days at a mine road, 28 to 68 % less while it was closed, Boulanger (V)",
     "time until one that did not cross tries again"},
    {"width", &Infrastructure::width_m, "m", 0, 2000, "E", "gravel and its dust",
     "width of lines and points on which, as on polygons, nothing is left to eat; 0: all is"},
  }};
};

/// How much animals mind it on a day of the year, 0..1.
[[nodiscard]] inline double activity_on(const Infrastructure& p, int day_of_year) noexcept
{
  if (p.quiet_until_doy < 1.0) return p.activity;
  const double day = day_of_year;
  const bool quiet = p.quiet_from_doy <= p.quiet_until_doy ? day >= p.quiet_from_doy && day <= p.quiet_until_doy
                                                           : day >= p.quiet_from_doy || day <= p.quiet_until_doy;
  return quiet ? p.quiet : p.activity;
}

/// Chance that an animal crosses a line at a try. @param activity  how much animals mind it today, 0..1
[[nodiscard]] inline double crossing_chance(const Infrastructure& p, double activity) noexcept
{
  return 1.0 - (1.0 - p.crossing) * activity;
}

}  // namespace rangifer::behaviour
