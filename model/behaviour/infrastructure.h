#pragma once
#include <array>
#include <string>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// Roads, pads or pipelines that caribou keep off while they are active: `[[development]]` of a scenario. How far and
/// how much is a matter of the movement mode (`zone` and `infrastructure` of ModeRules) and of the animal.
struct Infrastructure {
  std::string name, file, filter;
  double reach = 1.0;
  double activity = 1.0;
  double quiet = 0.0;
  double quiet_from_doy = 1;
  double quiet_until_doy = 0;

  static constexpr std::array<Parameter<Infrastructure>, 8> table {{
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

}  // namespace rangifer::behaviour
