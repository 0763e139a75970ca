#pragma once
#include <array>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// What one cell offers, in the units the coefficients are given in.
struct Covariates {
  float destination_km = 0;  ///< cost distance still to go
  float snow_cover = 0;      ///< 0..1, here
  float snow_depth_m = 0;
  float broad_snow = 0;  ///< 0..1, mean within 10 km
  float greening = 0;    ///< 0..1, most at half green-up: 4 g (1 - g)
  float ruggedness_100m = 0;
  float elevation_100m = 0;
  float forest = 0;          ///< 0 or 1
  float river = 0;           ///< 0..1, 0 under ice
  float lake = 0;            ///< 0..1 open water, 0 under ice
  float plain = 0;           ///< 0..1, low tundra around: fewer predators
  float coast = 0;           ///< 0..1, exp(-distance to the sea / coast_reach)
  float ridge_50m = 0;       ///< topographic position, cut at ridge_limit
  float density = 0;         ///< ln(1 + animals per km2 around)
  float trail = 0;           ///< 0..1, how well trodden the snow is
  float wind_m_s = 0;        ///< daily mean at 10 m
  float infrastructure = 0;  ///< 0..1, nearness to what is active, by how much the animal minds it
};

/// How one movement mode walks and what it selects, as integrated step selection gives it: tentative
/// gamma and von Mises, and a beta per covariate. `[movement.<mode>]` of a scenario.
struct ModeRules {
  double mean_step_km = 1.0;
  double shape = 1.0;
  double kappa = 0.3;
  double destination = 0.0;
  double snow_cover = 0.0;
  double snow_depth = 0.0;
  double broad_snow = 0.0;
  double greening = 0.0;
  double ruggedness = 0.0;
  double elevation = 0.0;
  double forest = 0.0;
  double river = 0.0;
  double lake = 0.0;
  double plain = 0.0;
  double coast = 0.0;
  double ridge = 0.0;
  double density = 0.0;
  double trail = 0.0;
  double wind = 0.0;
  double infrastructure = 0.0;
  double zone_km = 5.0;

