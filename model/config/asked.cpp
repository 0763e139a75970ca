#include "config/asked.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest_name.h"

namespace rangifer::config {
namespace {

std::string not_a_table(const Node& root, std::string_view path, const Node& node)
{
  return fmt::format("{}: expected a table, found {}", label(root, path), found(node));
}

std::string not_a_list(const Node& root, std::string_view path, const Node& node)
{
  return fmt::format("{}: expected a list of tables, each under [[{}]], found {}", label(root, path), path,
                     found(node));
}

/// The one of `names` that holds the word, or that the word holds, an s at its end aside: months for offset_by_month.
std::string name_with_word(std::string_view word, const std::vector<std::string>& names)
{
  constexpr std::size_t shortest = 4;
  const auto stem = [](std::string_view w) { return w.ends_with('s') ? w.substr(0, w.size() - 1) : w; };
  const std::string_view wanted = stem(word);
  for (const std::string& name : names) {
    const std::string_view known = stem(name);
    const bool holds = wanted.size() >= shortest && known.find(wanted) != std::string_view::npos;
    const bool is_held = known.size() >= shortest && wanted.find(known) != std::string_view::npos;
    if (holds || is_held) return name;
  }
  return "";
}

}  // namespace

std::string label(const Node& root, std::string_view path, std::string_view key)
{
  std::string name;
  const Node* node = &root;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    std::string_view part = path.substr(0, dot);
    const bool in_list = node != nullptr && node->list() != nullptr;
    node = node != nullptr ? child(*node, part) : nullptr;
    if (in_list && node != nullptr && !role_or_name(*node).empty()) part = role_or_name(*node);
    name = join(name, shown(part));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  if (name.empty()) return shown(key);
  return key.empty() ? fmt::format("[{}]", name) : fmt::format("[{}] {}", name, shown(key));
}

void Asked::above(std::string_view path)
{
  while (!path.empty()) {
    path = parent_of(path);
    tables_.try_emplace(std::string {path}, Kind::above);
  }
}

void Asked::for_table(std::string_view path)
{
  tables_.insert_or_assign(std::string {path}, Kind::table);
  above(path);
}

void Asked::for_list(std::string_view path)
{
  tables_.insert_or_assign(std::string {path}, Kind::list);
  above(path);
}

void Asked::for_keys(std::string_view path, std::span<const ParameterRow> rows)
{
  for_table(path);
  auto& keys = keys_[std::string {path}];
  for (const ParameterRow& row : rows) keys.emplace_back(row.key);
}

bool Asked::refuse_obstacle(const Node& root, std::string_view path, Problems& problems)
{
  for (std::size_t end = 0; end != std::string_view::npos;) {  // from the root down, name by name
    end = path.find('.', end == 0 ? 0 : end + 1);
    const std::string_view above = path.substr(0, end);
    const Node* node = find(root, above);
    if (node == nullptr) return false;
    if (node->table() != nullptr || (above != path && is_list_of_tables(*node))) continue;
    if (settled_.emplace(above).second) {
      problems.push_back({to_string(node->place), not_a_table(root, above, *node)});
    }
    return true;
  }
  return false;
}

void Asked::report_unknown(const Node& root, Problems& problems) const { look_into(root, root, "", problems); }

/// Every member of a table (or of the tables of a list) at `path`.
void Asked::look_into(const Node& root, const Node& node, const std::string& path, Problems& problems) const
{
  if (const List* list = node.list()) {
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      look_into(root, list->items[i], join(path, std::to_string(i)), problems);
    }
    return;
  }
  const auto known = keys_.find(path);
  for (const auto& [key, member] : node.table()->entries) {
    if (known != keys_.end() && std::ranges::count(known->second, key) > 0) continue;
    if (tables_.contains(join(path, key))) {
      look_at(root, member, join(path, key), problems);
    } else if (member.table() != nullptr || (is_list_of_tables(member) && !member.list()->items.empty())) {
      problems.push_back({to_string(member.place), unknown_table(root, join(path, key), member)});
    } else {
      problems.push_back({to_string(member.place), unknown_key(root, path, key)});
    }
  }
}

/// One node that was asked for as a table or a list.
void Asked::look_at(const Node& root, const Node& node, const std::string& path, Problems& problems) const
{
  if (settled_.contains(path)) return;
  const Kind kind = tables_.find(path)->second;
  const bool is_table = node.table() != nullptr, is_list = is_list_of_tables(node);
  if (kind == Kind::list ? !is_list : !is_table && !(kind == Kind::above && is_list)) {
    problems.push_back(
      {to_string(node.place), kind == Kind::list ? not_a_list(root, path, node) : not_a_table(root, path, node)});
  } else {
    look_into(root, node, path, problems);
  }
}

std::string Asked::unknown_key(const Node& root, const std::string& path, const std::string& key) const
{
  std::vector<std::string> names;
  if (const auto known = keys_.find(path); known != keys_.end()) names = known->second;
  if (path.empty()) names.emplace_back("extends");
  std::string nearest = nearest_name(key, names);
  if (nearest.empty()) nearest = name_with_word(key, names);
  std::string listed;
  constexpr std::size_t most_listed = 20;
  if (nearest.empty() && !path.empty() && !names.empty() && names.size() <= most_listed)
    listed = fmt::format("{} has {}", label(root, path), fmt::join(names, ", "));
  if (nearest.empty()) {  // a good key in the wrong table, or in none
    const auto has_it = [&](const auto& table) { return std::ranges::count(table.second, key) > 0; };
    if (const auto home = std::ranges::find_if(keys_, has_it); home != keys_.end())
      nearest = label(root, home->first, key);
  }
  std::string text = label(root, path, key) + ": no such key";
  if (!nearest.empty()) text += fmt::format("; did you mean {}?", nearest);
  if (!listed.empty()) text += (nearest.empty() ? "; " : " ") + listed;
  return text;
}

std::string Asked::unknown_table(const Node& root, const std::string& path, const Node& node) const
{
  const auto in_brackets = [&](const std::string& name, bool list) {
    return list ? fmt::format("[{}]", label(root, name)) : label(root, name);
  };
  const std::string_view above = parent_of(path);
  const auto last = [](std::string_view p) { return p.substr(p.rfind('.') + 1); };  // npos + 1 is 0
  std::vector<std::string> siblings;
  for (const auto& [name, kind] : tables_) {
    if (!name.empty() && parent_of(name) == above) siblings.emplace_back(last(name));
  }
  std::string text = in_brackets(path, node.list() != nullptr) + ": no such table";
  const std::string nearest = nearest_name(last(path), siblings);
  if (nearest.empty()) return text;
  const std::string meant = join(above, nearest);
  return fmt::format("{}; did you mean {}?", text, in_brackets(meant, tables_.find(meant)->second == Kind::list));
}

}  // namespace rangifer::config
