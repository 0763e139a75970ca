#pragma once
#include <cstdint>
#include <vector>

#include "engine/life_day.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Edges of the latitude bands in which border crossings are counted: whole degrees over the grid.
[[nodiscard]] std::vector<double> latitude_band_edges(const landscape::Terrain& terrain);

/// Per region: 1 US, 2 CA, 0 neither or no jurisdiction.
[[nodiscard]] std::vector<std::uint8_t> country_codes(const landscape::Regions& regions);

/// Counts everything there is to report of a day. What stays the same for a whole run is made once.
class DayTally {
public:
  DayTally(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions);

  /// Also brings each agent's `country` up to date and counts those that are in another country than
  /// yesterday as crossings.
  /// @param energy  today's books, one entry a herd, to which the rest is added
  /// @param before  yesterday's animals alive, per herd
  [[nodiscard]] herd::DayReport report(const landscape::Environment& environment, Day today,
                                       const std::vector<LifeTally>& life, const std::vector<std::int64_t>& before,
                                       std::vector<herd::HerdDay> energy, herd::Herd& animals) const;

private:
  const Rules& rules_;
  const landscape::Terrain& terrain_;
  const landscape::Regions& regions_;
  std::vector<double> edges_;
  std::vector<std::uint8_t> country_;          ///< per cell: 1 US, 2 CA, 0 neither
  std::vector<std::uint32_t> near_community_;  ///< per cell: communities within reach of its centre, a bit each
};

/// Animals alive per herd, calves at heel included.
[[nodiscard]] std::vector<std::int64_t> count_alive(const Rules& rules, const herd::Herd& animals);

}  // namespace rangifer::engine
