#include "behaviour/calf_growth.h"

namespace rangifer::behaviour {

CalfDay calf_day(const CalfGrowth& p, const Milk& milk, double mass_kg, double age_days, double milk_kg, double fed,
                 const DaysWork& work, double climb_j) noexcept
{
  const double metabolic = metabolic_mass(mass_kg);
  const double grazing =
    std::clamp((age_days - p.forage_from_d) / std::max(p.forage_full_d - p.forage_from_d, 1.0), 0.0, 1.0);
  const double forage_kg = work.graze_kg > 0.0 ? grazing * fed * p.appetite_g * metabolic / 1000.0 : 0.0;
  const double per_kg = work.graze_kg > 0.0 ? 1.0 / work.graze_kg : 0.0;
  const double available_mj = milk_kg * milk.energy_mj_kg * p.milk_use + forage_kg * work.graze_mj * per_kg;
  const double protein_kg = p.protein_use * (milk_kg * milk.protein + forage_kg * work.graze_protein_kg * per_kg) -
                            6.25 * p.nitrogen_g * metabolic / 1000.0;

  const double need =
    p.maintenance_mj * metabolic + work.walk_kj_kg * mass_kg / 1000.0 + climb_j * work.climb_m * mass_kg / 1e6;
  CalfDay day;
  if (available_mj <= need) {
    day.intake_mj = available_mj;
    day.spent_mj = need;
    day.mass_kg = mass_kg + (available_mj - need) / p.stored_mj_kg;
    return day;
  }
  const double by_energy = p.efficiency * (available_mj - need) / p.stored_mj_kg;
  const double by_protein = std::max(protein_kg / p.protein_kg_kg, 0.0);
  const double gain = std::min(by_energy, by_protein);
  const double laid_on = gain * p.stored_mj_kg;
  day.spent_mj = need + laid_on * (1.0 / p.efficiency - 1.0);
  day.intake_mj = day.spent_mj + laid_on;
  day.mass_kg = mass_kg + gain;
  return day;
}

}  // namespace rangifer::behaviour
