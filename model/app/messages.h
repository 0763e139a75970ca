#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace rangifer::app {

enum class Verbosity : std::uint8_t { quiet, normal, verbose };

/// From now on messages go to the terminal (stderr, without colours) as far as `verbosity` lets them, and all of them,
/// with their times, to the end of the file `log`; "" for none. @throws InputError if it cannot be written
void open_messages(Verbosity verbosity, const std::filesystem::path& log);

/// What a person wants to know as it happens.
void say(const std::string& message);
/// The details, for who asks for them.
void say_in_detail(const std::string& message);
/// To the log file alone: what the terminal is told otherwise.
void note_in_log(const std::string& message);

}  // namespace rangifer::app
