#pragma once
#include <filesystem>
#include <string>

namespace rangifer::forcing {

/// SHA-256 of the whole file, 64 lower-case hexadecimal digits.
/// @throws InputError if it cannot be read
[[nodiscard]] std::string sha256_of(const std::filesystem::path& file);

}  // namespace rangifer::forcing
