#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace rangifer::landscape {

/// As FieldVersions of Environment.
struct PresenceVersions {
  std::uint32_t company = 1;
  std::uint32_t trail = 1;
  std::uint32_t activity = 1;
};

/// What the herd and people make of the land today: one value per cell in every field.
struct Presence {
  Field company;                ///< ln(1 + animals per km2 of land around) this morning
  Field trail;                  ///< 0..1, how well trodden the snow is
  Field walking_depth_m;        ///< snow depth as a walking animal finds it, by the trails of this morning
  std::vector<float> activity;  ///< 0..1, of each development today
  PresenceVersions version;

  void resize(std::size_t cells)
  {
    for (Field* f : {&company, &trail, &walking_depth_m}) f->assign(cells, 0.0f);
    touch();
  }

  /// What one day leaves to the next, as StateWriter and StateReader want it. All but trails is made anew each morning.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("trail", trail);
  }

  /// Says that any field may have been written.
  void touch() noexcept
  {
    for (std::uint32_t* v : {&version.company, &version.trail, &version.activity}) ++*v;
  }
};

}  // namespace rangifer::landscape
