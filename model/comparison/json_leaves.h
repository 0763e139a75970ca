#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rangifer::comparison {

/// Every value of a JSON text by its path, such as "herd.porcupine.size"; members of an array by number from 0. Texts
/// keep their quotes, so a value is JSON again. Nothing if the text is not JSON, as far as our own writers go.
[[nodiscard]] std::optional<std::map<std::string, std::string>> json_leaves(std::string_view json);

/// A JSON text without its quotes; anything else as it is.
[[nodiscard]] std::string plain(std::string_view value);

}  // namespace rangifer::comparison
