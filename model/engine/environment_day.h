#pragma once
#include "engine/rules.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// Carries snow, ice, plants and insects over one day, each cell by itself.
void environment_day(const Rules& rules, const landscape::Terrain& terrain, const landscape::Weather& weather,
                     landscape::Environment& environment);

/// Days since the ground of a cell became bare for good this year; 0 before.
[[nodiscard]] int days_since_snow_free(const landscape::Environment& environment, std::size_t cell,
                                       int day_of_year) noexcept;

}  // namespace rangifer::engine
