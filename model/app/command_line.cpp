#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include "cluster/array_script.h"

namespace rangifer::app {

void add_set(CLI::App* command, std::vector<std::string>& set)
{
  command->add_option("--set", set, "override one value, such as --set run.seed=7; may be repeated")
    ->allow_extra_args(false)
    ->type_name("TABLE.KEY=VALUE");
}

void add_scenario(CLI::App* command, std::filesystem::path& scenario, std::vector<std::string>& set)
{
  command->add_option("scenario", scenario, scenario_file)->required();
  add_set(command, set);
}

std::string shell_line(std::span<char*> words)
{
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  std::string line;
  for (const std::string word : words) {
    const bool is_plain = !word.empty() && word.find_first_not_of(plain) == word.npos;
    line += (line.empty() ? "" : " ") + (is_plain ? word : cluster::quoted(word));
  }
  return line;
}

}  // namespace rangifer::app
