#include <array>

#include "validation/pattern_calving.h"
#include "validation/pattern_ground.h"
#include "validation/pattern_movement.h"
#include "validation/pattern_survival.h"
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
  {15, "males join on the calving ground", "20 June-10 July", none, none, "doy", false, "male study",
   "needs the bulls on the calving ground, day by day", nullptr},
  {16, "directed movement in autumn starts", "doy 235-255", 225, 265, "doy", false, "FWS", "", fall_start},  // 10 d
  {16, "deep in the taiga", "doy 295-315", 285, 325, "doy", false, "FWS", "", deep_taiga},                   // 10 d
  {17, "fidelity to summer over winter ranges", "overlap 62 to 43 %", none, none, "1", false, "Nicholson 2016",
   "needs seasonal ranges of the same cows, year by year", nullptr},
  {18, "June survival of calves, mean", "0.70-0.85", 0.62, 0.88, "1", false, "Fancy 1994; PCMB", "", june_survival},
  {18, "June survival of calves, range of years", "0.57-0.90", 0.15, open_end, "1", false, "Fancy 1994", "",
   june_survival_range},
  {19, "first-year survival", "0.51", 0.40, 0.60, "1", false, "Fancy 1994", "", calf_first_year},
  {20, "parturition, 3 years and more", "0.80", 0.70, 0.90, "1", false, "Fancy 1994", "", parturition},
  {21, "mass of cows in autumn", "88-92", 82, 96, "kg", false, "Cameron 1993", "needs mass of the animals", nullptr},
  {22, "loss over winter", "fat 30-45 %", none, none, "%", false, "Gerhart 1996", "needs fat and protein", nullptr},
  {23, "energy requirement", "winter 20-24", none, none, "MJ/d", false, "Boertje 1985", "needs an energy budget",
   nullptr},
  {24, "growth of calves, first 4 weeks", "0.40", 0.30, 0.50, "kg/d", false, "Gerhart 1996", "needs mass of calves",
   nullptr},
  {25, "mosquitoes at the coast over 30 km inland", "below 0.25", 0, 0.40, "1", false, "Dau 1986", "",
   mosquitoes_at_the_coast},
  {26, "snow-free day where calves are born", "27 May-2 June", 140, 160, "doy", false, "Johnson 2021", "",
   snow_free_where_born},                                                                                         // 7 d
  {26, "range of that day at a place, all years", "30", 23, 37, "d", false, "NPS", "", snow_free_between_years},  // 7 d
  {27, "use within 5 km of infrastructure", "below 0.6", none, none, "1", false, "Johnson 2020",
   "needs infrastructure in the model", nullptr},
  {28, "growth of the herd, 2010-17", "+3.7", 1, 6, "%/y", false, "yukon.ca", "", growth},
  {29, "June survival, 1002 Area closed", "a small loss", -12, 0, "points", true, "Griffith 2002",
   "needs a run with the 1002 Area closed to calving", nullptr},
  {30, "adults taken by wolves", "5.8-7.4", 3, 10, "%/y", false, "Hayes & Russell 1998", "needs wolves", nullptr},
};

}  // namespace

std::span<const Pattern> patterns() noexcept { return table; }

}  // namespace rangifer::validation
