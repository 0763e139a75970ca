#pragma once
#include <string>

#include "comparison/run_head.h"

namespace rangifer::comparison {

/// In what a scenario differs from its base, in words: "development My lease block added (lease.geojson); temperature
/// changed by mayjune.nc". Parameters that are many are told by table.
[[nodiscard]] std::string what_changed(const RunHead& base, const RunHead& scenario);

}  // namespace rangifer::comparison
