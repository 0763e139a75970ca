#pragma once
#include <filesystem>

namespace rangifer::record {

/// Makes `copy` equal to `file` and puts it on the disk. Where `copy` is there already, only what differs is written:
/// a result that grows at its end costs what has been added, not what it has become. Not whole until it returns.
///
/// @throws RunError with the file and the reason: no space left, cannot be read
void bring_up_to_date(const std::filesystem::path& file, const std::filesystem::path& copy);

}  // namespace rangifer::record
