#include "report/provenance.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "base/calendar.h"
#include "comparison/json_leaves.h"
#include "report/html.h"
#include "report/words.h"

namespace rangifer::report {

namespace {

using record::ResultReader;
using Leaves = std::map<std::string, std::string>;

std::string fact(std::string_view name, std::string_view html)
{
  return html.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html);
}

std::string text_fact(const ResultReader& file, std::string_view name, const std::string& attribute)
{
  return fact(name, escaped(file.root_text(attribute)));
}

Leaves leaves_of(const ResultReader& file, const std::string& attribute)
{
  return comparison::json_leaves(file.root_text(attribute)).value_or(Leaves {});
}

std::string leaf(const Leaves& leaves, const std::string& path)
{
  const auto found = leaves.find(path);
  return found == leaves.end() ? "" : comparison::plain(found->second);
}

/// Each file once, with what it was read for.
std::string inputs(const ResultReader& file)
{
  struct Input {
    std::string sha256;
    std::vector<std::string> roles;
  };
  std::vector<std::string> order;
  std::map<std::string, Input> files;
  const Leaves leaves = leaves_of(file, "inputs");
  for (int i = 0;; ++i) {
    const std::string name = leaf(leaves, fmt::format("{}.file", i));
    if (name.empty()) break;
    if (!files.contains(name)) order.push_back(name);
    Input& input = files[name];
    input.sha256 = leaf(leaves, fmt::format("{}.sha256", i));
    const std::string variable = leaf(leaves, fmt::format("{}.variable", i)),
                      role = leaf(leaves, fmt::format("{}.role", i));
    input.roles.push_back(spaced(role == "region" || role == "development" ? variable : role));
  }
  HtmlTable table("Inputs: files the run read, by SHA-256", {"file", "read for", "SHA-256"});
  for (const std::string& name : order) {
    const Input& input = files[name];
    table.row({escaped(name), escaped(fmt::format("{}", fmt::join(input.roles, ", "))),
               fmt::format("<code class=\"hash\">{}</code>", escaped(input.sha256))});
  }
  return table.empty() ? "" : table.text();
}

std::string folded(std::string_view heading, const std::string& html)
{
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", heading, html);
}

std::string with_unit(const std::string& value, const std::string& unit)
{
  return escaped(unit.empty() || unit == "1" ? value : value + " " + unit);
}

std::string changed_parameters(std::span<const UsedParameter> parameters)
{
  HtmlTable table(
    "Parameters that differ from the defaults. Evidence of a default: V read in a source, M remembered, D derived, "
    "E a starter or calibrated, - a choice of the user",
    {"key", "value", "default", "evidence", "meaning"});
  std::size_t n = 0;
  for (const UsedParameter& p : parameters) {
    if (!p.is_changed()) continue;
    ++n;
    table.row({"<code>" + escaped(p.key) + "</code>", with_unit(p.value, p.unit), with_unit(p.preset, p.unit),
               escaped(p.evidence), escaped(p.meaning)});
  }
  return folded(fmt::format("Parameters that differ from the defaults ({})", n),
                n > 0 ? table.text() : paragraph("All parameters have their defaults."));
}

/// The reader shall see how much rests on guesses, and on which.
std::string guesses(std::span<const UsedParameter> parameters)
{
  std::string list;
  std::size_t n = 0;
  for (const UsedParameter& p : parameters) {
    if (p.evidence != "E") continue;
    ++n;
    list +=
      fmt::format("{}<code>{}</code>&nbsp;=&nbsp;{}", n == 1 ? "" : "; ", escaped(p.key), with_unit(p.value, p.unit));
  }
  return folded(fmt::format("Guessed or calibrated parameters, evidence E ({} of {})", n, parameters.size()),
                paragraph(list + "."));
}

/// The last two parts of a path: enough to tell results apart, nothing of somebody's machine.
std::string short_path(const std::filesystem::path& path)
{
  return escaped((path.parent_path().filename() / path.filename()).string());
}

std::string file_list(const std::string& lines)
{
  std::string out;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) out += (out.empty() ? "" : "<br>") + short_path(line);
  return out;
}

/// The state of another run that this one began with, in words; "" if it began by itself.
std::string branch(const ResultReader& file)
{
  const Leaves from = leaves_of(file, "branched_from");
  if (from.empty()) return "";
  const auto of = [&from](const char* key) { return escaped(leaf(from, key)); };
  const std::optional<Day> day = parse_day(leaf(from, "day"));
  return fmt::format("“{}” (seed {}, replicate {}), after {}: file {}, SHA-256 <code class=\"hash\">{}</code>",
                     of("title"), of("seed"), of("replicate"), day ? say_date(*day) : of("day"), of("file"),
                     of("sha256"));
}

}  // namespace

std::string run_provenance(const ResultReader& file, std::span<const UsedParameter> parameters)
{
  std::string out = "<dl>\n" + text_fact(file, "scenario", "title") + fact("result", short_path(file.file()));
  out += text_fact(file, "program", "source") + text_fact(file, "commit", "commit");
  out +=
    fact("seed, replicate", fmt::format("{:.0f}, {:.0f}", file.root_number("seed"), file.root_number("replicate")));
  out += text_fact(file, "first day", "first_day") + fact("branched from", branch(file)) + "</dl>\n";
  out += inputs(file);
  out += changed_parameters(parameters) + guesses(parameters);
  return out + folded("The scenario as read", fmt::format("<pre>{}</pre>\n", escaped(file.root_text("scenario"))));
}

std::string comparison_provenance(const ResultReader& file)
{
  std::string out = "<dl>\n" + text_fact(file, "base", "base_title") + text_fact(file, "scenario", "scenario_title");
  out += fact("comparison", short_path(file.file()));
  out += text_fact(file, "program that compared", "source") + text_fact(file, "commit", "commit");
  out += fact("results of the base", file_list(file.root_text("base_files")));
  out += fact("results of the scenario", file_list(file.root_text("scenario_files")));
  out += fact("draws of the bootstrap", whole(file.root_number("samples"))) + "</dl>\n";
  const Leaves leaves = leaves_of(file, "changed_parameters");
  HtmlTable table("Parameters and inputs that differ", {"key", "base", "scenario"});
  constexpr std::string_view end = ".base";
  for (const auto& [path, value] : leaves) {
    if (!path.ends_with(end)) continue;
    const std::string key = path.substr(0, path.size() - end.size());
    const auto told = [](const std::string& json) { return json == "null" || json.empty() ? "none" : json; };
    table.row({"<code>" + escaped(key.substr(key.find('.') + 1)) + "</code>",
               "<span class=\"hash\">" + escaped(told(comparison::plain(value))) + "</span>",
               "<span class=\"hash\">" + escaped(told(leaf(leaves, key + ".scenario"))) + "</span>"});
  }
  return out + (table.empty() ? paragraph("They differ in no parameter and no input.") : table.text());
}

}  // namespace rangifer::report
