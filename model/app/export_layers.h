#pragma once
#include <vector>

#include "app/calving_grounds.h"
#include "gis/layer_file.h"
#include "record/result_reader.h"

namespace rangifer::app {

/// Calving grounds as polygons, then their centroids, the births and the ways of the animals that were followed.
[[nodiscard]] std::vector<gis::Layer> layers_of_run(const record::ResultReader& file, const Grid& grid,
                                                    const CalvingGrounds& grounds);

/// Births of two scenarios as points, and lines from a mother's place in one to that in the other; none if the
/// comparison has no births.
[[nodiscard]] std::vector<gis::Layer> layers_of_comparison(const record::ResultReader& file);

}  // namespace rangifer::app
