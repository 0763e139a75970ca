#pragma once
#include <filesystem>
#include <vector>

#include "validation/contrast.h"

namespace rangifer::app {

/// Runs against those of a baseline, paired by seed, replicate and first day; of their first herd. @throws InputError
[[nodiscard]] validation::Contrast contrast_with(const std::vector<std::filesystem::path>& runs,
                                                 const std::vector<std::filesystem::path>& baseline);

}  // namespace rangifer::app
