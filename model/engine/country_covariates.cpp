#include "engine/country_covariates.h"

#include <algorithm>

#include "landscape/derive_terrain.h"

namespace rangifer::engine {

CountryCovariates::CountryCovariates(const landscape::Terrain& terrain)
    : terrain_ {terrain},
      ten_km_ {std::max(1, static_cast<int>(10000.0 / terrain.grid.cell_m))},
      forest_(terrain.forest.begin(), terrain.forest.end()),
      snow_around_(terrain.grid.size(), 0.0f),
      open_river_(terrain.grid.size(), 0.0f),
      open_lake_(terrain.grid.size(), 0.0f)
{
  Field land(terrain.grid.size());
  std::ranges::transform(terrain.sea, land.begin(), [](std::uint8_t sea) { return sea != 0 ? 0.0f : 1.0f; });
  land_around_ = landscape::window_mean(terrain.grid, land, ten_km_);
}

void CountryCovariates::look_for_snow(const landscape::Environment& environment)
{
  const std::scoped_lock one_at_a_time {looking_};
  const MadeOf today {&environment, environment.version.snow_cover};
  if (snow_ == today) return;
  snow_around_ = landscape::window_mean(terrain_.grid, environment.snow_cover, ten_km_);
  // The sea has no snow: the mean is over the land around.
  for (std::size_t i = 0; i < snow_around_.size(); ++i) {
    snow_around_[i] = land_around_[i] > 0.02f ? std::min(1.0f, snow_around_[i] / land_around_[i]) : 0.0f;
  }
  snow_ = today;
}

void CountryCovariates::look_at_water(const landscape::Environment& environment)
{
  const std::scoped_lock one_at_a_time {looking_};
  const MadeOf today {&environment, environment.version.ice};
  if (water_ == today) return;
  for (std::size_t i = 0; i < open_river_.size(); ++i) {
    const float open = environment.ice[i] != 0 ? 0.0f : 1.0f;
    open_river_[i] = terrain_.river[i] * open;
    open_lake_[i] = terrain_.lake_fraction[i] * open;
  }
  water_ = today;
}

}  // namespace rangifer::engine
