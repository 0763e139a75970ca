#pragma once
#include <filesystem>
#include <functional>

#include "landscape/source.h"
#include "landscape/terrain.h"

namespace rangifer::forcing {

/// Writes the days from `first` to `last` as the model sees them: CF-1.10 netCDF on the model grid, float,
/// one variable a role, with elevation, latitude and longitude. To be looked at, or compared with what
/// other tools make of the same files.
///
/// `source` must not read on a thread of its own: netCDF-C takes one thread at a time.
/// @param done  called after each day
/// @throws InputError from the source; RunError if the file cannot be written
void write_fields(const std::filesystem::path& path, const landscape::Terrain& terrain, landscape::Source& source,
                  Day first, Day last, const std::function<void(Day)>& done);

}  // namespace rangifer::forcing
