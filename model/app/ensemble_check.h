#pragma once
#include <string>
#include <vector>

#include "app/ensemble_file.h"

namespace rangifer::app {

/// What the numbers of a run depend on, as 64 hexadecimal digits: every parameter but the title, layers, regions, seed
/// and replicate. File names count as seen from `from`, so that a project may move as a whole.
[[nodiscard]] std::string fingerprint(Scenario scenario, const std::filesystem::path& from);

/// Reads the scenario of every member, and no other file; the fingerprints.
/// @throws InputError with all that any member would be refused for before it opens its inputs, by member, and with
///   each member that repeats another
[[nodiscard]] std::vector<std::string> check_members(const EnsembleFile& ensemble);

}  // namespace rangifer::app
