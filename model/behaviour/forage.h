#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// What there is to eat and what is in it: `[forage]` of a scenario.
struct Forage {
  double ndvi_slope = 0.383;
  double ndvi_offset = 0.994;
  double green_share = 0.25;
  double lichen_forest_g_m2 = 90.0;
  double lichen_tundra_g_m2 = 80.0;
  double plain_winter = 0.25;
  double prefer_green = 3.0;
  double prefer_old = 0.3;
  double fastest_g_min = 7.0;
  double half_at_g_m2 = 15.0;
  double half_reach_m = 0.70;
  double reach_steepness = 4.0;
  double digging_share = 0.30;
  double digestible_peak = 0.72;
  double digestible_late = 0.50;
  double digestible_winter = 0.62;
  double nitrogen_peak = 2.5;
  double nitrogen_winter = 0.50;
  double peak_until_d = 15.0;
  double late_from_d = 70.0;
  double energy_mj_kg = 18.5;
  double metabolisable = 0.82;
  double strokes_min = 3.0;
  double stroke_light_j = 118.0;
  double stroke_dense_j = 219.0;
  double stroke_crust_j = 481.0;

  bool operator==(const Forage&) const = default;

  static constexpr std::array<Parameter<Forage>, 26> table {{
    {"ndvi_slope", &Forage::ndvi_slope, "1", 0.1, 1, "V", "Raynolds 2012: NDVI = 0.383 ln(B) + 0.994, AVHRR",
     "change of NDVI per e-fold of biomass"},
    {"ndvi_offset", &Forage::ndvi_offset, "1", 0.5, 1.5, "V", "Raynolds 2012; MODIS reads higher: refit",
     "NDVI of 1 kg m-2"},
    {"green_share", &Forage::green_share, "1", 0.05, 0.6, "E", "10 to 40 % early in the season",
     "share of the biomass that greened up which is forage"},
    {"lichen_forest", &Forage::lichen_forest_g_m2, "g m-2", 0, 500, "E", "no map of lichen in the default inputs",
     "winter forage in taiga, most of it lichen"},
    {"lichen_tundra", &Forage::lichen_tundra_g_m2, "g m-2", 0, 500, "E", "the same", "winter forage on tundra"},
    {"plain_winter", &Forage::plain_winter, "1", 0, 2, "E", "lichen is scarce on the wet coastal plain",
     "winter forage of the plain over that of other tundra"},
    {"prefer_green", &Forage::prefer_green, "1", 1, 20, "E", "",
     "how much more than its share in the forage green is of the diet"},
    {"prefer_old", &Forage::prefer_old, "1", 0, 5, "E", "old leaves are left", "the same of green that is old"},
    {"fastest", &Forage::fastest_g_min, "g min-1", 4, 10, "M low", "5 to 9: White and Trudell 1980, Russell 2005",
     "dry matter a cow takes in a minute of feeding where forage is plenty"},
    {"half_at", &Forage::half_at_g_m2, "g m-2", 5, 60, "M low", "10 to 40: the same",
     "forage at which she takes half as much"},
    {"half_reach", &Forage::half_reach_m, "m", 0.3, 1.2, "M med",
     "feeding ends at 0.5 m in taiga, LaPerriere and Lent 1977, at 0.6 to 0.8 m anywhere: the middle of these",
     "mean snow depth of a cell under which half of its winter forage is within reach"},
    {"reach_steepness", &Forage::reach_steepness, "1", 1, 12, "E", "how uneven snow lies within a cell",
     "how fast reach falls about that depth"},
    {"digging", &Forage::digging_share, "1", 0, 0.9, "E", "",
     "share of feeding time under snow that goes into digging"},
    {"digestible_peak", &Forage::digestible_peak, "1", 0.5, 0.85, "E", "0.68 to 0.75 in June and July",
     "digestibility of green forage at its best"},
    {"digestible_late", &Forage::digestible_late, "1", 0.3, 0.7, "E", "0.50 at the end of the season",
     "digestibility of green forage when it is old"},
    {"digestible_winter", &Forage::digestible_winter, "1", 0.4, 0.8, "M med", "0.55 to 0.70 rich in lichen",
     "digestibility of winter forage"},
    {"nitrogen_peak", &Forage::nitrogen_peak, "g (100 g)-1", 1, 4, "E", "shaped by VanSomeren 2014",
     "digestible nitrogen in green forage at its best"},
    {"nitrogen_winter", &Forage::nitrogen_winter, "g (100 g)-1", 0, 1.5, "M med", "lichen holds 0.3 to 0.5 % N",
     "digestible nitrogen in winter forage, and in green forage when it is old a quarter of that"},
    {"peak_until", &Forage::peak_until_d, "d", 0, 40, "E", "5 to 15 days",
     "days since green-up to which forage is at its best"},
    {"late_from", &Forage::late_from_d, "d", 30, 120, "E", "70 days", "days since green-up from which it is old"},
    {"energy", &Forage::energy_mj_kg, "MJ kg-1", 16, 21, "M med", "18.5; lichen 17.5", "gross energy of dry matter"},
    {"metabolisable", &Forage::metabolisable, "1", 0.7, 0.9, "M med", "0.82",
     "metabolisable energy over digestible energy"},
    {"strokes", &Forage::strokes_min, "min-1", 0.5, 10, "M low",
     "order of 1,000 strokes a day over some 350 minutes in craters",
     "digging strokes per minute of feeding under snow"},
    {"stroke_light", &Forage::stroke_light_j, "J", 50, 500, "V", "Fancy and White 1985",
     "a stroke in light snow, 220 kg m-3 and less"},
    {"stroke_dense", &Forage::stroke_dense_j, "J", 50, 800, "V", "Fancy and White 1985",
     "a stroke in dense snow, 360 kg m-3"},
    {"stroke_crust", &Forage::stroke_crust_j, "J", 50, 1500, "V", "Fancy and White 1985: packed by snowmobiles",
     "a stroke through ice"},
  }};
};

