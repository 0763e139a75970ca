#pragma once
#include <Random123/philox.h>

#include <array>
#include <cstdint>

namespace rangifer {

/// What a draw is for. Append only: renumbering changes every published result.
enum class Draw : std::uint32_t {
  candidate_step = 0,    ///< length and turn of each candidate step, then which is taken
  candidate_choice = 1,  ///< not in use: drawn with the candidates
  start = 2,             ///< place, age, sex at the start of the run
  mode = 3,              ///< daily transitions
  conception = 4,
  due_date = 5,
  calf_fate = 6,  ///< not in use: a calf's fate is drawn with its mother's
  adult_fate = 7,
  winter_area = 8,
  calving_memory = 9,
  weather_temperature = 10,
  weather_rain = 11,
  weather_wind = 12,
  weather_year = 13,
  crossing = 14,         ///< whether a road or pipeline is crossed at a try
  resample = 62,         ///< bootstrap of comparisons, no matter of the model
  ensemble_design = 63,  ///< points of a sample of parameters, no matter of the model
};

/// Four independent words of 32 bits from one call of Philox4x32-10 [salmon2011]. A pure function of its
/// arguments: not of the thread, the loop order or the animal's place in memory.
///
/// @param id    animal (or cell, or year)
/// @param step  counts steps or days since 1970, < 2^32
/// @param block < 2^24: further draws of the same kind in the same step
[[nodiscard]] inline std::array<std::uint32_t, 4> words4(std::uint64_t seed, std::uint64_t id, std::uint32_t step,
                                                         Draw what, std::uint32_t block = 0) noexcept
{
  using Philox = r123::Philox4x32;
  const Philox::ctr_type counter {{static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(id >> 32), step,
                                   (static_cast<std::uint32_t>(what) << 24) | block}};
  const Philox::key_type key {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  const Philox::ctr_type bits = Philox {}(counter, key);
  return {bits[0], bits[1], bits[2], bits[3]};
}

/// The same as uniforms in (0, 1).
[[nodiscard]] inline std::array<float, 4> uniform4(std::uint64_t seed, std::uint64_t id, std::uint32_t step, Draw what,
                                                   std::uint32_t block = 0) noexcept
{
  const auto bits = words4(seed, id, step, what, block);
  const auto unit = [](std::uint32_t b) {  // 23 bits, centred, exact: with 24 the last half rounds to 1
    return (static_cast<float>(b >> 9) + 0.5f) * 0x1p-23f;
  };
  return {unit(bits[0]), unit(bits[1]), unit(bits[2]), unit(bits[3])};
}

/// The first of uniform4().
[[nodiscard]] inline float uniform(std::uint64_t seed, std::uint64_t id, std::uint32_t step, Draw what,
                                   std::uint32_t block = 0) noexcept
{
  return uniform4(seed, id, step, what, block)[0];
}

}  // namespace rangifer
