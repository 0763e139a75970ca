#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace rangifer::app {

inline constexpr const char* scenario_file = "scenario file (TOML), such as inputs/porcupine/baseline.toml";

/// What commands have in common: the scenario and what is set in it, or that alone.
void add_scenario(CLI::App* command, std::filesystem::path& scenario, std::vector<std::string>& set);
void add_set(CLI::App* command, std::vector<std::string>& set);

/// The words as a shell takes them.
[[nodiscard]] std::string shell_line(std::span<char*> words);

}  // namespace rangifer::app
