#pragma once

namespace rangifer::app {

/// "0.1.0"
[[nodiscard]] const char* version() noexcept;
/// The commit the program was built from, with "+" if its sources had changed since.
[[nodiscard]] const char* commit() noexcept;

}  // namespace rangifer::app
