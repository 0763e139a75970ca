#pragma once
#include <string>
#include <vector>

#include "report/provenance.h"

namespace rangifer::app {

/// Parameters of a result beside the defaults of this program, in the order of the parameter page; without tables that
/// a scenario has to write itself (layers, regions, winter areas, communities, harvest), which have no defaults.
/// @param parameters_json  as in the result
[[nodiscard]] std::vector<report::UsedParameter> used_parameters(const std::string& parameters_json);

}  // namespace rangifer::app
