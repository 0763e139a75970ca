#pragma once
#include <string_view>

namespace rangifer::app {

/// From now on SIGTERM, SIGINT and SIGUSR1 (by which SLURM warns of the end of a job) do not end the program: it is
/// asked to stop when it can. A second SIGINT does end it.
void listen_for_stop_signals() noexcept;

/// Whether such a signal has come since.
[[nodiscard]] bool stop_asked() noexcept;
/// "SIGTERM"; "" if none has come.
[[nodiscard]] std::string_view stop_signal_name() noexcept;

}  // namespace rangifer::app
