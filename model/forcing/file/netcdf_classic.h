#pragma once
#include <string>

namespace rangifer::forcing {

/// Reads the header of a netCDF file of a classic format (CDF-1, -2, -5) and compares it with the size of the file:
/// netCDF-C reads what lies past the end of a file that was cut off as zeros. Any other file passes.
/// @throws InputError "FILE: is broken: its netCDF header ...", "FILE: is cut off: variable tas needs 19200 bytes, the
/// file has 10240"
void require_whole_classic_file(const std::string& file);

}  // namespace rangifer::forcing
