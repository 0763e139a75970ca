#pragma once
#include <array>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// Births, when and how often: `[calving]` of a scenario.
struct Calving {
  double mean_doy = 155;
  double sd_d = 3.5;
  double late_d_per_kg = 0.35;
  double pregnancy_offset = -12.1;
  double pregnancy_per_kg = 0.153;
  double conception_doy = 288;
  double weaning_doy = 305;
  double male_at_birth = 0.51;

  static constexpr std::array<Parameter<Calving>, 8> table {{
    {"mean_doy", &Calving::mean_doy, "day of year", 148, 165, "M high", "Whitten 1992: peak 1 to 6 June",
     "mean date of birth of cows of the mass at which half of them conceive, and heavier"},
    {"sd", &Calving::sd_d, "d", 1, 10, "M med", "90 % of births within 10 to 14 days", "spread of birth dates"},
    {"late_per_kg", &Calving::late_d_per_kg, "d kg-1", 0, 1.5, "D",
     "Cameron 1993: late calvers weigh 10 kg less in July, 4 to 8 days later",
     "days later for each kg a mother was lighter in the rut than pregnancy is half likely at"},
    {"pregnancy_offset", &Calving::pregnancy_offset, "1", -40, 0, "D",
     "masses 90.0 and 82.5 kg, sd 7, prior 0.75: Cameron 1993", "logit of pregnancy at no mass"},
    {"pregnancy_per_kg", &Calving::pregnancy_per_kg, "kg-1", 0.05, 0.4, "D", "the same: half of the cows of 79 kg",
     "rise of the logit of pregnancy with mass in the rut"},
    {"conception", &Calving::conception_doy, "day of year", 270, 310, "M high", "rut early to mid October",
     "pregnancies are decided on this day"},
    {"weaning", &Calving::weaning_doy, "day of year", 260, 365, "E", "normal weaning in the rut",
     "calves walk on their own from this day"},
    {"male_at_birth", &Calving::male_at_birth, "1", 0.3, 0.7, "M med", "0.50 to 0.53", "share of males at birth"},
  }};
};

/// Deaths that no other submodel explains, and what starving means: `[survival]` of a scenario.
struct Survival {
  double weaned_calf = 0.80;
  double yearling = 0.93;
  double adult_female = 0.91;
  double adult_male = 0.87;
  double age_ratio = 0.85;
  double senescence_from_y = 12;
  double senescence_per_year = 0.25;
  std::int64_t oldest_female_y = 18;
  std::int64_t oldest_male_y = 13;
  double starving_fat = 0.02;
  double starving_protein = 0.70;
  double starving_daily = 0.01;
  double starving_steepness = 8;
  double wasted = 0.5;

  static constexpr std::array<Parameter<Survival>, 14> table {{
    {"weaned_calf", &Survival::weaned_calf, "per year", 0.1, 1, "D", "first-year survival 0.51, Fancy 1994 (V)",
     "calves from weaning on, hunger apart"},
    {"yearling", &Survival::yearling, "per year", 0.3, 1, "D", "0.88 with all causes: consistency check of the matrix",
     "yearlings, hunger, wolves and harvest apart"},
    {"adult_female", &Survival::adult_female, "per year", 0.7, 1, "D",
     "published 0.842 does not fit observed growth: with all causes 0.84 to 0.94, calibrated",
     "cows of two years and more, likewise"},
    {"adult_male", &Survival::adult_male, "per year", 0.6, 1, "D", "0.80 to 0.92 with all causes",
     "bulls of two years and more, likewise"},
    {"age_ratio", &Survival::age_ratio, "1", 0.5, 0.98, "D",
     "survival by all causes, 0.842 of cows and 0.826 of bulls (Fancy 1994, V), over growth near 1",
     "adults of an age over those a year younger, in a herd at the start of a run"},
    {"senescence_from", &Survival::senescence_from_y, "year", 5, 20, "M med",
     "natality and survival fall from 12 to 14 on", "age from which deaths become more frequent"},
    {"senescence", &Survival::senescence_per_year, "year-1", 0, 1, "E", "", "log by which, each year"},
    {"oldest_female", &Survival::oldest_female_y, "year", 5, 25, "M med", "15 to 18", "no cow grows older"},
    {"oldest_male", &Survival::oldest_male_y, "year", 5, 25, "M med", "10 to 13", "no bull grows older"},
    {"starving_fat", &Survival::starving_fat, "1", 0, 0.1, "E", "2 to 3 % of the body",
     "fat over lean mass below which an animal may starve"},
    {"starving_protein", &Survival::starving_protein, "1", 0.3, 1, "E", "70 to 75 % of the autumn's",
     "and protein over that of a full-grown body"},
    {"starving_daily", &Survival::starving_daily, "d-1", 0, 1, "E", "", "chance to die on a day with neither left"},
    {"starving_steepness", &Survival::starving_steepness, "1", 0.1, 100, "E", "",
     "how fast that chance is reached below the limit of protein: times the share of it that is lacking"},
    {"wasted", &Survival::wasted, "1", 0.1, 0.95, "E", "no body lives on",
     "of starving_protein: with no more than this an animal dies, whatever its fat"},
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
  double inherited_reach_km = 115;
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

/// Factor on the chance of dying at this age: 1 until senescence_from, then e^(senescence (age - senescence_from)).
[[nodiscard]] double senescence(const Survival& p, double age_years) noexcept;

/// Chance to starve today: nothing while either pool is above its limit, certain with `wasted` of the protein at its
/// limit, whatever fat there is.
///
///   starving_daily (1 - fat / starving_fat) min(starving_steepness (1 - protein / starving_protein), 1)
///
/// @param fat_of_lean    fat over lean mass
/// @param protein_share  protein over that of a full-grown body of its frame and age
[[nodiscard]] double starvation_risk(const Survival& p, double fat_of_lean, double protein_share) noexcept;

/// Chance to conceive at a live mass (kg) in the rut: a logistic, 0.5 at 79 kg [cameron1993, derived].
[[nodiscard]] double pregnancy_chance(const Calving& p, double mass_kg) noexcept;

/// Days by which a mother of this mass calves later than the mean.
[[nodiscard]] double due_late_d(const Calving& p, double mass_kg) noexcept;

}  // namespace rangifer::behaviour
