#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// The land under every map of the page, as JSON: relief, coast, regions, graticule, communities, infrastructure.
/// @param run  a result of rangifer run, since a comparison holds no land
[[nodiscard]] std::string land_json(const record::ResultReader& run);

/// What there is to draw where only a comparison is at hand: its grid and graticule.
[[nodiscard]] std::string bare_land_json(const record::ResultReader& comparison);

/// Whether the maps of both have the same cells.
[[nodiscard]] bool same_grid(const record::ResultReader& a, const record::ResultReader& b);

}  // namespace rangifer::report
