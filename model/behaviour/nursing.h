#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// The calf in the womb: `[gestation]` of a scenario.
struct Gestation {
  double days = 230;
  double energy_mj = 369;
  double last_days = 65;
  double last_share = 0.8;
  double birth_kg = 6.8;
  double birth_per_kg = 0.04;
  double mother_kg = 78;
  double male_heavier_kg = 0.4;
  double protein_share = 0.19;

  static constexpr std::array<Parameter<Gestation>, 9> table {{
    {"days", &Gestation::days, "d", 225, 235, "M high", "225 to 235", "length of gestation"},
    {"energy", &Gestation::energy_mj, "MJ", 200, 600, "V", "Boertje 1985: 368.6",
     "metabolisable energy it takes in all"},
    {"last_days", &Gestation::last_days, "d", 40, 100, "M med", "60 to 70", "the last days of gestation, in which"},
    {"last_share", &Gestation::last_share, "1", 0.5, 0.95, "M med", "80 %", "this share of it falls"},
    {"birth_mass", &Gestation::birth_kg, "kg", 5, 9, "M med", "6.0 to 7.5, Whitten 1992", "mass of a newborn female"},
    {"birth_per_mother", &Gestation::birth_per_kg, "1", 0, 0.3, "E", "light mothers bear light calves, Adams 2005",
     "kg of newborn for each kg the mother is heavier than mother_mass"},
    {"mother_mass", &Gestation::mother_kg, "kg", 60, 100, "E", "about 78 in early June",
     "mass of a mother of such a calf"},
    {"male_heavier", &Gestation::male_heavier_kg, "kg", 0, 2, "M med", "", "how much heavier newborn males are"},
    {"protein", &Gestation::protein_share, "1", 0.1, 0.25, "M med", "lean tissue, nearly",
     "protein in a kg of newborn"},
  }};
};

/// Milk, and until when: `[milk]` of a scenario.
struct Milk {
  double peak_kg = 1.75;
  double peak_day = 14;
  double at_birth = 0.80;
  double dry_day = 110;
  double energy_mj_kg = 8.7;
  double protein = 0.099;
  double efficiency = 0.62;
  double lean_from = 0.86;
  double lean_to = 0.68;
  double post_natal = 0.72;
  double post_natal_until = 200;
  double summer = 0.76;
  double summer_until = 235;
  double fall = 0.80;
  double extended = 0.97;

  static constexpr std::array<Parameter<Milk>, 15> table {{
    {"peak", &Milk::peak_kg, "kg d-1", 0.8, 2.2, "M med",
     "wild caribou 1.5 to 2.0, White and Luick; reindeer 0.98 (0.60 to 1.24), Gjostein 2004 (V)", "milk at its peak"},
    {"peak_day", &Milk::peak_day, "d", 5, 30, "V", "week 3, Gjostein 2004; 7 to 21", "days after birth of the peak"},
    {"at_birth", &Milk::at_birth, "1", 0.2, 1, "E", "", "milk on the first day over that at the peak"},
    {"dry_day", &Milk::dry_day, "d", 60, 220, "M med", "wild caribou 0.5 kg by week 10 to 12; reindeer 24 to 26 weeks",
     "days after birth at which the line down from the peak comes to nothing"},
    {"energy", &Milk::energy_mj_kg, "MJ kg-1", 7, 11, "V", "Gjostein 2004: 8.7", "energy in milk"},
    {"protein", &Milk::protein, "1", 0.06, 0.13, "V", "Gjostein 2004: 9.9 %", "protein in milk"},
    {"efficiency", &Milk::efficiency, "1", 0.5, 0.75, "M med", "0.60 to 0.65", "milk energy over metabolisable energy"},
    {"lean_from", &Milk::lean_from, "1", 0.6, 1, "E", "lean cows allocate less to milk, Chan-McLeod 1989",
     "protein over full-grown protein below which a cow gives less milk"},
    {"lean_to", &Milk::lean_to, "1", 0.4, 0.9, "E", "the same", "and at which she gives none"},
    {"post_natal", &Milk::post_natal, "1", 0, 1, "M med", "weaning strategies of Russell 2013, White 2014; sizes E",
     "a cow whose protein falls below this share dries up in June and July"},
    {"post_natal_until", &Milk::post_natal_until, "day of year", 170, 220, "E", "late June to July", "until then"},
    {"summer", &Milk::summer, "1", 0, 1, "M med", "the same", "the same later in summer"},
    {"summer_until", &Milk::summer_until, "day of year", 200, 260, "E", "", "until then"},
    {"fall", &Milk::fall, "1", 0, 1, "M med", "the same", "the same in early fall, until the rut"},
    {"extended", &Milk::extended, "1", 0, 2, "M med", "the same",
     "in the rut all dry up but those with at least this share, who go on until calves are weaned"},
  }};
};

