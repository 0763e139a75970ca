#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "app/ensemble_file.h"

namespace rangifer::app {

/// Results of the members with the values that a selection names: "footprint=most" or "footprint=most,year=2004"; those
/// of all values along the other axes.
/// @throws InputError: no such axis or value, or members that are not done yet
[[nodiscard]] std::vector<std::filesystem::path> results_of(const EnsembleFile& ensemble, std::string_view selection);

}  // namespace rangifer::app
