#include "engine/flight.h"

#include "behaviour/insects.h"
#include "behaviour/seasons.h"

namespace rangifer::engine {
namespace {

/// Where a fleeing animal goes back to when the insects let go.
herd::Mode mode_between_flights(std::uint8_t season) noexcept
{
  return season == static_cast<std::uint8_t>(behaviour::Season::late_summer) ? herd::Mode::late_summer
                                                                             : herd::Mode::post_calving;
}

}  // namespace

bool insects_about(const StepScene& scene) { return scene.environment.insects.any; }

void flee_insects(const StepScene& scene, herd::Herd& a, std::size_t first, std::size_t last) noexcept
{
  using herd::Mode;
  const landscape::InsectDay& insects = scene.environment.insects;
  const behaviour::Movement& rules = scene.rules.movement;
  const float cosine = behaviour::day_cosine(scene.hour);
  for (std::size_t i = first; i < last; ++i) {
    const auto cell = static_cast<std::size_t>(a.cell[i]);
    const float mosquito = insects.mosquito_index(cell, cosine), oestrid = insects.oestrid_index(cell, cosine);
    a.mosquito[i] += mosquito;
    a.oestrid[i] += oestrid;

    const auto before = static_cast<Mode>(a.mode[i]);
    const bool in_flight = before == Mode::mosquito || before == Mode::oestrid;
    const Mode today = in_flight ? mode_between_flights(a.season[i]) : before;
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
