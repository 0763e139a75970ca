#pragma once
#include <cstdint>
#include <vector>

#include "behaviour/step_kernel.h"
#include "engine/rules.h"
#include "engine/surfaces.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

class Ground;
class Barriers;

/// Tentative step lengths and turns of every mode, tabulated once a run: [mode * QuantileTable::slices + slice].
struct StepKernels {
  std::vector<float> length_m;
  std::vector<float> turn;  ///< fraction of a turn
};
[[nodiscard]] StepKernels make_kernels(const behaviour::ModeTable& modes);

/// What all agents share during one step.
struct StepScene {
  const Rules& rules;
  const landscape::Terrain& terrain;
  const landscape::Weather& weather;
  const landscape::Environment& environment;
  const landscape::Presence& presence;
  const Destinations& destinations;
  const Surfaces& surfaces;
  const StepKernels& kernels;
  std::uint64_t seed;                  ///< of run and replicate together
  std::uint32_t step;                  ///< steps since 1970-01-01, so that a longer run repeats a shorter one
  float hour;                          ///< middle of the step, 0..24
  const Ground* ground = nullptr;      ///< what steps cost and offer; none: nobody keeps account of it
  const Barriers* barriers = nullptr;  ///< roads and pipelines; none: nothing stops a step
};

/// Moves every agent by one step: draws K candidates from the mode's gamma and von Mises, takes one in proportion to
/// the selection weight of the cell at its end; where no candidate is possible the animal stays. Then roads and
/// pipelines may stop it. Agents' modes and destinations are those of the last Surfaces::update(), but for insects.
/// Each agent reads and writes its own slots only, and its draws are its own: any number of threads, lanes and any
/// order in memory give the same herd.
void move(const StepScene& scene, herd::Herd& animals);

}  // namespace rangifer::engine
