#pragma once
#include <string>

namespace rangifer::app {

/// The processor by its maker's name and how many hardware threads it shows: "AMD EPYC 9B45, 2 threads".
[[nodiscard]] std::string machine_name();

/// The most memory this process has held at once, in MB of 2^20 bytes.
[[nodiscard]] double peak_memory_mb();

/// Memory that programs can have without any other being pushed out, in the same MB; without limit where the system
/// does not tell.
[[nodiscard]] double available_memory_mb();

}  // namespace rangifer::app
