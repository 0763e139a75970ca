#pragma once
#include <random>
#include <vector>

#include "yardstick_layer.h"

namespace rangifer::bench {

/// Yardstick K10 as a competent scientist writes it in an afternoon: one struct per animal, std::mt19937_64, the
/// distributions of the standard library, one OpenMP loop, plain -O3. The model's speed is told as a ratio to it, so
/// leave it as it is: making this program faster or slower moves every published ratio.
struct PlainAnimal {
  long id;
  double x_km, y_km;
  double heading;  ///< radians
  int steps;
};

class PlainWalk {
public:
  static constexpr int candidates = 10;

  /// `animals` of them, spread over the middle of the country; the same ones in every run.
  explicit PlainWalk(long animals);

  /// One step of every animal: candidates of gamma length (shape 1.5, mean 3 km) and von Mises turn (kappa 1), one of
  /// them taken in proportion to exp(beta . layers) at its end, 0 outside the country.
  /// Each thread of OpenMP has a generator of its own, so that the walk depends on their number.
  void step();

  const std::vector<PlainAnimal>& animals() const { return animals_; }

private:
  YardstickLayer elevation_ = yardstick_elevation(), snow_ = yardstick_snow(), green_ = yardstick_green();
  std::vector<PlainAnimal> animals_;
  std::vector<std::mt19937_64> generators_;
};

}  // namespace rangifer::bench
