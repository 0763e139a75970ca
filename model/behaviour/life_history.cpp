#include "behaviour/life_history.h"

#include <algorithm>

#include "base/deterministic_math.h"

namespace rangifer::behaviour {

float daily_death(double survival, double days) noexcept
{
  return 1.0f - exp_det(log_det(static_cast<float>(survival)) / static_cast<float>(days));
}

double senescence(const Survival& p, double age_years) noexcept
{
  const double beyond = std::max(age_years - p.senescence_from_y, 0.0);
  return static_cast<double>(exp_det(static_cast<float>(p.senescence_per_year * beyond)));
}

double starvation_risk(const Survival& p, double fat_of_lean, double protein_share) noexcept
{
  const double left = protein_share / std::max(p.starving_protein, 1e-9);
  if (left <= p.wasted) return 1.0;
  const double thin = 1.0 - std::max(fat_of_lean, 0.0) / std::max(p.starving_fat, 1e-9);
  if (thin <= 0.0 || left >= 1.0) return 0.0;
  return p.starving_daily * thin * std::min(p.starving_steepness * (1.0 - left), 1.0);
}

double pregnancy_chance(const Calving& p, double mass_kg) noexcept
{
  return static_cast<double>(logistic_det(static_cast<float>(p.pregnancy_offset + p.pregnancy_per_kg * mass_kg)));
}

double due_late_d(const Calving& p, double mass_kg) noexcept
{
  const double half_kg = -p.pregnancy_offset / p.pregnancy_per_kg;
  return p.late_d_per_kg * std::max(half_kg - mass_kg, 0.0);
}

}  // namespace rangifer::behaviour
