#pragma once
#include "engine/rules.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// Carries snow, ice, plants and insects over one day, each cell by itself.
void environment_day(const EnvironmentRules& rules, const landscape::Terrain& terrain,
                     const landscape::Weather& weather, landscape::Environment& environment);

}  // namespace rangifer::engine
