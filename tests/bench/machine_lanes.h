#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace rangifer::bench {

// What the movement step is made of, alone, in the widest vectors the processor has. The sums keep the compiler from
// leaving the work out.

/// Sum of table[index[i]]; a whole number of 32 indices.
[[nodiscard]] std::int32_t gather_sum(std::span<const std::int32_t> table, std::span<const std::int32_t> index);

/// Exclusive or of all words of `draws` calls of Philox4x32-10, each with its own counter; `draws` a multiple of 16.
[[nodiscard]] std::uint32_t philox_sum(std::uint64_t seed, std::size_t draws);

}  // namespace rangifer::bench
