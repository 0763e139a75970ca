#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// Wolves, and what kills calves: `[predation]` of a scenario.
struct Predation {
  double wolves_per_1000_km2 = 6;
  double kill_per_wolf_d = 0.08;
  double plain_refuge = 0.85;
  double refuge_from_doy = 121;
  double refuge_until_doy = 243;
  double calf_first_days = 0.0154;
  double calf_later = 0.0004;
  double calf_young_d = 6;
  double foothill_risk = 0.78;
  double swamping = 0.6;
  double swamp_days = 7;
  double weak_calf = 2.4;
  double thin_mother = 1.5;
  double unfed_mother = 1.0;

  static constexpr std::array<Parameter<Predation>, 14> table {{
    {"wolves", &Predation::wolves_per_1000_km2, "(1000 km2)-1", 0, 15, "V", "Hayes and Russell 1998: 6; 2 to 9",
     "wolves on the ground the herd uses"},
    {"kill", &Predation::kill_per_wolf_d, "d-1", 0, 0.2, "V", "Hayes and Russell 1998: 0.08; 0.03 to 0.12",
     "grown caribou a wolf kills in a day"},
    {"plain_refuge", &Predation::plain_refuge, "1", 0, 1, "E",
     "spacing away in spring and summer cuts exposure, Hayes and Russell 1998",
     "share of the wolves' kills that low tundra spares an animal in spring and summer"},
    {"refuge_from", &Predation::refuge_from_doy, "day of year", 60, 160, "E", "May: wolves den", "from this day"},
    {"refuge_until", &Predation::refuge_until_doy, "day of year", 200, 300, "E", "to August", "to this"},
    {"calf_first_days", &Predation::calf_first_days, "d-1", 0, 0.2, "E",
     "40 to 50 % of first-year deaths fall in June, most of them in week 1",
     "chance of a newborn to die, on top of calf_later, on a plain with no other calf; falls with age"},
    {"calf_later", &Predation::calf_later, "d-1", 0, 0.05, "E", "the same",
     "chance of a calf of weeks to die, likewise"},
    {"calf_young", &Predation::calf_young_d, "d", 1, 30, "E", "week 1",
     "age by which the first falls to about a third"},
    {"foothill_risk", &Predation::foothill_risk, "1", 0, 4, "E",
     "Fancy and Whitten 1991: calves die more near the foothills",
     "log of the chance in foothills over that on the plain"},
    {"swamping", &Predation::swamping, "1", 0, 3, "E", "predators take fewer of many born at once",
     "log by which the chance falls if all calves are newborn together"},
    {"swamp_days", &Predation::swamp_days, "d", 1, 30, "E", "", "calves younger than this count as newborn"},
    {"weak_calf", &Predation::weak_calf, "1", 0, 15, "E", "Griffith 2002 and Cameron 1993 for the sign",
     "log of the chance per share of its mass that a calf lacks"},
    {"thin_mother", &Predation::thin_mother, "1", 0, 15, "E",
     "calves lived with mothers of 80.2 kg, died with 70.3 kg, Cameron 1993 (V)",
     "log of the chance per share of her protein that a mother lacks"},
    {"unfed_mother", &Predation::unfed_mother, "1", 0, 10, "E", "forage at the calving ground, Griffith 2002 (sign)",
     "log of the chance per share of her appetite that a mother cannot meet"},
  }};
};

/// Chance of a grown animal to be killed by wolves today where it stands.
/// @param range_km2  ground on which wolves meet the herd: kills grow with it, not with the herd
/// @param grown  animals that share the kills, > 0
/// @param plain  0..1, low tundra around
[[nodiscard]] inline double wolf_risk(const Predation& p, double range_km2, double grown, double plain,
                                      int day_of_year) noexcept
{
  const double kills_d = p.wolves_per_1000_km2 / 1000.0 * range_km2 * p.kill_per_wolf_d;
  const bool spaced = day_of_year >= p.refuge_from_doy && day_of_year <= p.refuge_until_doy;
  return std::min(kills_d / std::max(grown, 1.0), 1.0) * (spaced ? 1.0 - p.plain_refuge * plain : 1.0);
}

/// A calf at heel, and what is around it.
struct CalfAtRisk {
  double age_days = 0;
  double plain = 1;         ///< 0..1, low tundra around
  double newborn = 0;       ///< 0..1, share of the herd's calves that are newborn today
  double lacking = 0;       ///< 0..1, share of the mass of a thriving calf that it lacks
  double mother_thin = 0;   ///< 0..1, share of her full-grown protein that its mother lacks
  double mother_unfed = 0;  ///< 0..1, share of her appetite that she cannot meet, mean of a week
};

/// Chance of a calf to die where it stands over that on a plain.
[[nodiscard]] inline double place_risk(const Predation& p, double plain) noexcept
{
  return static_cast<double>(exp_det(static_cast<float>(p.foothill_risk * (1.0 - plain))));
}

/// Chance of a calf to die today:
///
///   (calf_first_days e^(-age / calf_young) + calf_later) exp(foothill_risk (1 - plain) - swamping newborn
///                                                  + weak_calf lacking + thin_mother thin + unfed_mother unfed)
[[nodiscard]] inline double calf_risk(const Predation& p, const CalfAtRisk& c) noexcept
{
  const double young =
    p.calf_first_days * static_cast<double>(exp_det(static_cast<float>(-c.age_days / p.calf_young_d)));
  const double log_risk = p.foothill_risk * (1.0 - c.plain) - p.swamping * c.newborn + p.weak_calf * c.lacking +
                          p.thin_mother * c.mother_thin + p.unfed_mother * c.mother_unfed;
  return std::min((young + p.calf_later) * static_cast<double>(exp_det(static_cast<float>(log_risk))), 1.0);
}

}  // namespace rangifer::behaviour
