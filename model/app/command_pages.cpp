#include "app/command_pages.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace rangifer::app {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& program)
{
  return program.get_subcommands([](const CLI::App*) { return true; });
}

std::string long_names(const CLI::App& command)
{
  std::string names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names += (names.empty() ? "--" : " --") + name;
  }
  return names;
}

/// Text that roff prints as it is.
std::string roff(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else if (c == '\n') out += "\n.br\n";
    else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += std::string {"\\&"} + c;
    else out += c;
  }
  return out;
}

/// "INT" of "INT:INT in [1 - 1024]".
std::string type_of(const CLI::Option& option)
{
  const std::string name = option.get_type_name();
  return name.substr(0, name.find(':'));
}

std::string option_entry(const CLI::Option& option)
{
  const bool flag = option.get_expected_max() == 0;
  const std::string name = option.get_positional() ? option.get_single_name() : option.get_name(false, true);
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(name),
                     flag || option.get_positional() ? "" : " \\fI" + roff(type_of(option)) + "\\fR",
                     roff(option.get_description()));
}

}  // namespace

std::string bash_completion(const CLI::App& program)
{
  std::string names, cases;
  for (const CLI::App* command : commands_of(program)) {
    names += (names.empty() ? "" : " ") + command->get_name();
    cases += fmt::format("    {}) options=\"{}\" ;;\n", command->get_name(), long_names(*command));
  }
  return fmt::format(R"(# bash completion for rangifer: source it, or put it into /etc/bash_completion.d
_rangifer() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} options=""
  case ${{COMP_WORDS[1]}} in
{}  esac
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "{} {}" -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _rangifer rangifer
)",
                     cases, names, long_names(program));
}

std::string manual_page(const CLI::App& program, const std::string& version)
{
  std::string page = fmt::format(
    ".TH RANGIFER 1 \"\" \"rangifer {}\" \"User Commands\"\n.SH NAME\nrangifer \\- caribou migration on a grid, animal by "
    "animal\n.SH SYNOPSIS\n.B rangifer\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] ...\n.SH DESCRIPTION\n{}\n.SH COMMANDS\n",
    roff(version), roff(program.get_description()));
  for (const CLI::App* command : commands_of(program)) {
    page += fmt::format(".SS rangifer {}\n{}\n", roff(command->get_name()), roff(command->get_description()));
    for (const CLI::Option* option : command->get_options()) {
      if (option != command->get_help_ptr()) page += option_entry(*option);
    }
  }
  return page + fmt::format(".SH EXIT STATUS\n{}\n", roff(program.get_footer()));
}

}  // namespace rangifer::app
