#pragma once
#include <string>

#include "comparison/compare.h"

namespace rangifer::app {

/// The comparison as one JSON object.
[[nodiscard]] std::string compare_json(const comparison::Result& result);

}  // namespace rangifer::app
