#include "forcing/generator/spring_shift.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/random.h"

namespace rangifer::forcing {
namespace {

constexpr int fifths = 5, in_a_fifth = 4, block = fifths * in_a_fifth;

/// Normal quantiles of (10.5 .. 19.5) / 20, divided by the standard deviation of all 20 (0.96877).
constexpr std::array<double, block / 2> upper_half {0.06473, 0.19522, 0.32891, 0.46839, 0.61703,
                                                    0.77977, 0.96472, 1.18743, 1.48594, 2.02314};

double quantile(int k) noexcept
{
  const int half = block / 2;
  return k < half ? -upper_half[static_cast<std::size_t>(half - 1 - k)]
                  : upper_half[static_cast<std::size_t>(k - half)];
}

/// 0 .. N-1 in an order that `id` decides (Fisher and Yates).
template <std::size_t N>
std::array<int, N> shuffled(std::uint64_t seed, std::uint64_t id, std::uint32_t what) noexcept
{
  std::array<int, N> order {};
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = N - 1; i > 0; --i) {
    const float u = uniform(seed, id, what, Draw::weather_year, static_cast<std::uint32_t>(i));
    const auto j = std::min(i, static_cast<std::size_t>(u * static_cast<float>(i + 1)));
    std::swap(order[i], order[j]);
  }
  return order;
}

}  // namespace

double spring_lateness(std::uint64_t seed, int year) noexcept
{
  const int which_block = year / block, in_block = year % block;
  const int which_five = in_block / fifths;
  const auto five = static_cast<std::uint64_t>(which_block * in_a_fifth + which_five);
  const int fifth = shuffled<fifths>(seed, five, 0)[static_cast<std::size_t>(in_block % fifths)];
  const auto turn =
    shuffled<in_a_fifth>(seed, static_cast<std::uint64_t>(which_block), 1 + static_cast<std::uint32_t>(fifth));
  return quantile(fifth * in_a_fifth + turn[static_cast<std::size_t>(which_five)]);
}

double spring_taper(const WeatherRules& rules, double place_in_year) noexcept
{
  const double from = rules.shift_from_doy - 1.0, end = rules.shift_end_doy - 1.0;  // day of year 1 begins at 0
  const double rising = (place_in_year - from) / (rules.shift_full_doy - rules.shift_from_doy);
  const double falling = (end - place_in_year) / (rules.shift_end_doy - rules.shift_until_doy);
  return std::clamp(std::min(rising, falling), 0.0, 1.0);
}

}  // namespace rangifer::forcing
