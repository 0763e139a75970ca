#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace rangifer::forcing {

/// SHA-256 of the whole file, 64 lower-case hexadecimal digits.
/// @throws InputError if it cannot be read
[[nodiscard]] std::string sha256_of(const std::filesystem::path& file);

/// The same of a text.
[[nodiscard]] std::string sha256_of_text(std::string_view text);

}  // namespace rangifer::forcing