  static constexpr std::array<Parameter<ModeRules>, 21> table {{
    {"mean_step", &ModeRules::mean_step_km, "km", 0.01, 20, "E",
     "seasonal daily rates of Curatolo 1986, Fancy 1989, Joly 2005 over the steps of a day",
     "mean length of a tentative step, at movement.reference_step"},
    {"shape", &ModeRules::shape, "1", 0.3, 10, "E", "no seasonal fit for the herd is public",
     "gamma shape of step length"},
    {"kappa", &ModeRules::kappa, "1", 0, 20, "E", "the same", "von Mises concentration of turning"},
    {"destination", &ModeRules::destination, "km-1", 0, 5, "E", "local cues alone fail to make a migration, Holdo 2009",
     "beta of cost distance still to go (taken with a minus sign)"},
    {"snow_cover", &ModeRules::snow_cover, "1", -10, 10, "E", "sign: Severson 2021",
     "beta of snow-covered fraction here"},
    {"snow_depth", &ModeRules::snow_depth, "m-1", -20, 20, "E", "sign: Pedersen 2021", "beta of snow depth"},
    {"broad_snow", &ModeRules::broad_snow, "1", -10, 10, "E", "sign: Severson 2021",
     "beta of snow-covered fraction within 10 km"},
    {"greening", &ModeRules::greening, "1", -10, 10, "E", "sign: Severson 2021", "beta of newly greening plants"},
    {"ruggedness", &ModeRules::ruggedness, "(100 m)-1", -10, 10, "E", "sign: Fullman 2017, 2021",
     "beta of terrain ruggedness"},
    {"elevation", &ModeRules::elevation, "(100 m)-1", -5, 5, "E", "sign: Fancy and Whitten 1991", "beta of elevation"},
    {"forest", &ModeRules::forest, "1", -10, 10, "E", "sign: Fullman 2017, 2021", "beta of forest"},
    {"river", &ModeRules::river, "1", -10, 10, "E", "sign: Fullman 2017, 2021", "beta of an open major river"},
    {"lake", &ModeRules::lake, "1", -30, 10, "V", "6 % of crossings without ice were swims, Leblond 2016",
     "beta of open lake water"},
    {"plain", &ModeRules::plain, "1", -10, 10, "E",
     "cows go north of the foothills to meet fewer predators, Fancy and Whitten 1991", "beta of low tundra around"},
    {"coast", &ModeRules::coast, "1", -10, 10, "E", "insect relief, Dau 1986; weak for this herd, Walsh 1992",
     "beta of nearness to the sea"},
    {"ridge", &ModeRules::ridge, "(50 m)-1", -10, 10, "E", "insect relief on ridgetops, Walsh 1992",
     "beta of topographic position"},
    {"density", &ModeRules::density, "1", -1, 1, "E",
     "attraction, Torney 2018; groups form in July and break up in August",
     "beta of ln(1 + animals per km2 around); from 0.5 on a herd draws together without end"},
    {"trail", &ModeRules::trail, "1", -10, 10, "E", "single-file spring trails", "beta of trodden snow"},
    {"wind", &ModeRules::wind, "s m-1", -2, 2, "E", "insect relief on windy ground, Downes 1985; sign alone",
     "beta of the day's wind"},
    {"infrastructure", &ModeRules::infrastructure, "1", -10, 10, "E",
     "before and while calving set by hand so that a fifth of the births within 2 km is left, 0.2 to 0.5 being thought of; sign: "
     "Cameron 1992, Johnson 2020 (V)",
     "beta of nearness to active infrastructure, for a cow with calf born or unborn"},
    {"zone", &ModeRules::zone_km, "km", 0.1, 100, "E",
     "5 calving, 2 post-calving, 1 mosquitoes, Johnson 2020 (V); 11 wells and trails in winter, Johnson and Russell 2014 "
     "(M med); 7 elsewhere, from the mines of another herd (V); 16 a mine road in autumn, Boulanger (V)",
     "zone of influence: nearness falls in a line from 1 at it to 0 here"},
  }};
};

/// S = sum of beta times covariate; the destination counts against.
[[nodiscard]] inline float selection_score(const ModeRules& b, const Covariates& x) noexcept
{
  const auto f = [](double beta) { return static_cast<float>(beta); };
  return -f(b.destination) * x.destination_km + f(b.snow_cover) * x.snow_cover + f(b.snow_depth) * x.snow_depth_m +
         f(b.broad_snow) * x.broad_snow + f(b.greening) * x.greening + f(b.ruggedness) * x.ruggedness_100m +
         f(b.elevation) * x.elevation_100m + f(b.forest) * x.forest + f(b.river) * x.river + f(b.lake) * x.lake +
         f(b.plain) * x.plain + f(b.coast) * x.coast + f(b.ridge) * x.ridge_50m + f(b.density) * x.density +
         f(b.trail) * x.trail + f(b.wind) * x.wind_m_s + f(b.infrastructure) * x.infrastructure;
}

/// What holds for walking in every mode: `[movement]` of a scenario.
struct Movement {
  std::int64_t candidates = 12;
  double reference_step_h = 3.0;
  double snow_slowing = 5.4;
  double longest_step_km = 15.0;
  double mosquito_threshold = 0.10;
  double oestrid_threshold = 0.15;
  double terrain_cost = 4.0;
  double river_cost_km = 60.0;
  double lake_cost = 3.0;
  double snow_cost = 3.0;
  double forest_cost = 0.1;
  double perception_km = 8.0;
  double block_land = 0.4;
  double winter_core = 0.5;
  double coast_reach_km = 5.0;
  double ridge_limit_m = 100.0;
  double others_mind = 0.25;

