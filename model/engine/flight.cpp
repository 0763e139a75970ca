#include "engine/flight.h"

#include "behaviour/insects.h"
#include "behaviour/seasons.h"
#include "engine/step_work.h"

namespace rangifer::engine {

herd::Mode mode_without_insects(herd::Mode mode, std::uint8_t season) noexcept
{
  if (mode != herd::Mode::mosquito && mode != herd::Mode::oestrid) return mode;
  return season == static_cast<std::uint8_t>(behaviour::Season::late_summer) ? herd::Mode::late_summer
                                                                             : herd::Mode::post_calving;
}

bool insects_about(const StepScene& scene) { return scene.environment.insects.any; }

void flee_insects(const StepScene& scene, herd::Herd& a, std::size_t first, std::size_t last) noexcept
{
  using herd::Mode;
  const landscape::InsectDay& insects = scene.environment.insects;
  const behaviour::Movement& rules = scene.rules.movement;
  const float cosine = behaviour::day_cosine(scene.hour);
  for (std::size_t i = first; i < last; ++i) {
    if (i + fetched_ahead < last) insects.fetch(static_cast<std::size_t>(a.cell[i + fetched_ahead]));
    const auto cell = static_cast<std::size_t>(a.cell[i]);
    const float mosquito = insects.mosquito_index(cell, cosine), oestrid = insects.oestrid_index(cell, cosine);
    a.mosquito[i] += mosquito;
    a.oestrid[i] += oestrid;

    const auto before = static_cast<Mode>(a.mode[i]);
    const Mode today = mode_without_insects(before, a.season[i]);
    if (today != Mode::post_calving && today != Mode::late_summer) continue;
    const Mode mode = static_cast<double>(mosquito) > rules.mosquito_threshold ? Mode::mosquito
                      : static_cast<double>(oestrid) > rules.oestrid_threshold ? Mode::oestrid
                                                                               : today;
    if (mode == before) continue;
    a.mode[i] = static_cast<std::uint8_t>(mode);
    a.aim[i] = static_cast<std::uint16_t>(scene.surfaces.aim_of(scene.destinations, a, i, mode));
  }
}

}  // namespace rangifer::engine
