#include <array>

#include "validation/pattern_arrival.h"
#include "validation/pattern_calving.h"
#include "validation/pattern_condition.h"
#include "validation/pattern_energy.h"
#include "validation/pattern_fidelity.h"
#include "validation/pattern_ground.h"
#include "validation/pattern_movement.h"
#include "validation/pattern_survival.h"
#include "validation/pattern_wolves.h"
#include "validation/score.h"

namespace rangifer::validation {

namespace {

// Bands hold what was seen and the tolerance about it, worked out in the comment where both are published apart.
// Days of the year are those of a year of 365 days.
constexpr Pattern table[] = {
  {1, "peak of calving, median day", "1-6 June", 149, 160, "doy", false, "Whitten 1986", "", median_birth_day},
  {1, "80 % of births, longest span", "within 14 d", 1, 14, "d", false, "Whitten 1986", "", birth_span},
  {2, "calving date when thaw is 9.5 d earlier", "shift of 2 d at most", -4, 4, "d", false, "Gustine 2017", "",
   birth_day_shift},
  {3, "births Hulahula-Babbage, normal springs", "0.90 or more", 0.80, 1, "1", false, "Whitten 1986", "",
   births_in_belt},
  {4, "r(snow-free day, birth longitude east)", "earlier is farther west", 0, open_end, "1", false, "Severson 2021", "",
   snow_and_longitude},
  {5, "births in Yukon or en route, late springs", "the majority", 0.50, 1, "1", false, "FWS 1987", "",
   births_in_late_springs},
  {6, "regimes: Alaska 1983-99, Yukon 2000-13", "order of two means", none, none, "1", true, "USGS",
   "needs runs under both climates, told apart", nullptr},
  {7, "animals in Alaska, 1-10 July", "0.93 in 2017", 0.80, 0.98, "1", false, "yukon.ca 2017", "",
   alaska_in_early_july},
  {8, "half of the cows on the plain", "15-31 May", 128, 158, "doy", false, "FWS", "", arrival_on_plain},  // +- 7 d
  {9, "least of July/spring, spring/winter rate", "July > spring > winter", 1, open_end, "1", false,
   "FWS; Curatolo 1986", "", order_of_rates},
  {10, "rate post-calving, 3-h fixes", "8 (one cow)", 4.8, 11.2, "km/d", false, "Curatolo 1986", "",
   post_calving_rate},  // 40 %, as the next two
  {10, "rate in mosquito season, 3-h fixes", "23 (one cow)", 13.8, 32.2, "km/d", false, "Curatolo 1986", "",
   mosquito_rate},
  {10, "rate in oestrid season, 3-h fixes", "14 (one cow)", 8.4, 19.6, "km/d", false, "Curatolo 1986", "",
   oestrid_rate},
  {11, "winter rate, 1-h fixes", "6.2", 3, 9, "km/d", false, "Joly 2005", "", winter_rate},
  {12, "winter rate by 2-h over 1-h fixes", "0.86", 0.76, 0.96, "1", false, "Joly 2005", "", two_hour_decay},
  {12, "winter rate by 167-h over 1-h fixes", "0.65", 0.55, 0.75, "1", false, "Joly 2005", "", weekly_decay},
  {13, "path of a cow in a year, 2-3 fixes a day", "2800-5000", 2360, 5440, "km", true, "Fancy 1989", "",
   annual_path},  // 20 % of the range
  {14, "straight-line round trip, mean", "700-1200", 595, 1380, "km", false, "Joly 2019", "", mean_round_trip},  // 15 %
  {14, "straight-line round trip, longest", "1200-1350", 1020, 1552.5, "km", false, "Joly 2019", "",
   longest_round_trip},  // 15 %
  {15, "males join: half of the bulls on the plain", "20 June-10 July", 161, 201, "doy", false, "male study", "",
   males_join},  // 171 to 191 +- 10 d
  {16, "directed movement in autumn starts", "doy 235-255", 225, 265, "doy", false, "FWS", "", fall_start},  // 10 d
  {16, "deep in the taiga", "doy 295-315", 285, 325, "doy", false, "FWS", "", deep_taiga},                   // 10 d
  {17, "overlap of years' ranges, summer/winter", "62.4 to 42.8 %", 1, open_end, "1", false, "Nicholson 2016", "",
   summer_over_winter},
  {17, "overlap of summer ranges, next years", "62.4 (another herd)", 42.4, 82.4, "%", false, "Nicholson 2016", "",
   summer_overlap},  // 20 points, as the next
  {17, "overlap of winter ranges, next years", "42.8 (another herd)", 22.8, 62.8, "%", false, "Nicholson 2016", "",
   winter_overlap},
  {18, "June survival of calves, mean", "0.70-0.85", 0.62, 0.88, "1", false, "Fancy 1994; PCMB", "", june_survival},
  {18, "June survival of calves, range of years", "0.57-0.90", 0.15, open_end, "1", false, "Fancy 1994", "",
   june_survival_range},
  {19, "first-year survival", "0.51", 0.40, 0.60, "1", false, "Fancy 1994", "", calf_first_year},
  {20, "parturition, 3 years and more", "0.80", 0.70, 0.90, "1", false, "Fancy 1994", "", parturition},
  {20, "parturition, 2 years", "0-0.30", 0, 0.30, "1", false, "Adams & Dale 1998", "", parturition_of_two_year_olds},
  {21, "mass of cows in autumn", "88-92", 82, 96, "kg", false, "Cameron 1993", "", autumn_mass},
  {21, "autumn mass, pregnant less barren cows", "7.5", 4, 11, "kg", false, "Cameron 1993", "", pregnant_less_barren},
  {22, "fat of cows, October to May", "-30 to -45 %", -55, -20, "%", false, "Gerhart 1996", "",
   winter_fat_loss},  // 10 points, as the next
  {22, "protein of cows, October to May", "-15 to -29 %", -39, -5, "%", false, "Gerhart 1996", "", winter_protein_loss},
  {22, "day of a cow's lowest mass", "mid-June-early July", 156, 196, "doy", false, "Gerhart 1996", "",
   lightest_day},  // 15 June to 5 July (166 to 186) +- 10 d, as other dates
  {23, "energy requirement, December-March", "20-24", 17, 27.6, "MJ/d", false, "Boertje 1985", "",
   need_in_winter},  // 15 %, as the next
  {23, "energy requirement, June-August", "29-38", 24.65, 43.7, "MJ/d", false, "Boertje 1985", "", need_in_summer},
  {23, "energy requirement, July/next highest", "insect season highest", 1, open_end, "1", false, "Boertje 1985", "",
   insect_season_over_others},
  {24, "growth of calves, first 4 weeks", "0.40", 0.30, 0.50, "kg/d", false, "Gerhart 1996", "", first_growth},  // 25 %
  {24, "that, less growth in weeks 5 and 6", "0.10 (slower)", 0, open_end, "kg/d", false, "Gerhart 1996", "",
   slowing_growth},  // a difference, since a ratio turns about where calves grow no more
  {25, "mosquitoes at the coast over 30 km inland", "below 0.25", 0, 0.40, "1", false, "Dau 1986", "",
   mosquitoes_at_the_coast},
  {26, "snow-free day where calves are born", "27 May-2 June", 140, 160, "doy", false, "Johnson 2021", "",
   snow_free_where_born},                                                                                         // 7 d
  {26, "range of that day at a place, all years", "30", 23, 37, "d", false, "NPS", "", snow_free_between_years},  // 7 d
  {27, "use within 5 km of infrastructure, calving", "below 0.6", 0, 0.6, "1", false, "Johnson 2020",
   "needs --baseline", nullptr, &Contrast::births_within_5_km},
  {27, "use 5-10 km from infrastructure, calving", "nearly as without", 0.5, 1.5, "1", false, "Johnson 2020",
   "needs --baseline", nullptr, &Contrast::births_5_to_10_km},  // 50 %: who keeps off the first 5 km is found here
  {27, "use within 1 km of it, mosquito season", "reduced", 0, 1, "1", false, "Johnson 2020", "needs --baseline",
   nullptr, &Contrast::mosquito_use_within_1_km},  // by how much was not published
  {28, "growth of the herd, 2010-17", "+3.7", 1, 6, "%/y", false, "yukon.ca", "", growth},
  {29, "June survival, 1002 Area closed", "a small loss", -12, 0, "points", true, "Griffith 2002", "needs --baseline",
   nullptr, &Contrast::june_survival_points},
  {30, "wolves take, scaled outside 100-200k", "5.8-7.4 at 120-150k", 3, 10, "%/y", false, "Hayes & Russell 1998", "",
   taken_by_wolves},  // of yearlings and older; how it is scaled stands in pattern_wolves.h
};

}  // namespace

std::span<const Pattern> patterns() noexcept { return table; }

}  // namespace rangifer::validation
