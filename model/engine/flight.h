#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/move.h"
#include "herd/herd.h"

namespace rangifer::engine {

/// Whether insects can be about anywhere on this day.
[[nodiscard]] bool insects_about(const StepScene& scene);

/// What an animal would do if there were no insects: one in flight goes back to what its season has it do.
[[nodiscard]] herd::Mode mode_without_insects(herd::Mode mode, std::uint8_t season) noexcept;

/// What insects do to agents [first, last) in this step: adds to their harassment, and puts resting or grazing
/// ones to flight or lets them go again (mode, destination). Migrants and mothers at birth do not flee.
void flee_insects(const StepScene& scene, herd::Herd& animals, std::size_t first, std::size_t last) noexcept;

}  // namespace rangifer::engine
