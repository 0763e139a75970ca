#pragma once
#include <cstddef>

#include "behaviour/insects.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// Sets what of Environment::insects is the same everywhere: the ramps, and whether the day of the year lets
/// insects be about at all (or a layer says so). Returns that: if false, the day needs no more.
bool begin_insect_day(const behaviour::Insects& rules, const landscape::Weather& weather,
                      landscape::Environment& environment);

/// Fills in Environment::insects for the land cells [first, last), at most `longest_stretch` of them, and adds
/// the day's 24 hours to mosquito_hours and oestrid_hours. Snow and thaw of the day must have been settled.
/// Returns whether insects can be about in any of these cells.
bool insect_day(const behaviour::Insects& rules, const landscape::Terrain& terrain, const landscape::Weather& weather,
                std::size_t first, std::size_t last, landscape::Environment& environment);

/// Cells that the loops over the land take in one go, so that what is between two loops stays in the cache.
inline constexpr std::size_t longest_stretch = 256;

}  // namespace rangifer::engine
