#pragma once
#include <span>
#include <vector>

#include "base/grid.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// What the births of a year are held against.
struct CalvingScene {
  const Rules& rules;
  const landscape::Terrain& terrain;
  const landscape::Regions& regions;
  const landscape::Environment& environment;
  std::span<const Field> reference;  ///< of each herd: reference_ground()
};

/// Kernel utilisation distribution of the calving places that the cows of a herd remember.
[[nodiscard]] Field reference_ground(const Rules& rules, const Grid& grid, const herd::Herd& animals,
                                     std::size_t herd_index);

/// The year's calving of one herd, and of each cell the smallest isopleth that holds it.
struct CalvingYear {
  herd::ImpactYear impact;
  Field isopleth;
};

/// What the births of one herd and year say. Shares are of births; June survival is NaN if the run ended before 1 July.
[[nodiscard]] CalvingYear calving_year(const CalvingScene& scene, std::span<const herd::Birth> births,
                                       std::int32_t herd_index, int year);

}  // namespace rangifer::engine
