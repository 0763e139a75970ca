#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "base/stretch.h"

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

  // What is known of each row of the grid, so that a day need not look at all of it.
  std::vector<Stretch> company_in_row;    ///< outside of it nobody is around
  std::vector<Stretch> trail_in_row;      ///< outside of it there is no trail
  std::vector<std::uint8_t> snow_in_row;  ///< 0 where walking_depth_m is 0 in the whole row

  void resize(const Grid& grid)
  {
    for (Field* f : {&company, &trail, &walking_depth_m}) f->assign(grid.size(), 0.0f);
    const auto rows = static_cast<std::size_t>(grid.rows);
    for (std::vector<Stretch>* known : {&company_in_row, &trail_in_row}) known->resize(rows);
    snow_in_row.resize(rows);
    touch();
  }

  /// What one day leaves to the next, as StateWriter and StateReader want it. All but trails is made anew each morning;
  /// whoever has read it touches it.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("trail", trail);
  }

  /// Says that any field may have been written.
  void touch() noexcept
  {
    for (std::uint32_t* v : {&version.company, &version.trail, &version.activity}) ++*v;
    for (std::vector<Stretch>* known : {&company_in_row, &trail_in_row}) {
      for (Stretch& row : *known) row = {0, trail.size() / known->size()};
    }
    snow_in_row.assign(snow_in_row.size(), 1);
  }
};

}  // namespace rangifer::landscape
