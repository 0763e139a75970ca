#include "engine/year_maps.h"

#include <cmath>

namespace rangifer::engine {

herd::YearMaps year_maps(const landscape::Terrain& terrain, const landscape::Environment& seen, const Field& births,
                         int year)
{
  herd::YearMaps maps;
  maps.year = year;
  maps.births = births;
  const std::size_t n = terrain.grid.size();
  for (Field* f : {&maps.snow_free_doy, &maps.green_up_doy, &maps.mosquito_hours, &maps.oestrid_hours}) {
    f->assign(n, std::nanf(""));
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (terrain.sea[i] != 0) continue;
    if (seen.snow_free_doy[i] > 0) maps.snow_free_doy[i] = seen.snow_free_doy[i];
    if (seen.green_up_doy[i] > 0) maps.green_up_doy[i] = seen.green_up_doy[i];
    maps.mosquito_hours[i] = seen.mosquito_hours[i];
    maps.oestrid_hours[i] = seen.oestrid_hours[i];
  }
  return maps;
}

}  // namespace rangifer::engine
