#pragma once
#include <filesystem>

namespace rangifer::record {

/// Copies a file and puts the copy on the disk; an earlier one is replaced. Not whole until it returns.
/// @throws RunError with the file and the reason: no space left, cannot be read
void copy_to_disk(const std::filesystem::path& file, const std::filesystem::path& copy);

/// Puts what has been written to a file, or done in a folder, on the disk. @throws RunError
void to_disk(const std::filesystem::path& path);

}  // namespace rangifer::record
