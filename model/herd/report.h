#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/expense.h"
#include "base/grid.h"
#include "herd/mode.h"

namespace rangifer::herd {

/// One herd on one day, counted at midnight after the last step. Counts are animals (agents times
/// animals per agent); means are per animal.
struct HerdDay {
  std::array<std::int64_t, cohort_count> alive {};
  std::array<std::int64_t, loss_count> lost {};     ///< today, by cause; calves included
  std::int64_t born = 0;                            ///< calves born today
  std::int64_t alive_before = 0;                    ///< yesterday's total, for the audit
  std::array<std::int64_t, mode_count> in_mode {};  ///< all that walk on their own, by mode
  double cow_distance_km = 0.0;                     ///< mean path of a cow today
  double bull_distance_km = 0.0;
  double cow_x_m = 0.0;  ///< mean place of the cows
  double cow_y_m = 0.0;
  double bull_x_m = 0.0;
  double bull_y_m = 0.0;
  double cows_on_plain = 0.0;     ///< share of cows on the arctic coastal plain, 0..1
  double cow_snow_depth_m = 0.0;  ///< mean where the cows are
  double cow_greenness = 0.0;
  double bulls_on_plain = 0.0;
  double mosquito_index = 0.0;  ///< mean over the cows and the hours of the day, 0..1
  double oestrid_index = 0.0;
  double cow_mass_kg = 0.0;  ///< live mass of cows of three years and more, without a calf in the womb; like all
                             ///< of these before the day's deaths
  double cow_fat_kg = 0.0;
  double cow_protein_kg = 0.0;
  double bull_mass_kg = 0.0;
  double calf_mass_kg = 0.0;   ///< at heel
  double cow_intake_mj = 0.0;  ///< metabolisable energy
  double cow_need_mj = 0.0;    ///< with which her body would have stayed as it was
  Expenses cow_spent_mj {};
  double energy_in_mj = 0.0;  ///< of the whole herd, calves included: eaten
  double energy_spent_mj = 0.0;
  double energy_stored_mj = 0.0;             ///< what all bodies gained
  double energy_worst_mj = 0.0;              ///< largest |eaten - spent - stored| of any animal
  std::vector<std::int64_t> in_region;       ///< animals, calves included, per region
  std::vector<std::int64_t> near_community;  ///< the same within reach of each community
  std::int64_t held_back = 0;                ///< grown animals that a road or pipeline stopped today
  /// Animals that crossed the border today, [direction][latitude band]; direction 0 is westward
  /// (into Alaska), 1 eastward (into Canada).
  std::array<std::vector<std::int64_t>, 2> crossed;
};

/// Everything that is recorded of one day.
struct DayReport {
  Day day {};
  std::vector<HerdDay> herd;
};

/// One birth: an agent's calf, standing for `animals` calves.
struct Birth {
  std::uint64_t mother = 0;
  std::int32_t herd = 0;
  std::int32_t animals = 0;
  Day day {};
  float x_m = 0, y_m = 0;
  float longitude_deg = 0, latitude_deg = 0;
  std::uint32_t regions = 0;       ///< bit per region
  float snow_cover = 0;            ///< snow-covered fraction at the place and day
  float greenness = 0;             ///< 0..1 of full green-up, that day
  float ndvi_21_june = 0;          ///< at the place, NaN if the run ends before
  std::int32_t snow_free_doy = 0;  ///< day of year the place became snow-free; 0 if not yet
  float plain = 0;                 ///< share of low, gentle tundra around: predator refuge
  float displacement_km = 0;       ///< from the place she remembered
  float remembered_x_m = 0, remembered_y_m = 0;
  std::int32_t mother_age_y = 0;
  float birth_mass_kg = 0;
  float mother_mass_kg = 0;                ///< without a calf in the womb
  float mass_28d_kg = 0, mass_42d_kg = 0;  ///< of the calf at these ages; NaN if it died before, or the year ended
  float alive_end_of_june = 0;             ///< animals of `animals` alive at the end of 30 June
};

/// Where one followed agent is at the end of a step.
struct TrackPoint {
  float x_m = 0, y_m = 0;
  float longitude_deg = 0, latitude_deg = 0;
  std::int8_t mode = 0;
  std::int8_t alive = 0;
};

/// The maps of one year, each on the model grid.
struct YearMaps {
  int year = 0;
  Field births;          ///< calves born in the cell
  Field snow_free_doy;   ///< NaN where snow never left or never lay
  Field green_up_doy;    ///< day of year of half green-up, NaN where none
  Field mosquito_hours;  ///< index summed over the hours of the year
  Field oestrid_hours;
  std::vector<Field> calving_isopleth;  ///< of each herd: the smallest isopleth of its births that holds the cell, 0..1
};

/// What a year says about the calving ground of a herd.
struct ImpactYear {
  int year = 0;
  std::int32_t herd = 0;
  std::int64_t births = 0;
  std::vector<double> birth_share;  ///< per region, 0..1
  double birth_share_east_of_border = 0;
  double mean_birth_doy = 0;
  double sd_birth_doy = 0;
  double centroid_x_m = 0, centroid_y_m = 0;
  double centroid_longitude_deg = 0, centroid_latitude_deg = 0;
  double annual_area_km2 = 0;        ///< 95 % of the kernel utilisation distribution of births
  double concentrated_area_km2 = 0;  ///< above the mean density within the 99 % isopleth
  double concentrated_share = 0;     ///< of the distribution, in the concentrated ground
  double reference_affinity = 0;     ///< with the places its cows remembered when the run began
  double reference_intersection = 0;
  double births_in_zone =
    0;  ///< share of the births in cells that a zone of influence of calving time reaches; NaN without one
  double ground_in_zone = 0;  ///< the same of the kernel utilisation distribution
  double june_calf_survival = 0;
  std::vector<double> june_calf_survival_by_region;  ///< by region of birth; NaN without births there
  double mother_mass_kg = 0;                         ///< mean over the births
  double predator_exposure = 0;                      ///< mean chance of a newborn to be taken over that on a plain
  double ndvi_21_june = 0;                           ///< median over births
  double snow_free_doy = 0;                          ///< median over births
  double plain = 0;                                  ///< mean predator refuge over births
  double displacement_km = 0;                        ///< mean from the remembered place
  double green_up_mismatch_d = 0;                    ///< median of birth day less half green-up day at the place
  double birth_mass_kg = 0;                          ///< mean
  double autumn_cow_mass_kg = 0;  ///< cows that will be three and more next June, on the day of conception
  double autumn_mass_pregnant_kg = 0,
         autumn_mass_barren_kg = 0;  ///< of these, those that conceived and those that did not
  double parturition_adult = 0;      ///< births by cows of three and more over such cows alive at the end of May
  double parturition_two_year = 0;   ///< likewise, of two
  /// Crossings of the border out (westward, 1 April to 15 July) and back (eastward, 16 June to 30 November).
  std::array<std::int64_t, 2> crossings {};
  std::array<double, 2> crossing_doy {};  ///< median day of them; NaN without any
  std::vector<double> days_in_region;     ///< days of the year that an animal spends there, mean over the herd
  std::vector<double> community_animals;  ///< [week][community]: animals within reach, mean of the week; NaN if not run
};

}  // namespace rangifer::herd
