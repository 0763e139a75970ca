#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::record {

/// What became of the files that an ensemble of virtual variables stands on: one line for each that is gone, has
/// another size, or is another run. None for an ensemble that holds its values itself.
/// @throws InputError if the file is no ensemble
[[nodiscard]] std::vector<std::string> problems_of_ensemble(const std::filesystem::path& path);

}  // namespace rangifer::record