  static constexpr std::array<Parameter<Movement>, 17> table {{
    {"candidates", &Movement::candidates, "1", 2, 128, "E",
     "20 to 100 in the literature; with K the betas come out weaker by about 1/K",
     "candidate steps drawn at each step"},
    {"reference_step", &Movement::reference_step_h, "h", 0.25, 24, "E", "",
     "step duration the coefficients hold for; must equal run.step"},
    {"snow_slowing", &Movement::snow_slowing, "m-1", 0, 20, "E",
     "deep or slushy snow delays, Le Corre 2017, Duquette 1988", "steps shorten to 1 / (1 + this x snow depth)"},
    {"longest_step", &Movement::longest_step_km, "km", 0.5, 60, "M med", "top credible speed 3 to 7 km/h",
     "no step is longer"},
    {"mosquito_threshold", &Movement::mosquito_threshold, "1", 0, 1, "E", "",
     "index above which an animal flees mosquitoes"},
    {"oestrid_threshold", &Movement::oestrid_threshold, "1", 0, 1, "E", "",
     "index above which an animal flees oestrids"},
    {"terrain_cost", &Movement::terrain_cost, "(100 m)-1", 0, 20, "E", "",
     "how much farther a km feels per 100 m of ruggedness"},
    {"river_cost", &Movement::river_cost_km, "km", 0, 200, "E", "", "how far crossing a major open river feels"},
    {"lake_cost", &Movement::lake_cost, "1", 0, 100, "E", "animals detour several km, Leblond 2016",
     "how much farther a km of open lake feels"},
    {"snow_cost", &Movement::snow_cost, "m-1", 0, 20, "E", "", "how much farther a km feels per m of snow, in spring"},
    {"forest_cost", &Movement::forest_cost, "1", 0, 5, "E", "", "how much farther a km of forest feels"},
    {"perception", &Movement::perception_km, "km", 1, 100, "E", "animals read far country coarsely",
     "side of the blocks that cost distance is taken over"},
    {"block_land", &Movement::block_land, "1", 0.1, 0.9, "E", "less than half, so that spits and deltas stay open",
     "a block with a smaller share of land cannot be walked"},
    {"winter_core", &Movement::winter_core, "1", 0, 1, "E", "herds thin out towards the edge of their winter area",
     "the pull of a winter area ends within this share of its radius"},
    {"coast_reach", &Movement::coast_reach_km, "km", 0.5, 500, "E",
     "mosquitoes rare within 1 km of the coast, poor conditions within 20, Dau 1986",
     "e-folding distance of nearness to the sea, which coast is the beta of"},
    {"ridge_limit", &Movement::ridge_limit_m, "m", 1, 2000, "E", "no relief beyond that of a ridgetop",
     "topographic position counts no more than this, up or down"},
    {"others_mind", &Movement::others_mind, "1", 0, 1, "E",
     "0 to 0.5: density of others showed no effect of distance, Dau and Cameron 1986",
     "how much animals without calf born or unborn mind infrastructure, over how much mothers do"},
  }};
};

