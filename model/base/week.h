#pragma once
#include <cstddef>

namespace rangifer {

/// Weeks of a year, counted from 1 January; the last has a day or two.
inline constexpr std::size_t weeks_in_year = 53;

}  // namespace rangifer
