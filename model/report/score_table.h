#pragma once
#include <string>

#include "record/result_reader.h"
#include "validation/contrast.h"

namespace rangifer::report {

/// The run against 30 published patterns, and how many it meets. HTML.
/// @param contrast  of the run with its baseline, where one is named
[[nodiscard]] std::string score_table(const record::ResultReader& file, const validation::Contrast& contrast);

}  // namespace rangifer::report
