#pragma once
#include <string>
#include <utility>
#include <vector>

#include "forcing/file/netcdf_file.h"

namespace rangifer::forcing {

/// "number = 0, height = 2" as names and values.
using Selection = std::vector<std::pair<std::string, std::string>>;

/// @throws InputError if it does not read "name = value, name = value"
[[nodiscard]] Selection parse_selection(const std::string& file, const std::string& select);

/// The index along each of the dimensions `extra` (positions in the variable) that a selection means: where
/// the coordinate variable of the dimension has the value (numbers to a millionth), else, without one, the
/// number itself, counted from 0. Dimensions of one value need nothing. A scalar coordinate may be named too,
/// if it has that value.
/// @throws InputError: a dimension of several values that is not selected, a value or name that is not there
[[nodiscard]] std::vector<std::size_t> selected_indices(const NetcdfFile& file, const NetcdfVariable& of,
                                                        const std::vector<std::size_t>& extra,
                                                        const Selection& selection);

}  // namespace rangifer::forcing
