#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// What the animated year and the charts show, as JSON: places of the followed animals, births, herds day by day.
[[nodiscard]] std::string run_days_json(const record::ResultReader& file);

}  // namespace rangifer::report
