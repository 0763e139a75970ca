#pragma once
#include <array>
#include <cstdint>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// The state of mind an animal can be in over days; insect flight is decided by the hour on top.
enum class Season : std::uint8_t {
  winter,
  spring_migration,
  pre_calving,
  calving,
  post_calving,
  late_summer,
  fall_migration,
  rut
};

/// What an animal knows on a morning.
struct Cues {
  int day_of_year = 1;
  float week_temperature_c = 0;  ///< running mean of about a week, where it stands
  float snow_cover = 0;          ///< 0..1, where it stands
  float to_go_km = 0;            ///< cost distance to its destination
  int days_to_due = 0;           ///< pregnant cows
  int days_in_season = 0;
  bool pregnant = false;
  bool gave_birth = false;  ///< since yesterday
  bool with_calf = true;    ///< a calving cow: her calf is alive
  bool male = false;        ///< adult bull
  bool yearling = false;
};

/// Cue-driven changes with the calendar as prior: `[seasons]` of a scenario.
struct Seasons {
  double spring_departure_doy = 108;
  double spring_spread_d = 8;
  double spring_warmth_per_k = 0.08;
  double spring_reference_c = -12;
  double barren_lag_d = 7;
  double bull_lag_d = 56;
  double arrival_km = 20;
  double pre_calving_d = 4;
  double calving_d = 5;
  double straggle_until_doy = 190;
  double disperse_doy = 220;
  double disperse_spread_d = 4;
  double fall_departure_doy = 246;
  double fall_spread_d = 6;
  double fall_cold_push = 1.5;
  double fall_frost_c = 0;
  double fall_snow_cover = 0.3;
  double rut_from_doy = 281;
  double rut_spread_d = 2;
  double rut_d = 14;
  double winter_arrival_km = 40;
  double settle_doy = 335;
  double settle_spread_d = 3;
  double winter_fidelity = 0.30;

  static constexpr std::array<Parameter<Seasons>, 24> table {{
    {"spring_departure", &Seasons::spring_departure_doy, "day of year", 95, 125, "E",
     "15 to 20 April; drift from March", "middle of spring departure of pregnant cows"},
    {"spring_spread", &Seasons::spring_spread_d, "d", 1, 30, "E", "", "logistic scale of departure"},
    {"spring_warmth", &Seasons::spring_warmth_per_k, "K-1", 0, 1, "E",
     "departure is linked to large-scale climate, Gurarie 2019", "how much a warm week hurries departure"},
    {"spring_reference", &Seasons::spring_reference_c, "degC", -30, 5, "E", "mid-April mean of the winter range",
     "weekly temperature that neither hurries nor delays"},
    {"barren_lag", &Seasons::barren_lag_d, "d", 0, 40, "E", "pregnant cows lead",
     "yearlings and barren cows leave later by"},
    {"bull_lag", &Seasons::bull_lag_d, "d", 0, 60, "E",
     "calibrated, so that males join 4 to 6 weeks after the cows (V): a lag of departure is not one of arrival",
     "bulls leave later by"},
    {"arrival", &Seasons::arrival_km, "km", 1, 100, "E", "",
     "nearer than this an animal has arrived on its summer range"},
    {"pre_calving", &Seasons::pre_calving_d, "d", 0, 30, "E", "cows march on while they can",
     "cows still on their way search for a place this long before birth"},
    {"calving", &Seasons::calving_d, "d", 1, 30, "E", "0 to 5 days", "mother and calf hardly move"},
    {"straggle_until", &Seasons::straggle_until_doy, "day of year", 150, 230, "E", "",
     "the last end their spring migration, wherever they are"},
    {"disperse", &Seasons::disperse_doy, "day of year", 200, 250, "M high", "aggregations break up about 8 August",
     "middle of dispersal"},
    {"disperse_spread", &Seasons::disperse_spread_d, "d", 1, 20, "E", "", "logistic scale of dispersal"},
    {"fall_departure", &Seasons::fall_departure_doy, "day of year", 232, 260, "V", "late August to early September",
     "middle of fall departure"},
    {"fall_spread", &Seasons::fall_spread_d, "d", 1, 20, "E", "", "logistic scale of fall departure"},
    {"fall_cold_push", &Seasons::fall_cold_push, "1", 0, 5, "E", "often triggered by storm or cold",
     "added to the logit in a week of frost or on snow"},
    {"fall_frost", &Seasons::fall_frost_c, "degC", -15, 10, "E", "freezing",
     "a week with a lower mean temperature is one of frost"},
    {"fall_snow", &Seasons::fall_snow_cover, "1", 0, 1, "E", "", "more snow cover than this counts as snow"},
    {"rut_from", &Seasons::rut_from_doy, "day of year", 265, 300, "V", "early to mid October",
     "middle of the beginning of the rut"},
    {"rut_spread", &Seasons::rut_spread_d, "d", 0.1, 10, "E", "", "logistic scale of its beginning among animals"},
    {"rut", &Seasons::rut_d, "d", 1, 40, "M med",
     "rut early to mid October, US Fish and Wildlife Service; its length remembered", "and lasts"},
    {"winter_arrival", &Seasons::winter_arrival_km, "km", 1, 200, "E", "",
     "nearer than this an animal has arrived on its winter range"},
    {"settle", &Seasons::settle_doy, "day of year", 300, 366, "M high", "winter from 1 December",
     "half of those still on their way settle by then"},
    {"settle_spread", &Seasons::settle_spread_d, "d", 0.1, 20, "E", "", "logistic scale of settling"},
    {"winter_fidelity", &Seasons::winter_fidelity, "1", 0, 1, "E",
     "low: ranges overlap by 43 % in the Central Arctic herd, Nicholson 2016 (V), which is not this chance",
     "chance to go back to last year's winter area"},
  }};
};

/// On later days nobody leaves its winter range: autumn's settlers stay.
inline constexpr int last_departure_doy = 250;

/// What next_season() looks at: the draw, to_go_km, and the weather and snow where the animal stands. Whoever asks need
/// not find out the rest.
struct Heeds {
  bool draw = false, way = false, ground = false;
};
[[nodiscard]] constexpr Heeds heeds(Season now, int day_of_year) noexcept
{
  using enum Season;
  const bool may_leave = now == winter && day_of_year <= last_departure_doy;
  const bool in_fall = now == fall_migration || now == rut;
  return {.draw = may_leave || now == post_calving || now == late_summer || in_fall,
          .way = now == spring_migration || in_fall,
          .ground = may_leave || now == late_summer};
}

/// The season an animal is in tomorrow. A pure function: the draw is given.
/// @param draw uniform in (0, 1), the animal's own for this year and season (the same in fall migration and rut)
[[nodiscard]] Season next_season(const Seasons& p, Season now, const Cues& cues, float draw) noexcept;

}  // namespace rangifer::behaviour
