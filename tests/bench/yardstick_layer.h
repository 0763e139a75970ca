#pragma once
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace rangifer::bench {

/// The yardstick's country: 900 x 900 cells of 1 km, row 0 in the south.
inline constexpr int yardstick_cells = 900;

/// The yardstick's coefficients: of elevation, snow and greenness.
inline constexpr double yardstick_beta[3] = {-0.5, -1.0, 1.5};

/// One layer: smooth hills and a little noise, about -1 to 1. All programs of the yardstick use these formulas.
struct YardstickLayer {
  std::vector<float> value = std::vector<float>(std::size_t(yardstick_cells) * yardstick_cells);

  float at(int column, int row) const { return value[std::size_t(row) * yardstick_cells + std::size_t(column)]; }
};

/// @param waves_x, waves_y  hills across the country
/// @param phase             radians, along x
inline YardstickLayer make_yardstick_layer(double waves_x, double waves_y, double phase, unsigned seed)
{
  constexpr double pi = std::numbers::pi;
  YardstickLayer layer;
  std::mt19937_64 rng(seed);
  std::uniform_real_distribution<double> noise(-0.2, 0.2);
  for (int row = 0; row < yardstick_cells; ++row) {
    for (int column = 0; column < yardstick_cells; ++column) {
      const double hills =
        std::sin(waves_x * column / 900.0 * 2 * pi + phase) * std::cos(waves_y * row / 900.0 * 2 * pi);
      layer.value[std::size_t(row) * yardstick_cells + std::size_t(column)] = float(0.8 * hills + noise(rng));
    }
  }
  return layer;
}

inline YardstickLayer yardstick_elevation() { return make_yardstick_layer(3, 2, 0.0, 1); }
inline YardstickLayer yardstick_snow() { return make_yardstick_layer(5, 4, 1.0, 2); }
inline YardstickLayer yardstick_green() { return make_yardstick_layer(7, 6, 2.0, 3); }

}  // namespace rangifer::bench
