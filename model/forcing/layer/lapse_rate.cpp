#include <cmath>
#include <numbers>

#include "forcing/forcing.h"

namespace rangifer::forcing {

double LapseRate::on(int day_of_year) const noexcept
{
  constexpr double mid_july = 196.0, year_d = 365.25;
  const double season = std::cos(2.0 * std::numbers::pi * (day_of_year - mid_july) / year_d);  // 1 in summer
  return 0.5 * (summer_k_per_km + winter_k_per_km) + 0.5 * (summer_k_per_km - winter_k_per_km) * season;
}

}  // namespace rangifer::forcing
