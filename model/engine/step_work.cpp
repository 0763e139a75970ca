#include "engine/step_work.h"

#include <algorithm>

#include "behaviour/energy.h"
#include "engine/ground.h"

namespace rangifer::engine {

void look_before(const herd::Herd& a, std::size_t first, std::size_t last, BeforeStep& before) noexcept
{
  std::copy(&a.cell[first], &a.cell[0] + last, before.cell.begin());
  std::copy(&a.x_m[first], &a.x_m[0] + last, before.x_m.begin());
  std::copy(&a.y_m[first], &a.y_m[0] + last, before.y_m.begin());
  std::copy(&a.walked_km[first], &a.walked_km[0] + last, before.walked_km.begin());
  std::copy(&a.mosquito[first], &a.mosquito[0] + last, before.mosquito.begin());
  std::copy(&a.oestrid[first], &a.oestrid[0] + last, before.oestrid.begin());
}

void note_work(const StepScene& scene, const BeforeStep& before, std::size_t first, std::size_t last,
               herd::Herd& a) noexcept
{
  const Ground& ground = *scene.ground;
  const behaviour::Energy& rules = scene.rules.energy;
  const auto step_h = static_cast<float>(scene.rules.run.step_h);
  const float grazing_min = behaviour::feeding_min(rules, step_h, false, 0.0f);
  const float marching_min = behaviour::feeding_min(rules, step_h, true, 0.0f);
  const auto insect_loss = static_cast<float>(rules.insect_loss);
  for (std::size_t i = first; i < last; ++i) {
    const std::size_t k = i - first;
    if (i + fetched_ahead < last) {
      ground.fetch(static_cast<std::size_t>(before.cell[k + fetched_ahead]));
      ground.fetch(static_cast<std::size_t>(a.cell[i + fetched_ahead]));
    }
    const GroundCell from = ground[static_cast<std::size_t>(before.cell[k])];
    const GroundCell to = ground[static_cast<std::size_t>(a.cell[i])];
    const float km = a.walked_km[i] - before.walked_km[k];
    a.walk_kj_kg[i] += km * 0.5f * (from.walk_j + to.walk_j);
    a.climb_m[i] += std::max(to.elevation_m - from.elevation_m, 0.0f);

    const float insects = std::max(a.mosquito[i] - before.mosquito[k], a.oestrid[i] - before.oestrid[k]);
    a.harassed[i] += insects;
    const auto mode = static_cast<herd::Mode>(a.mode[i]);
    const bool marching = mode == herd::Mode::spring_migration || mode == herd::Mode::fall_migration;
    const float thousand_min = 1e-3f * (marching ? marching_min : grazing_min) * (1.0f - insect_loss * insects);
    a.graze_kg[i] += thousand_min * to.dry_g_min;
    a.graze_mj[i] += thousand_min * to.energy_kj_min;
    a.graze_protein_kg[i] += thousand_min * to.protein_g_min;
    a.digging_kj[i] += 1e3f * thousand_min * to.digging_kj_min;
  }
}

}  // namespace rangifer::engine
