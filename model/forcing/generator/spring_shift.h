#pragma once
#include <cstdint>

namespace rangifer::forcing {

/// How late spring comes, in standard deviations, in the `year`-th year of a run (0, 1, ...). A pure
/// function of seed and year. Not independent draws: every 20 years from the first hold the same 20
/// quantiles of the normal distribution, one in each twentieth, and every 5 years one from each fifth, in an
/// order shuffled by the seed; so even a short run meets early, normal and late springs. Scaled to unit
/// variance over 20 years; at most 2.03.
[[nodiscard]] double spring_lateness(std::uint64_t seed, int year) noexcept;

/// How much of the shift the climate feels on a moment of the year (0..365): 0 before 1 March, rising to 1 on
/// 15 April, 1 until 10 June, back to 0 on 10 July [E: snow-off and green-up lie inside; winter and late
/// summer stay as they are].
[[nodiscard]] double spring_taper(double day_of_year) noexcept;

/// Late from here on, early below the negative; between them a spring is normal (sd).
inline constexpr double normal_spring_sd = 0.5;

}  // namespace rangifer::forcing
