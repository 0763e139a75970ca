#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

/// Designs: where in the cube of factors a model is to be run, and what its answers say. Knows nothing of a model.
namespace rangifer::ensemble {

/// One place of the unit cube: a coordinate in [0, 1] for each factor.
using Point = std::vector<double>;

struct MorrisPlan {
  std::size_t factors = 1;
  std::size_t trajectories = 10;
  std::size_t levels = 4;  ///< even: then every level is as likely as the others
  std::uint64_t seed = 1;
};

/// Trajectories of Morris (1991, Technometrics 33: 161-174), one after the other, each of `factors` + 1 points on a
/// grid of `levels` levels. From a point to the next exactly one factor moves, by
///
///   delta = levels / (2 (levels - 1))
///
/// up or down, each factor once in a trajectory, in an order that is drawn. Same plan, same points.
[[nodiscard]] std::vector<Point> morris_trajectories(const MorrisPlan& plan);

/// Latin hypercube (McKay et al. 1979, Technometrics 21: 239-245): of each factor, every one of `samples` equal strata
/// holds exactly one point, at a place in it that is drawn. Same arguments, same points.
[[nodiscard]] std::vector<Point> latin_hypercube(std::size_t factors, std::size_t samples, std::uint64_t seed);

}  // namespace rangifer::ensemble
