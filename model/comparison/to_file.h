#pragma once
#include "comparison/compare.h"
#include "record/comparison_file.h"

namespace rangifer::comparison {

/// The result as the file holds it.
[[nodiscard]] record::ComparisonFile to_file(const Result& result, const std::string& version,
                                             const std::string& commit, const std::string& summary);

}  // namespace rangifer::comparison
