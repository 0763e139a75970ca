#pragma once
#include "engine/destinations.h"
#include "engine/move.h"
#include "engine/place_order.h"
#include "engine/rules.h"
#include "engine/surfaces.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::bench {

/// Yardstick K10 in the model's own step: the same country, the same animals at the start, the same distributions as
/// PlainWalk, on a winter's day. The three layers go through the covariates that a selection surface takes as they are
/// (elevation, ruggedness, share of plain); the surface is built once, as the layers never change.
/// Not the same: the model lets nobody into the outermost ring of cells, and moves in single precision.
class K10Model {
public:
  explicit K10Model(long animals);
  K10Model(const K10Model&) = delete;
  K10Model& operator=(const K10Model&) = delete;

  void step();
  /// Puts the animals in order of place, as the model does every few days.
  void sort();
  /// Movement steps from one sorting to the next, in a scenario that says nothing about it.
  [[nodiscard]] static int steps_between_sorts();

  [[nodiscard]] const herd::Herd& animals() const { return animals_; }

private:
  engine::Rules rules_;
  landscape::Terrain terrain_;
  landscape::Weather weather_;
  landscape::Environment environment_;
  landscape::Presence presence_;
  engine::Destinations destinations_;
  engine::Surfaces surfaces_;
  engine::StepKernels kernels_;
  engine::PlaceOrder order_;
  herd::Herd animals_;
  std::uint32_t step_ = 0;
};

}  // namespace rangifer::bench
