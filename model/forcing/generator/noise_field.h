#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "base/random.h"

namespace rangifer::forcing {

/// Standard normal fields that are alike nearby and from day to day:
///
///   correlation in space = exp(-(distance / length)^2),   lag-1 autocorrelation = memory
///
/// Mean 0 and variance 1 hold in every cell, at the edges too. White noise on the nodes of a lattice that is
/// fixed in the projection (not to the grid) runs through an AR(1) per node and is then smoothed; a
/// node's noise is a pure function of seed, node, day and purpose. The AR(1) starts `burn_in_days` before
/// the first day, so that later first days give, to all purposes, the same weather.
class NoiseField {
public:
  static constexpr int burn_in_days = 1100;

  /// @param component  0..3: independent fields of the same purpose
  NoiseField(const Grid& grid, double length_m, double memory, std::uint64_t seed, Draw purpose, int component,
             int first_day);

  /// Moves on to the next day (the first call: to the first day) and fills one value per cell.
  void next(std::vector<float>& out);

private:
  /// Nodes that reach one column (or row), and how much: unit sum of squares.
  struct Reach {
    std::size_t first = 0;
    std::vector<float> weight;
  };
  [[nodiscard]] static std::vector<Reach> reaches(double first_centre_m, double cell_m, int cells, double spacing_m,
                                                  std::int64_t& first_node, std::size_t& nodes);
  void step(float memory, float fresh) noexcept;

  int columns_, rows_;
  float memory_, fresh_;
  std::uint64_t seed_;
  Draw purpose_;
  int component_;
  std::int64_t first_node_x_ = 0, first_node_y_ = 0;
  std::size_t nodes_x_ = 0, nodes_y_ = 0;
  std::vector<Reach> across_, up_;
  std::vector<float> node_, half_;
  int day_;
};

}  // namespace rangifer::forcing
