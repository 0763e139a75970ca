#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "ensemble/design.h"

namespace rangifer::ensemble {

/// What the elementary effects of one factor on one output come to. Units of the output, for the whole width of the
/// factor's range; NaN where too few steps are complete.
struct Effect {
  double mu = 0;       ///< mean: the direction, where effects do not cancel
  double mu_star = 0;  ///< mean of the absolute effects (Campolongo et al. 2007, Environ. Model. Softw. 22: 1509-1518)
  double sigma = 0;    ///< sample standard deviation: curvature and interaction with other factors
  std::size_t steps = 0;
  std::size_t rank = 0;  ///< 1 has the largest mu_star; equals share the better rank; those without one come last
};

/// Effects of each factor along trajectories, each of as many points as there are factors and one more:
///
///   effect = (output after the step - output before) / (coordinate after - coordinate before)
///
/// The coordinates may have been moved since the design (a whole number rounds): the step that was made counts.
/// A step with a NaN output at either end is left out.
[[nodiscard]] std::vector<Effect> elementary_effects(std::span<const Point> trajectories,
                                                     std::span<const double> output);

}  // namespace rangifer::ensemble
