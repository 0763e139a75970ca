#pragma once
#include "base/grid.h"
#include "herd/report.h"
#include "landscape/terrain.h"

namespace rangifer::app {

/// Maps of a run with coarse cells, drawn on the grid of the whole run so that they compress as its own
/// would: not for their values.
/// @param coarse          grid of the maps: the same south-western corner, larger cells
/// @param births_per_unit agents' births of the whole run that one animal in `maps.births` stands for
[[nodiscard]] herd::YearMaps whole_year(const herd::YearMaps& maps, const Grid& coarse,
                                        const landscape::Terrain& terrain, double births_per_unit);

/// Use of one season: steps are dealt out to the cells by chance.
/// @param steps_per_unit  steps of the whole run that one unit of `use` stands for
[[nodiscard]] Field whole_use(const Field& use, const Grid& coarse, const landscape::Terrain& terrain,
                              double steps_per_unit);

}  // namespace rangifer::app
