#pragma once
#include <array>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// Births, when and how often: `[calving]` of a scenario.
struct Calving {
  double mean_doy = 155;
  double sd_d = 3.5;
  double parturition_adult = 0.80;
  double parturition_two_year = 0.10;
  double conception_doy = 288;
  double weaning_doy = 305;
  double male_at_birth = 0.51;

  static constexpr std::array<Parameter<Calving>, 7> table {{
    {"mean_doy", &Calving::mean_doy, "day of year", 148, 165, "M high", "Whitten 1992: peak 1 to 6 June",
     "mean date of birth"},
    {"sd", &Calving::sd_d, "d", 1, 10, "M med", "90 % of births within 10 to 14 days", "spread of birth dates"},
    {"parturition_adult", &Calving::parturition_adult, "1", 0, 1, "V", "Fancy 1994: 80 % of cows of three and more",
     "cows of three years and more that give birth"},
    {"parturition_two_year", &Calving::parturition_two_year, "1", 0, 1, "D", "0 to 0.30 in the pattern table",
     "cows of two years that give birth"},
    {"conception", &Calving::conception_doy, "day of year", 270, 310, "M high", "rut early to mid October",
     "pregnancies are decided on this day"},
    {"weaning", &Calving::weaning_doy, "day of year", 260, 365, "E", "normal weaning in the rut",
     "calves walk on their own from this day"},
    {"male_at_birth", &Calving::male_at_birth, "1", 0.3, 0.7, "M med", "0.50 to 0.53", "share of males at birth"},
  }};
};

/// Fixed rates until the energy budget takes over: `[survival]` of a scenario.
struct Survival {
  double june_calf = 0.75;
  double first_year = 0.51;
  double yearling = 0.88;
  double adult_female = 0.89;
  double adult_male = 0.85;
  std::int64_t oldest_female_y = 16;
  std::int64_t oldest_male_y = 13;

  static constexpr std::array<Parameter<Survival>, 7> table {{
    {"june_calf", &Survival::june_calf, "per 30 d", 0.3, 1, "V", "Fancy 1994: 0.57 to 0.90 among years",
     "calves alive 30 days after birth"},
    {"first_year", &Survival::first_year, "per year", 0.1, 1, "V", "Fancy 1994: 0.51", "calves alive after a year"},
    {"yearling", &Survival::yearling, "per year", 0.3, 1, "D", "consistency check of the matrix", "yearlings"},
    {"adult_female", &Survival::adult_female, "per year", 0.7, 1, "D",
     "published 0.842 does not fit observed growth: calibrated, prior 0.84 to 0.94", "cows of two years and more"},
    {"adult_male", &Survival::adult_male, "per year", 0.6, 1, "D", "0.80 to 0.92", "bulls of two years and more"},
    {"oldest_female", &Survival::oldest_female_y, "year", 5, 25, "M med", "15 to 18", "no cow grows older"},
    {"oldest_male", &Survival::oldest_male_y, "year", 5, 25, "M med", "10 to 13", "no bull grows older"},
  }};
};

/// What cows remember of where they calved: `[memory]` of a scenario. A herd at the start of a run has
/// calved nowhere yet; it inherits a range that is low tundra anywhere, the better
///   the farther from forest and its predators,
///   the nearer to both reliefs from the insects of July, ridges and sea,
///   the shorter the way from the winter range.
/// Herds of other country keep to other heights, ruggedness and distances from the sea: a herd may say its own.
struct CalvingMemory {
  double forget_years = 7;
  std::int64_t groups = 8;
  double group_reach_km = 12;
  double group_least = 0.005;
  double inherited_reach_km = 120;
  double inherited_plain = 0.2;
  double inherited_forest_km = 160;
  double inherited_forest_from_km = 50;
  double inherited_upland_km = 8;
  double inherited_coast_km = 20;
  double inherited_coast_best_km = 0;
  double inherited_lowest_m = -500;
  double inherited_highest_m = 9000;
  double inherited_ruggedness_m = 10000;

  static constexpr std::array<Parameter<CalvingMemory>, 14> table {{
    {"forget", &CalvingMemory::forget_years, "year", 1, 50, "E", "5 to 10 years",
     "e-folding time of the remembered calving place"},
    {"groups", &CalvingMemory::groups, "1", 1, 16, "E", "",
     "cows that remember neighbouring places share a destination; this many"},
    {"group_reach", &CalvingMemory::group_reach_km, "km", 2, 100, "E", "",
     "a destination is the ground within this distance of its remembered places"},
    {"group_least", &CalvingMemory::group_least, "1", 0, 1, "E", "one in two hundred: a stray makes no destination",
     "of the places a group remembers, the share from which a block counts"},
    {"inherited_reach", &CalvingMemory::inherited_reach_km, "km", 20, 1000, "E", "",
     "inherited range thins with cost distance from the winter range, e-folding"},
    {"inherited_plain", &CalvingMemory::inherited_plain, "1", 0, 1, "E", "",
     "no weight where the share of low tundra around is less"},
    {"inherited_forest", &CalvingMemory::inherited_forest_km, "km", 1, 1000, "E",
     "spacing away from wolves in spring and summer, Hayes and Russell 1998; forest as their measure is a guess",
     "full weight this far from forest"},
    {"inherited_forest_from", &CalvingMemory::inherited_forest_from_km, "km", 0, 1000, "E", "the same",
     "no weight nearer to forest than this; the square of a line in between"},
    {"inherited_upland", &CalvingMemory::inherited_upland_km, "km", 2, 5000, "E",
     "ridges are this herd's relief from insects, Walsh 1992", "inherited range thins away from foothills, e-folding"},
    {"inherited_coast", &CalvingMemory::inherited_coast_km, "km", 2, 5000, "E", "as is the coast, Dau 1986",
     "inherited range thins away from the sea, e-folding"},
    {"inherited_coast_best", &CalvingMemory::inherited_coast_best_km, "km", 0, 1000, "E",
     "0: the shore; other herds calve inland", "distance from the sea that inherited_coast counts from, both ways"},
    {"inherited_lowest", &CalvingMemory::inherited_lowest_m, "m", -500, 9000, "E", "", "no weight lower than this"},
    {"inherited_highest", &CalvingMemory::inherited_highest_m, "m", -500, 9000, "E", "", "no weight higher than this"},
    {"inherited_ruggedness", &CalvingMemory::inherited_ruggedness_m, "m", 1, 10000, "E", "",
     "no weight on ground rougher than this"},
  }};
};

/// Chance of dying today under a constant hazard that leaves `survival` alive after `days`:
///   1 - survival^(1 / days)
[[nodiscard]] float daily_death(double survival, double days) noexcept;

/// A calf's chance of dying on a day of its life: June rate for 30 days, then what is left of the year.
[[nodiscard]] float calf_daily_death(const Survival& p, int age_days) noexcept;

}  // namespace rangifer::behaviour