/// The rules of each mode, in the order of herd::Mode, with the defaults of the baseline.
struct ModeTable {
  ModeRules winter {.mean_step_km = 1.6,
                    .shape = 0.8,
                    .kappa = 0.2,
                    .destination = 0.03,
                    .snow_depth = -1.0,
                    .ruggedness = -0.4,
                    .forest = 0.5,
                    .lake = -2.0,
                    .infrastructure = -1.2,
                    .zone_km = 11.0};
  ModeRules spring_migration {.mean_step_km = 3.0,
                              .shape = 1.3,
                              .kappa = 1.5,
                              .destination = 0.30,
                              .snow_cover = -0.6,
                              .ruggedness = -0.4,
                              .forest = -0.2,
                              .river = -0.4,
                              .lake = -4.0,
                              .density = 0.1,
                              .trail = 0.4,
                              .infrastructure = -1.2,
                              .zone_km = 7.0};
  ModeRules pre_calving {.mean_step_km = 2.0,
                         .shape = 1.1,
                         .kappa = 0.8,
                         .destination = 0.15,
                         .snow_cover = -1.2,
                         .broad_snow = 0.3,
                         .greening = 0.5,
                         .ruggedness = -0.5,
                         .river = -0.4,
                         .lake = -4.0,
                         .plain = 1.0,
                         .infrastructure = -2.0,
                         .zone_km = 5.0};
  ModeRules calving {.mean_step_km = 0.2,
                     .shape = 0.7,
                     .kappa = 0.1,
                     .snow_cover = -0.8,
                     .greening = 0.5,
                     .ruggedness = -0.3,
                     .river = -0.5,
                     .lake = -6.0,
                     .plain = 0.5,
                     .infrastructure = -2.0,
                     .zone_km = 5.0};
  ModeRules post_calving {.mean_step_km = 1.1,
                          .shape = 1.0,
                          .kappa = 0.5,
                          .destination = 0.05,
                          .snow_cover = -0.8,
                          .greening = 0.6,
                          .ruggedness = -0.3,
                          .river = -0.4,
                          .lake = -4.0,
                          .plain = 1.5,
                          .infrastructure = -1.2,
                          .zone_km = 2.0};
  ModeRules mosquito {.mean_step_km = 5.6,
                      .shape = 1.5,
                      .kappa = 0.8,
                      .destination = 0.02,
                      .snow_cover = 0.8,
                      .ruggedness = -0.1,
                      .elevation = 0.08,
                      .forest = -1.0,
                      .river = -0.2,
                      .lake = -4.0,
                      .plain = 1.0,
                      .coast = 1.2,
                      .ridge = 0.6,
                      .density = 0.2,
                      .wind = 0.1,
                      .infrastructure = -1.2,
                      .zone_km = 1.0};
  ModeRules oestrid {.mean_step_km = 1.9,
                     .shape = 0.8,
                     .kappa = 0.3,
                     .destination = 0.02,
                     .snow_cover = 0.6,
                     .elevation = 0.05,
                     .forest = -0.8,
                     .river = -0.2,
                     .lake = -4.0,
                     .plain = 0.5,
                     .coast = 0.8,
                     .ridge = 0.5,
                     .density = 0.1,
                     .wind = 0.08,
                     .infrastructure = -1.2,
                     .zone_km = 1.0};
  ModeRules late_summer {.mean_step_km = 1.0,
                         .shape = 0.9,
                         .kappa = 0.4,
                         .destination = 0.004,
                         .greening = 0.2,
                         .ruggedness = -0.2,
                         .forest = -0.2,
                         .river = -0.3,
                         .lake = -4.0,
                         .density = -0.2,
                         .infrastructure = -1.2,
                         .zone_km = 7.0};
  ModeRules fall_migration {.mean_step_km = 1.9,
                            .shape = 1.2,
                            .kappa = 1.0,
                            .destination = 0.15,
                            .snow_depth = -1.0,
                            .ruggedness = -0.4,
                            .river = -0.4,
                            .lake = -3.0,
                            .infrastructure = -1.2,
                            .zone_km = 16.0};
  ModeRules rut {.mean_step_km = 0.9,
                 .shape = 0.9,
                 .kappa = 0.4,
                 .destination = 0.08,
                 .snow_depth = -1.0,
                 .ruggedness = -0.3,
                 .river = -0.4,
                 .lake = -3.0,
                 .infrastructure = -1.2,
                 .zone_km = 7.0};

  [[nodiscard]] std::array<const ModeRules*, 10> all() const noexcept
  {
    return {&winter,   &spring_migration, &pre_calving, &calving,        &post_calving,
            &mosquito, &oestrid,          &late_summer, &fall_migration, &rut};
  }
  [[nodiscard]] std::array<ModeRules*, 10> all() noexcept
  {
    return {&winter,   &spring_migration, &pre_calving, &calving,        &post_calving,
            &mosquito, &oestrid,          &late_summer, &fall_migration, &rut};
  }
};

}  // namespace rangifer::behaviour
