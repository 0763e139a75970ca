#pragma once
#include <cstdint>
#include <vector>

#include "engine/rules.h"
#include "engine/ways.h"
#include "herd/herd.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Where animals are bound for, as cost distances over the whole grid: the remembered calving ranges
/// of each herd, in groups of cows that remember neighbouring places, and its winter areas.
struct Destinations {
  std::vector<Field> to_go_km;             ///< one field a destination; unreachable_km where no way leads
  std::vector<std::size_t> calving_first;  ///< per herd: index of its first calving group
  std::vector<std::size_t> winter_first;   ///< per herd: index of its first winter area
  std::vector<std::uint32_t> version;      ///< per destination, moves on whenever its field changes; none: 0

  /// As StateWriter and StateReader want it: the ways to winter areas, too, though they never change.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("to_go", to_go_km);
    state("calving_first", calving_first);
    state("winter_first", winter_first);
    state("version", version);
  }

  [[nodiscard]] std::size_t calving(std::size_t herd, std::size_t group) const { return calving_first[herd] + group; }
  [[nodiscard]] std::size_t winter(std::size_t herd, std::size_t area) const { return winter_first[herd] + area; }
  [[nodiscard]] std::uint32_t version_of(std::size_t destination) const
  {
    return destination < version.size() ? version[destination] : 0;
  }
};

/// Cost distance to each winter area over snow-free ground; calving groups are left empty.
[[nodiscard]] Destinations winter_destinations(const Rules& rules, const landscape::Terrain& terrain);

/// Shares the animals of each herd out over its calving groups: equal numbers, from west to east, by
/// the place they remember. Call it when memories have changed, before the spring migration.
void assign_calving_groups(const Rules& rules, herd::Herd& animals);

/// Brings the cost distances to the remembered calving ranges up to today's ways.
void update_calving_destinations(const Rules& rules, const Ways& ways, const herd::Herd& animals,
                                 Destinations& destinations);

}  // namespace rangifer::engine
