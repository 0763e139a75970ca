#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// The run against 30 published patterns, and how many it meets. HTML.
[[nodiscard]] std::string score_table(const record::ResultReader& file);

}  // namespace rangifer::report