/// What a minute of feeding by an adult cow gives in one cell today.
struct Grazing {
  float dry_g_min = 0;       ///< dry matter
  float energy_kj_min = 0;   ///< metabolisable
  float protein_g_min = 0;   ///< digestible: 6.25 times nitrogen
  float digging_kj_min = 0;  ///< spent on cratering
};

/// Aboveground phytomass (g m-2) of an NDVI [raynolds2012]: 212, 275, 357, 464 at 0.4, 0.5, 0.6, 0.7.
[[nodiscard]] inline float biomass_g_m2(const Forage& p, float ndvi) noexcept
{
  return 1000.0f * exp_det((ndvi - static_cast<float>(p.ndvi_offset)) / static_cast<float>(p.ndvi_slope));
}

/// What has grown since the ground was bare, g m-2, >= 0.
[[nodiscard]] inline float grown_g_m2(float biomass_g_m2, float bare_g_m2) noexcept
{
  return std::max(biomass_g_m2 - bare_g_m2, 0.0f);
}

/// How far green forage is from its best (0) to old (1), by the days since green-up.
[[nodiscard]] inline float forage_age(const Forage& p, int days_since_green_up) noexcept
{
  const auto from = static_cast<float>(p.peak_until_d);
  const float span = std::max(static_cast<float>(p.late_from_d) - from, 1.0f);
  return std::clamp((static_cast<float>(days_since_green_up) - from) / span, 0.0f, 1.0f);
}

/// Share of what lies under snow of this mean depth that an animal gets at, 0..1: 1 / (1 + (depth /
/// half_reach)^steepness).
[[nodiscard]] inline float reach_under_snow(const Forage& p, float depth_m) noexcept
{
  const float log_ratio = log_det(depth_m / static_cast<float>(p.half_reach_m));
  const float reach = logistic_det(-static_cast<float>(p.reach_steepness) * log_ratio);
  return depth_m <= 0.0f ? 1.0f : reach;
}

