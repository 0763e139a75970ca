#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "landscape/insect_day.h"

namespace rangifer::landscape {

/// Counts the days on which a field of Environment took another value anywhere: who has built something from
/// a field builds it anew when its number has moved. Whoever writes a field raises it.
struct FieldVersions {
  std::uint32_t snow_cover = 1;
  std::uint32_t snow_depth = 1;
  std::uint32_t greenness = 1;
  std::uint32_t ice = 1;
  std::uint32_t wind = 1;
};

/// What weather makes of the ground, the plants and the insects today: one value per cell in every field. It knows no
/// herd, so that many may live in it (Presence).
struct Environment {
  Field snow_water_mm;      ///< snow water equivalent
  Field snow_water_max_mm;  ///< the most there was this winter, for the depletion curve
  Field snow_depth_m;
  Field snow_gain_m;                         ///< snow depth of today less that of yesterday
  Field snow_cover;                          ///< 0..1, share of the ground under snow
  std::vector<std::int16_t> snow_free_days;  ///< days in a row up to today: > 0 bare, < 0 under snow
  std::vector<std::int16_t> snow_free_doy;   ///< day of year the lasting bare ground began; 0 if not yet
  Field icing;                               ///< 0..1, crust of ice over the forage
  Field thaw_degree_days;                    ///< degC d above 0 since the ground became bare
  Field greenness;                           ///< 0..1 of full green-up
  std::vector<std::int16_t> green_up_doy;    ///< day of year of half green-up; 0 if not yet
  Field week_temperature_c;                  ///< running mean of daily temperature, memory of a week
  Field water_degree_days;                   ///< degC d of frost (or thaw) towards freezing (or break-up)
  std::vector<std::uint8_t> ice;             ///< 1 where lakes and rivers bear an animal
  Field mosquito_hours;                      ///< index summed over the hours of this year
  Field oestrid_hours;
  Field wind_m_s;     ///< daily mean at 10 m
  InsectDay insects;  ///< of today, by the hour
  FieldVersions version;
  std::vector<std::uint8_t> snow_in_row;  ///< of the grid; 0 where snow_depth_m is 0 in the whole row

  void resize(const Grid& grid)
  {
    const std::size_t cells = grid.size();
    for (Field* f :
         {&snow_water_mm, &snow_water_max_mm, &snow_depth_m, &snow_gain_m, &snow_cover, &icing, &thaw_degree_days,
          &greenness, &week_temperature_c, &water_degree_days, &mosquito_hours, &oestrid_hours, &wind_m_s}) {
      f->assign(cells, 0.0f);
    }
    snow_free_days.assign(cells, 0);
    snow_free_doy.assign(cells, 0);
    green_up_doy.assign(cells, 0);
    ice.assign(cells, 0);
    insects.any = false;
    snow_in_row.resize(static_cast<std::size_t>(grid.rows));
    touch();
  }

  /// What one day leaves to the next, as StateWriter and StateReader want it. Insects, the gain of
  /// snow and which rows have any are of their day alone.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("snow_water", snow_water_mm);
    state("snow_water_max", snow_water_max_mm);
    state("snow_depth", snow_depth_m);
    state("snow_cover", snow_cover);
    state("snow_free_days", snow_free_days);
    state("snow_free_doy", snow_free_doy);
    state("icing", icing);
    state("thaw_degree_days", thaw_degree_days);
    state("greenness", greenness);
    state("green_up_doy", green_up_doy);
    state("week_temperature", week_temperature_c);
    state("water_degree_days", water_degree_days);
    state("ice", ice);
    state("mosquito_hours", mosquito_hours);
    state("oestrid_hours", oestrid_hours);
    state("wind", wind_m_s);
    state("version", version);
  }

  /// Says that any field may have been written.
  void touch() noexcept
  {
    for (std::uint32_t* v :
         {&version.snow_cover, &version.snow_depth, &version.greenness, &version.ice, &version.wind}) {
      ++*v;
    }
    snow_in_row.assign(snow_in_row.size(), 1);
  }
};

}  // namespace rangifer::landscape
