#include "behaviour/life_history.h"

#include "base/deterministic_math.h"

namespace rangifer::behaviour {

float daily_death(double survival, double days) noexcept
{
  return 1.0f - exp_det(log_det(static_cast<float>(survival)) / static_cast<float>(days));
}

float calf_daily_death(const Survival& p, int age_days) noexcept
{
  constexpr int june_days = 30, year_days = 365;
  if (age_days <= june_days) return daily_death(p.june_calf, june_days);
  return daily_death(p.first_year < p.june_calf ? p.first_year / p.june_calf : 1.0, year_days - june_days);
}

}  // namespace rangifer::behaviour