/// Energy (J) of one digging stroke: light to dense snow by its density, and towards that of ice with a crust (0..1).
[[nodiscard]] inline float stroke_j(const Forage& p, float density_kg_m3, float icing) noexcept
{
  constexpr float light_kg_m3 = 220.0f, dense_kg_m3 = 360.0f;  // of the snow the strokes were measured in
  const auto light = static_cast<float>(p.stroke_light_j), dense = static_cast<float>(p.stroke_dense_j);
  const float hard = std::clamp((density_kg_m3 - light_kg_m3) / (dense_kg_m3 - light_kg_m3), 0.0f, 1.0f);
  const float stroke = light + (dense - light) * hard;
  return stroke + (std::max(static_cast<float>(p.stroke_crust_j), stroke) - stroke) * icing;
}

/// What one cell offers today.
struct Pasture {
  float ndvi = 0, ndvi_bare = 0;  ///< as it is, and of the same ground before anything is green
  bool forest = false;
  float plain = 0;       ///< 0..1, low tundra around
  float snow_cover = 0;  ///< 0..1
  float snow_depth_m = 0;
  float snow_density_kg_m3 = 300;
  float icing = 0;   ///< 0..1, crust
  float locked = 0;  ///< share that a whole crust locks away
  int days_since_green_up = 0;
};

/// Intake per minute of feeding: a saturating functional response to all forage in reach,
///
///   intake = fastest A / (A + half_at),  A = green + winter forage in reach
///
/// slowed by digging for the share that lies under snow. Quality is that of the mix, in which green is preferred.
/// @param grown  grown_g_m2() of the place
/// @param reach  reach_under_snow() of the place
/// @return all >= 0; energy and protein per minute are those of the dry matter taken in it
[[nodiscard]] inline Grazing grazing(const Forage& p, const Pasture& here, float grown, float reach) noexcept
{
  const auto f = [](double v) { return static_cast<float>(v); };
  const float bare = 1.0f - here.snow_cover;
  const float green = f(p.green_share) * grown * bare;
  const float winter =
    here.forest ? f(p.lichen_forest_g_m2) : f(p.lichen_tundra_g_m2) * (1.0f + (f(p.plain_winter) - 1.0f) * here.plain);
  const float under = winter * here.snow_cover * reach * (1.0f - here.locked * here.icing);
  const float in_open = winter * bare;
  const float all = green + in_open + under;
  const float buried = all > 0.0f ? under / all : 0.0f;

  const float old = forage_age(p, here.days_since_green_up);
  const float digestible_green = f(p.digestible_peak) + (f(p.digestible_late) - f(p.digestible_peak)) * old;
  const float nitrogen_green = f(p.nitrogen_peak) + (0.25f * f(p.nitrogen_winter) - f(p.nitrogen_peak)) * old;
  const float wanted = (f(p.prefer_green) + (f(p.prefer_old) - f(p.prefer_green)) * old) * green;
  const float of_green = all > 0.0f ? wanted / (wanted + in_open + under) : 0.0f;
  const float digestible = f(p.digestible_winter) + (digestible_green - f(p.digestible_winter)) * of_green;
  const float nitrogen = f(p.nitrogen_winter) + (nitrogen_green - f(p.nitrogen_winter)) * of_green;

  Grazing out;
  out.dry_g_min = f(p.fastest_g_min) * all / (all + f(p.half_at_g_m2)) * (1.0f - f(p.digging_share) * buried);
  out.energy_kj_min = out.dry_g_min * f(p.energy_mj_kg) * digestible * f(p.metabolisable);
  out.protein_g_min = out.dry_g_min * 6.25f * nitrogen / 100.0f;
  out.digging_kj_min = buried * f(p.strokes_min) * stroke_j(p, here.snow_density_kg_m3, here.icing) / 1000.0f;
  return out;
}

[[nodiscard]] inline Grazing grazing(const Forage& p, const Pasture& here) noexcept
{
  return grazing(p, here, grown_g_m2(biomass_g_m2(p, here.ndvi), biomass_g_m2(p, here.ndvi_bare)),
                 reach_under_snow(p, here.snow_depth_m));
}

}  // namespace rangifer::behaviour
