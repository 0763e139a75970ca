#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// The land under every map of the page, as JSON: relief, coast, regions, graticule, communities, infrastructure.
[[nodiscard]] std::string land_json(const record::ResultReader& file);

}  // namespace rangifer::report
