#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "base/deterministic_math.h"

namespace rangifer::engine {

/// exp(score) of one cell, ready for the movement step: a whole number of 16 bits of binary exponent above 16
/// bits of mantissa. A float would not do, because scores fall by hundreds over a migration (its exponent ends
/// at e^+-88), and exp at each candidate would cost more than the look-up. Weights are only ever compared
/// within a step's reach, where relative_weight() gives them as floats again, 1e-5 off at most.
using SelectionWeight = std::int32_t;

/// A cell no animal steps into: open sea, the outermost ring of the grid.
inline constexpr SelectionWeight closed = -16000 * 65536;

/// An animal on a closed cell (it can only have started there) is reckoned to stand on one as poor as this: every open
/// cell is then alike to it, and no closed one is open.
inline constexpr SelectionWeight poorest_here = -9000 * 65536;

/// Scores beyond this count as this.
inline constexpr float highest_score = 5500.0f;

[[nodiscard]] inline SelectionWeight pack_weight(float score) noexcept
{
  constexpr float log2_e = 1.44269504f, ln_2 = 0.693147181f;
  const float doublings = std::clamp(score, -highest_score, highest_score) * log2_e;
  const float whole = std::floor(doublings);
  const std::uint32_t mantissa = std::bit_cast<std::uint32_t>(exp_det((doublings - whole) * ln_2)) - 0x3f800000u;
  return static_cast<std::int32_t>(whole) * 65536 + static_cast<std::int32_t>((mantissa + 64u) >> 7);
}

/// What the weights around an animal are measured by: the one where it stands, without its mantissa.
[[nodiscard]] inline SelectionWeight measure_by(SelectionWeight here) noexcept
{
  return std::max(here & ~0xffff, poorest_here);
}

/// Weight of a cell over 2^n, n the whole exponent where the animal stands: below 2^-126 it is (nearly) 0, above 2^100
/// it is 2^100, so that no sum of candidates leaves the range of a float.
[[nodiscard]] inline float relative_weight(SelectionWeight there, SelectionWeight here) noexcept
{
  constexpr std::int32_t least = -127 * 65536, most = 100 * 65536;
  const std::int32_t doublings = std::clamp(there - measure_by(here), least, most);
  return std::bit_cast<float>(doublings * 128 + (127 << 23));
}

}  // namespace rangifer::engine
