#pragma once
#include <cstdint>

#include "forcing/generator/weather_generator.h"

namespace rangifer::forcing {

/// How late spring comes, in standard deviations, in the `year`-th year of a run (0, 1, ...). A pure
/// function of seed and year. Not independent draws: every 20 years from the first hold the same 20
/// quantiles of the normal distribution, one in each twentieth, and every 5 years one from each fifth, in an
/// order shuffled by the seed; so even a short run meets early, normal and late springs. Scaled to unit
/// variance over 20 years; at most 2.03.
[[nodiscard]] double spring_lateness(std::uint64_t seed, int year) noexcept;

/// How much of the shift the climate feels at a moment of the year (0..365, 0 as 1 January begins): 0 until
/// `spring_shift_from`, rising to 1 at `spring_shift_full`, 1 until `spring_shift_until`, back to 0 at
/// `spring_shift_end`.
[[nodiscard]] double spring_taper(const WeatherRules& rules, double place_in_year) noexcept;

}  // namespace rangifer::forcing
