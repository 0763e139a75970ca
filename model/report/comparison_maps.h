#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// Maps of a comparison as JSON for the page: density of births in the base, gained and lost; use by period.
[[nodiscard]] std::string comparison_maps_json(const record::ResultReader& file);

}  // namespace rangifer::report
