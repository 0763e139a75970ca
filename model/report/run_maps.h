#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// Maps of a result of rangifer run as JSON for the page: calving grounds, use by period, snow and green-up.
[[nodiscard]] std::string run_maps_json(const record::ResultReader& file);

}  // namespace rangifer::report
