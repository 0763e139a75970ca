#pragma once
#include <filesystem>
#include <string>

namespace rangifer::forcing {

/// @throws InputError unless `file` is a readable file of this machine: a scenario never reaches out
/// into the network ("/vsicurl/...", "https://...").
void require_local_file(const std::string& file);

/// "https://...", "/vsicurl/...", "s3:/...", wherever in the text.
[[nodiscard]] bool is_network_address(std::string text);

/// "68.123 N 141.000 W", as messages name a place.
[[nodiscard]] std::string place_text(double longitude_deg, double latitude_deg);

}  // namespace rangifer::forcing
