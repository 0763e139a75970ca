#pragma once
#include <memory>
#include <string>

#include "forcing/layer/source_layer.h"

namespace rangifer::forcing {

/// How far the cells of the model lie above the ground that a layer's temperatures hold for, km, from the
/// layer's `elevation` (m, or a geopotential in m2 s-2) and `elevation_file`; empty if it has neither.
///
/// @param file  where the elevation is looked for if the layer names no file
/// @throws InputError: no temperature, unit, cover, gaps, heights that no ground has
[[nodiscard]] Field height_above_source_km(const LayerSpec& spec, const Role& role, const std::string& file,
                                           Domain& domain);

}  // namespace rangifer::forcing
