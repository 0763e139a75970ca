#pragma once
#include <algorithm>
#include <array>

#include "base/parameter.h"
#include "behaviour/body.h"
#include "behaviour/energy.h"
#include "behaviour/nursing.h"

namespace rangifer::behaviour {

/// How a calf at heel grows: `[calf]` of a scenario.
struct CalfGrowth {
  double maintenance_mj = 0.62;
  double stored_mj_kg = 7.5;
  double efficiency = 0.60;
  double milk_use = 0.93;
  double forage_from_d = 20;
  double forage_full_d = 90;
  double appetite_g = 100;
  double nitrogen_g = 0.32;
  double protein_use = 0.75;
  double protein_kg_kg = 0.17;
  double fat_at_weaning = 0.04;
  double wasted = 0.6;

  static constexpr std::array<Parameter<CalfGrowth>, 12> table {{
    {"maintenance", &CalfGrowth::maintenance_mj, "MJ kg-0.75 d-1", 0.3, 1, "M low",
     "resting metabolism of young ruminants with their play", "what a calf needs to stay as it is, walking apart"},
    {"stored", &CalfGrowth::stored_mj_kg, "MJ kg-1", 4, 15, "M med", "lean tissue with little fat, Robbins",
     "energy in a kg gained or lost"},
    {"efficiency", &CalfGrowth::efficiency, "1", 0.3, 0.9, "M low", "0.5 to 0.7 in young ruminants",
     "energy laid on over that eaten beyond need"},
    {"milk_use", &CalfGrowth::milk_use, "1", 0.8, 1, "M med", "", "metabolisable energy in milk over its gross energy"},
    {"forage_from", &CalfGrowth::forage_from_d, "d", 5, 40, "M med", "calves nibble at two to three weeks",
     "age at which it begins to graze"},
    {"forage_full", &CalfGrowth::forage_full_d, "d", 30, 120, "E", "", "age at which it grazes like the grown"},
    {"appetite", &CalfGrowth::appetite_g, "g kg-0.75 d-1", 50, 160, "E", "", "most dry matter it eats then"},
    {"nitrogen", &CalfGrowth::nitrogen_g, "g kg-0.75 d-1", 0.1, 0.8, "M low", "as in the grown",
     "net nitrogen lost every day"},
    {"protein_use", &CalfGrowth::protein_use, "1", 0.4, 0.95, "E", "", "net over digestible protein"},
    {"protein_in_gain", &CalfGrowth::protein_kg_kg, "kg kg-1", 0.1, 0.25, "M med", "lean tissue with gut fill",
     "protein in a kg gained"},
    {"fat_at_weaning", &CalfGrowth::fat_at_weaning, "1", 0.01, 0.2, "V", "Huot 1989: 3.4 % of ingesta-free mass",
     "fat over lean mass of a calf when it is weaned"},
    {"wasted", &CalfGrowth::wasted, "1", 0.3, 1, "E", "newborns carry little fat",
     "a calf at heel that falls below this share of its birth mass dies"},
  }};
};

/// A calf's day: intake = spent + stored (MJ).
struct CalfDay {
  double mass_kg = 0;
  double intake_mj = 0, spent_mj = 0;
};

/// Milk first, then what it grazes beside its mother, a share of which grows with its age; growth is limited by energy
/// or by protein, whichever is shorter. What energy it cannot use for growth it does not take.
///
/// @param milk_kg  what the mother gives today
/// @param fed      0..1, how well she herself could feed
/// @param work     her day; the calf grazes what she does and walks where she walks
[[nodiscard]] CalfDay calf_day(const CalfGrowth& p, const Milk& milk, double mass_kg, double age_days, double milk_kg,
                               double fed, const DaysWork& work, double climb_j) noexcept;

/// Mass (kg) of a calf of this age that lacks nothing: 0.40 kg a day for four weeks, 0.30 after that [gerhart1996],
/// less and less until growth ends at about 100 days: what a calf's weakness is measured against.
[[nodiscard]] inline double thriving_calf_kg(double birth_kg, double age_days) noexcept
{
  constexpr double first_kg_d = 0.402, later_kg_d = 0.306, first_days = 28, ends_at_d = 100;  // Gerhart 1996 (V)
  const double first = std::min(age_days, first_days);
  const double later = std::clamp(age_days, first_days, ends_at_d) - first_days;
  return birth_kg + first_kg_d * first + later_kg_d * later;
}

}  // namespace rangifer::behaviour
