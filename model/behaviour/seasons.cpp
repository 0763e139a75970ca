#include "behaviour/seasons.h"

#include "base/deterministic_math.h"

namespace rangifer::behaviour {
namespace {

/// Whether an animal whose own threshold is `draw` has left by today: half of them by `middle`, spread
/// as a logistic, sooner with a positive `push`. The threshold holds for the whole season, so that the
/// same animal is early, or late, in every scenario.
bool leaves(int day_of_year, double middle, double spread, float push, float draw) noexcept
{
  const float z = (static_cast<float>(day_of_year) - static_cast<float>(middle)) / static_cast<float>(spread);
  return draw < logistic_det(z + push);
}

Season from_winter(const Seasons& p, const Cues& c, float draw) noexcept
{
  if (c.day_of_year > last_departure_doy) return Season::winter;
  const double lag = c.male ? p.bull_lag_d : (c.pregnant ? 0.0 : p.barren_lag_d);
  const float warm =
    static_cast<float>(p.spring_warmth_per_k) * (c.week_temperature_c - static_cast<float>(p.spring_reference_c));
  return leaves(c.day_of_year, p.spring_departure_doy + lag, p.spring_spread_d, warm, draw) ? Season::spring_migration
                                                                                            : Season::winter;
}

Season from_spring(const Seasons& p, const Cues& c) noexcept
{
  const bool arrived = static_cast<double>(c.to_go_km) < p.arrival_km;
  if (c.pregnant) {
    // On her way until she is there or her time is near: then she looks for a place where she is.
    const bool near_term = static_cast<double>(c.days_to_due) <= p.pre_calving_d;
    return arrived || near_term ? Season::pre_calving : Season::spring_migration;
  }
  const bool late = static_cast<double>(c.day_of_year) >= p.straggle_until_doy;
  return arrived || late ? Season::post_calving : Season::spring_migration;
}

Season from_fall(const Seasons& p, const Cues& c, float draw) noexcept
{
  const auto today = static_cast<float>(c.day_of_year);
  constexpr int spring = 60;
  if (c.day_of_year < spring || leaves(c.day_of_year, p.settle_doy, p.settle_spread_d, 0.0f, draw))
    return Season::winter;
  // Its own first day of the rut: where the logistic reaches its threshold.
  const float rut_from =
    static_cast<float>(p.rut_from_doy) + static_cast<float>(p.rut_spread_d) * log_det(draw / (1.0f - draw));
  const bool rutting = today >= rut_from && today < rut_from + static_cast<float>(p.rut_d);
  if (rutting && !c.yearling) return Season::rut;
  const bool arrived = static_cast<double>(c.to_go_km) < p.winter_arrival_km;
  return arrived && today >= rut_from ? Season::winter : Season::fall_migration;
}

}  // namespace

Season next_season(const Seasons& p, Season now, const Cues& c, float draw) noexcept
{
  if (c.gave_birth) return Season::calving;
  switch (now) {
    case Season::winter:
      return from_winter(p, c, draw);
    case Season::spring_migration:
      return from_spring(p, c);
    case Season::pre_calving:
      return c.pregnant ? Season::pre_calving : Season::post_calving;
    case Season::calving:
      return static_cast<double>(c.days_in_season) >= p.calving_d || !c.with_calf ? Season::post_calving
                                                                                  : Season::calving;
    case Season::post_calving:
      return leaves(c.day_of_year, p.disperse_doy, p.disperse_spread_d, 0.0f, draw) ? Season::late_summer
                                                                                    : Season::post_calving;
    case Season::late_summer: {
      const bool cold = c.week_temperature_c < static_cast<float>(p.fall_frost_c) ||
                        c.snow_cover > static_cast<float>(p.fall_snow_cover);
      const float push = cold ? static_cast<float>(p.fall_cold_push) : 0.0f;
      return leaves(c.day_of_year, p.fall_departure_doy, p.fall_spread_d, push, draw) ? Season::fall_migration
                                                                                      : Season::late_summer;
    }
    case Season::fall_migration:
    case Season::rut:
      return from_fall(p, c, draw);
  }
  return now;
}

}  // namespace rangifer::behaviour
