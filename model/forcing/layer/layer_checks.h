#pragma once
#include <span>
#include <string>
#include <vector>

#include "forcing/forcing.h"

namespace rangifer::forcing {

/// Puts the place in the scenario before a message, if it is known.
[[nodiscard]] std::string at_place(const std::string& where, const std::string& message);

/// The layer with that role, or nullptr. A role given twice and a required one left out are problems.
[[nodiscard]] const ResolvedLayer* only_layer(std::span<const ResolvedLayer> layers, const Role& role,
                                              std::vector<std::string>& problems);

/// Whether a role can have this value. One past the end by the rounding of packed data (a ten-thousandth
/// of the range: rain of -0.001 mm) is set to the end; NaN is not believable.
[[nodiscard]] bool believable(const Role& role, double& value) noexcept;

/// The same of many values: whether all are believable. Those that are not stay as they are.
[[nodiscard]] bool all_believable(const Role& role, std::span<double> values) noexcept;

/// That the scenario names other units than the file has, in words; "" if it does not.
[[nodiscard]] std::string units_overridden(const LayerSpec& spec, const std::string& of_file);

/// ", after scale 0.1 and offset 274.65": what may be to blame for a value; "" if the layer changes none.
[[nodiscard]] std::string after_changes(const LayerSpec& spec);

/// "temperature must lie in -75 .. 45 degC"
[[nodiscard]] std::string range_text(const Role& role);

}  // namespace rangifer::forcing
