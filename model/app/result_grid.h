#pragma once
#include "base/grid.h"
#include "record/result_reader.h"

namespace rangifer::app {

/// The grid of the maps of a result; its CRS as WKT. @throws InputError
[[nodiscard]] Grid grid_of(const record::ResultReader& file);

}  // namespace rangifer::app
