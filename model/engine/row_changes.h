#pragma once
#include <cstddef>

#include "behaviour/snow.h"
#include "landscape/environment.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// Which fields took another value in the cells seen so far; whole numbers, so that threads can be put together.
struct Changes {
  unsigned snow_cover = 0, snow_depth = 0, greenness = 0, ice = 0, wind = 0;
  unsigned biting = 0;  ///< whether insects can be about
  unsigned snow = 0;    ///< whether any lies there
};

/// The running mean of temperature, and the ice, of the cells [first, last). Not compiled for higher processor levels:
/// with GCC 12 and AVX2 the sum of warmth came out different, for a reason that has not been found.
void warmth_day(const behaviour::Ice& rules, const landscape::Weather& w, std::size_t first, std::size_t last,
                landscape::Environment& e, Changes& changes);

}  // namespace rangifer::engine
