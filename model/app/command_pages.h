#pragma once
#include <string>

namespace CLI {
class App;
}

namespace rangifer::app {

/// A completion script for bash, which zsh takes after `autoload bashcompinit && bashcompinit`: commands, their
/// options, and files.
[[nodiscard]] std::string bash_completion(const CLI::App& program);

/// The manual page, for man(1), from what the command line knows of itself.
[[nodiscard]] std::string manual_page(const CLI::App& program, const std::string& version);

}  // namespace rangifer::app
