#pragma once
#include <optional>
#include <vector>

#include "forcing/file/netcdf_file.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Latitude and longitude of every cell, over two dimensions of a variable.
struct PlaceVariables {
  const NetcdfVariable* longitude = nullptr;
  const NetcdfVariable* latitude = nullptr;
};

/// Those that the attribute `coordinates` names, else those that share two dimensions with the variable.
/// Nothing if there are none. @throws InputError if there are several to choose from
[[nodiscard]] std::optional<PlaceVariables> find_places(const NetcdfFile& file, const NetcdfVariable& of);

/// Sets `grid` from them: row by row over dimensions `y` and `x` (ids), in whatever order they are stored.
/// @throws InputError: not on earth, moving in time, nowhere at all
void set_curvilinear(const NetcdfFile& file, const PlaceVariables& places, int x, int y, SourceGrid& grid);

/// Compares a grid given by axes and a mapping with them, at the corners and in the middle.
/// @throws InputError if a cell lies more than half its size from where they put it
void require_same_places(const NetcdfFile& file, const NetcdfVariable& of, const PlaceVariables& places, int x, int y,
                         const SourceGrid& grid);

}  // namespace rangifer::forcing