/// Metabolisable energy that gestation takes by the day: e^(-k days_to_due), with k such that last_share falls in the
/// last last_days, and the sum over gestation is `energy`.
class GestationCurve {
public:
  explicit GestationCurve(const Gestation& p) noexcept
      : k_ {-static_cast<double>(log_det(static_cast<float>(1.0 - p.last_share))) / p.last_days},
        last_day_mj_ {p.energy_mj * (1.0 - decay(1.0))},
        share_ {1.0 - decay(p.days)}
  {
  }

  [[nodiscard]] double mj(double days_to_due) const noexcept
  {
    return last_day_mj_ * decay(std::max(days_to_due, 0.0)) / share_;
  }

private:
  [[nodiscard]] double decay(double days) const noexcept
  {
    return static_cast<double>(exp_det(static_cast<float>(-k_ * days)));
  }

  double k_;            ///< d-1
  double last_day_mj_;  ///< if gestation had begun infinitely long ago
  double share_;        ///< that of its real length in such a one
};

/// Birth mass (kg): heavy mothers bear heavy calves, males are heavier; never below half the mean.
[[nodiscard]] inline double birth_mass_kg(const Gestation& p, double mother_kg, bool male) noexcept
{
  const double mass = p.birth_kg + p.birth_per_kg * (mother_kg - p.mother_kg) + (male ? p.male_heavier_kg : 0.0);
  return std::max(mass, 0.5 * p.birth_kg);
}

/// Milk (kg d-1) of a cow well fed, `days` after birth: up to the peak and down in straight lines.
[[nodiscard]] inline double milk_potential_kg(const Milk& p, double days) noexcept
{
  const double up = p.peak_kg * (p.at_birth + (1.0 - p.at_birth) * days / p.peak_day);
  const double down = p.peak_kg * std::max(1.0 - (days - p.peak_day) / std::max(p.dry_day - p.peak_day, 1.0), 0.0);
  return days < 0.0 ? 0.0 : days < p.peak_day ? up : down;
}

/// Share of it that a cow gives whose protein is this share of that of a full-grown one of her frame and age.
[[nodiscard]] inline double milk_share(const Milk& p, double protein_share) noexcept
{
  return std::clamp((protein_share - p.lean_to) / std::max(p.lean_from - p.lean_to, 1e-3), 0.0, 1.0);
}

/// Whether a cow dries up today: post-natal, in summer, in early fall, or (normally) in the rut; one rich in protein
/// nurses on, which is extended lactation. @param rut  day of the year of conception
[[nodiscard]] inline bool dries_up(const Milk& p, double protein_share, int day_of_year, double rut) noexcept
{
  const double day = day_of_year;
  const double least = day <= p.post_natal_until ? p.post_natal
                       : day <= p.summer_until   ? p.summer
                       : day < rut               ? p.fall
                                                 : p.extended;
  return protein_share < least;
}

}  // namespace rangifer::behaviour
