#include "app/member_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <set>

#include "base/error.h"
#include "base/json_text.h"
#include "record/ensemble_file.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;

using Row = std::vector<std::string>;

/// Columns of the table that say how a member is run.
constexpr std::array<std::string_view, 2> no_axes {"scenario_file", "settings"};

/// The fields of a line; a field in quotes may hold commas, and quotes twice. Nothing if a quote does not end.
std::optional<Row> fields_of(std::string_view line)
{
  Row fields {""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && line.substr(i + 1).starts_with('"')) fields.back() += line[i++];
    else if (line[i] == '"') quoted = !quoted;
    else if (line[i] == ',' && !quoted) fields.emplace_back();
    else if (line[i] != '\r') fields.back() += line[i];
  }
  if (quoted) return std::nullopt;
  return fields;
}

std::optional<double> number_in(std::string_view text)
{
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc {} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> whole_number_in(std::string_view text)
{
  const std::optional<double> number = number_in(text);
  if (!number || *number != std::floor(*number) || std::abs(*number) > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::string json_of(const std::string& text)
{
  const bool is_json = number_in(text).has_value() || text == "true" || text == "false";
  return is_json ? text : json_text(text);
}

ListedMember member_of(const fs::path& folder, const Row& names, const Row& fields)
{
  ListedMember member;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "file") member.file = folder / fields[i];
    else if (names[i] == "member") member.number = whole_number_in(fields[i]);
    else if (!fields[i].empty() && std::ranges::count(no_axes, names[i]) == 0)
      member.axes[names[i]] = json_of(fields[i]);
  }
  return member;
}

std::vector<ListedMember> read_table(const fs::path& path)
{
  std::ifstream in(path);
  if (!in) throw InputError(fmt::format("{}: cannot be read", path.string()));
  std::vector<ListedMember> members;
  Row names;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line == "\r") continue;
    const std::optional<Row> fields = fields_of(line);
    if (!fields) throw InputError(fmt::format("{}:{}: a quote that does not end", path.string(), number));
    if (names.empty()) {
      names = *fields;
      if (std::ranges::count(names, "file") != 1)
        throw InputError(
          fmt::format("{}:{}: found the columns {}, expected one named file; or name the results "
                      "themselves, such as {}",
                      path.string(), number, fmt::join(names, ", "), (path.parent_path() / "*.h5").string()));
      continue;
    }
    if (fields->size() != names.size())
      throw InputError(
        fmt::format("{}:{}: found {} fields, expected {}", path.string(), number, fields->size(), names.size()));
    members.push_back(member_of(path.parent_path(), names, *fields));
    if (!members.back().file.has_filename())
      throw InputError(fmt::format("{}:{}: names no file", path.string(), number));
  }
  if (members.empty()) throw InputError(fmt::format("{}: names no member", path.string()));
  return members;
}

std::vector<ListedMember> read_folder(const fs::path& folder)
{
  std::set<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const fs::path& file = entry.path();
    const fs::path whole = file.extension() == ".partial" ? file.parent_path() / file.stem() : file;
    if (whole.extension() == ".h5" && entry.is_regular_file(ignored) && !record::is_ensemble(file)) files.insert(whole);
  }
  if (files.empty())
    throw InputError(fmt::format("{}: no *.h5 file in this folder, and no {}", folder.string(), members_table));
  std::vector<ListedMember> members;
  for (const fs::path& file : files) members.push_back({file, std::nullopt, {}});
  return members;
}

}  // namespace

std::vector<ListedMember> list_members(const std::vector<fs::path>& given)
{
  std::vector<ListedMember> all;
  for (const fs::path& path : given) {
    std::error_code ignored;
    std::vector<ListedMember> some;
    if (!fs::is_directory(path, ignored)) some.push_back({path, std::nullopt, {}});
    else if (fs::exists(path / members_table, ignored)) some = read_table(path / members_table);
    else some = read_folder(path);
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace rangifer::app
