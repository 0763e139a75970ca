#include "engine/move.h"

#include <algorithm>

#include "engine/barriers.h"
#include "engine/flight.h"
#include "engine/move_lanes.h"
#include "engine/step_work.h"

namespace rangifer::engine {
namespace {

LaneScene lane_scene(const StepScene& s)
{
  const Grid& grid = s.terrain.grid;
  return {
    .weights = s.surfaces.weights(),
    .first_cell = s.surfaces.first_cell().data(),
    .aims = static_cast<std::int32_t>(s.surfaces.aims()),
    .length_m = s.kernels.length_m.data(),
    .turn = s.kernels.turn.data(),
    .walking_depth_m = s.presence.walking_depth_m.data(),
    .snow_slowing = static_cast<float>(s.rules.movement.snow_slowing),
    .longest_m = static_cast<float>(s.rules.movement.longest_step_km * 1000.0),
    .x_min_m = static_cast<float>(grid.x_min_m),
    .y_min_m = static_cast<float>(grid.y_min_m),
    .cells_per_m = static_cast<float>(1.0 / grid.cell_m),
    .last_column = static_cast<float>(grid.columns - 1),
    .last_row = static_cast<float>(grid.rows - 1),
    .columns = grid.columns,
    .candidates = static_cast<std::int32_t>(s.rules.movement.candidates),
    .seed = s.seed,
    .step = s.step,
  };
}

LaneAgents lane_agents(herd::Herd& a)
{
  return {a.id.data(),  a.mode.data(), a.aim.data(),          a.stride.data(),    a.longest_share.data(),
          a.x_m.data(), a.y_m.data(),  a.heading_turn.data(), a.walked_km.data(), a.cell.data()};
}

}  // namespace

StepKernels make_kernels(const behaviour::ModeTable& modes)
{
  StepKernels kernels;
  for (const behaviour::ModeRules* rules : modes.all()) {
    const auto length_km = behaviour::QuantileTable::gamma(rules->mean_step_km, rules->shape);
    for (const float km : length_km.values()) kernels.length_m.push_back(1000.0f * km);
    const auto turn = behaviour::QuantileTable::von_mises_turn(rules->kappa);
    kernels.turn.insert(kernels.turn.end(), turn.values().begin(), turn.values().end());
  }
  return kernels;
}

void move(const StepScene& scene, herd::Herd& animals)
{
  const LaneScene lanes = lane_scene(scene);
  const LaneAgents agents = lane_agents(animals);
  const LaneStep step = lane_step();
  const bool insects = insects_about(scene), barriers = scene.barriers != nullptr && scene.barriers->any();
  const std::size_t n = animals.size();
  const auto blocks = static_cast<std::ptrdiff_t>((n + agents_per_block - 1) / agents_per_block);
#pragma omp parallel for default(none) shared(scene, animals, lanes, agents, step, insects, barriers, n, blocks) \
  schedule(static)
  for (std::ptrdiff_t block = 0; block < blocks; ++block) {
    const std::size_t first = static_cast<std::size_t>(block) * agents_per_block;
    const std::size_t last = std::min(first + agents_per_block, n);
    BeforeStep before;
    if (scene.ground != nullptr || barriers) look_before(animals, first, last, before);
    if (insects) flee_insects(scene, animals, first, last);
    step(lanes, agents, first, last);
    if (barriers) scene.barriers->hold_back(scene, before, first, last, animals);
    if (scene.ground != nullptr) note_work(scene, before, first, last, animals);
  }
}

}  // namespace rangifer::engine
