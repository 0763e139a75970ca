#include "config/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "config/parse.h"

namespace rangifer::config {
namespace {

bool same_entry(const Node& a, const Node& b)
{
  for (const std::string_view key : {"role", "name"}) {
    const Node* node = child(b, key);
    if (node == nullptr) continue;
    const Node* other = child(a, key);
    const auto* text = std::get_if<std::string>(&node->value);
    return text != nullptr && other != nullptr && other->value.index() == node->value.index() &&
           std::get<std::string>(other->value) == *text;
  }
  return false;
}

/// A layer that names another file says all about it: the variable and the units of the parent's file
/// mean nothing there.
bool starts_afresh(const Node& entry) { return child(entry, "role") != nullptr && child(entry, "file") != nullptr; }

/// A text may be a path: it says the same only from the same folder.
bool says_the_same(const Node& a, const Node& b)
{
  const auto *text = std::get_if<std::string>(&a.value), *other = std::get_if<std::string>(&b.value);
  if (text == nullptr || other == nullptr) return found(a) == found(b);
  return *text == *other && a.place.source->folder.lexically_normal() == b.place.source->folder.lexically_normal();
}

/// The values of `base` that are another in `over`, an entry of the same name.
void note_replaced(const Node& base, const Node& over, std::string_view list, std::vector<Replaced>& replaced)
{
  if (child(over, "role") != nullptr) return;  // of a layer all is meant to be said anew
  for (const Entry& entry : over.table()->entries) {
    const Node* was = child(base, entry.key);
    if (entry.key == "name" || was == nullptr || says_the_same(*was, entry.node)) continue;
    replaced.push_back({std::string {list}, std::string {role_or_name(over)}, entry.key, to_string(entry.node.place),
                        to_string(was->place)});
  }
}

void lay_list_over(List& base, List over, std::string_view path, Problems& problems, std::vector<Replaced>& replaced)
{
  std::vector<Node> added;
  for (Node& entry : over.items) {
    const auto same = [&](const Node& other) { return same_entry(other, entry); };
    const auto in_base = std::ranges::count_if(base.items, same);
    if (in_base == 0) {
      added.push_back(std::move(entry));
    } else if (in_base > 1 || std::ranges::count_if(over.items, same) > 1) {
      problems.push_back(
        {to_string(entry.place), fmt::format("[[{}]] \"{}\": cannot tell which entry it is to be laid over; "
                                             "more than one has this name",
                                             path, shown(role_or_name(entry)))});
    } else {
      const auto target = std::ranges::find_if(base.items, same);
      note_replaced(*target, entry, path, replaced);
      if (starts_afresh(entry)) *target = std::move(entry);
      else lay_over(*target, std::move(entry), path, problems, replaced);
    }
  }
  std::ranges::move(added, std::back_inserter(base.items));
}

/// A member for `--set`: of a list also by role or name.
Node* member(Node& parent, std::string_view key)
{
  if (parent.list() != nullptr) {
    auto& items = parent.list()->items;
    const auto named = std::ranges::find(items, key, [](const Node& n) { return role_or_name(n); });
    if (named != items.end()) return &*named;
  }
  return child(parent, key);
}

/// The table that is to hold the last name of `path`, made if need be; else what stands in the way.
Node* holder(Node& root, std::string_view path, const Place& place, std::string& obstacle)
{
  Node* node = &root;
  for (std::size_t start = 0; start <= path.size() && !path.empty();) {
    const std::size_t dot = std::min(path.find('.', start), path.size());
    const std::string_view name = path.substr(start, dot - start);
    Node* next = member(*node, name);
    if (next == nullptr && node->table() != nullptr) {
      node->table()->entries.push_back({std::string {name}, {Table {}, place}});
      next = &node->table()->entries.back().node;
    }
    if (next == nullptr) {
      obstacle = fmt::format("{} has no entry \"{}\"", path.substr(0, start - 1), shown(name));
      return nullptr;
    }
    if (next->table() == nullptr && next->list() == nullptr) {
      obstacle = fmt::format("{} is {}, not a table", path.substr(0, dot), found(*next));
      return nullptr;
    }
    node = next;
    start = dot + 1;
  }
  return node;
}

/// What is wrong with the name left of "="; "" if nothing.
std::string name_problem(std::string_view path)
{
  const bool gap =
    path.empty() || path.front() == '.' || path.back() == '.' || path.find("..") != std::string_view::npos;
  if (gap) return "names are separated by single dots";
  if (path == "extends") return "a parent is named in the scenario file only";
  return {};
}

std::string_view trimmed(std::string_view text)
{
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Digits with two dashes between: 2005-02-30.
bool looks_like_a_date(std::string_view value)
{
  return std::ranges::count(value, '-') == 2 && value.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

void lay_over(Node& base, Node over, std::string_view path, Problems& problems, std::vector<Replaced>& replaced)
{
  if (base.table() != nullptr && over.table() != nullptr) {
    for (Entry& entry : over.table()->entries) {
      if (Node* below = child(base, entry.key)) {
        lay_over(*below, std::move(entry.node), join(path, entry.key), problems, replaced);
      } else {
        base.table()->entries.push_back(std::move(entry));
      }
    }
    base.place = over.place;
  } else if (is_list_of_tables(base) && is_list_of_tables(over) && !over.list()->items.empty()) {
    base.place = over.place;
    lay_list_over(*base.list(), std::move(*over.list()), path, problems, replaced);
  } else {
    base = std::move(over);
  }
}

void lay_override(Node& scenario, const std::string& text, const std::shared_ptr<const Source>& source,
                  Problems& problems, std::vector<Replaced>& replaced)
{
  const auto refuse = [&](std::string_view why) {
    problems.push_back({source->name, fmt::format("{}: {}", shown(text), why)});
  };
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return refuse("expected name=value, such as run.seed=3");
  const std::string_view path = trimmed(std::string_view {text}.substr(0, equals));
  const std::string_view value = trimmed(std::string_view {text}.substr(equals + 1));
  if (const std::string why = name_problem(path); !why.empty()) return refuse(why);
  if (value.empty()) return refuse("no value after =");

  auto node = parse_value(value, source);
  if (!node && looks_like_a_date(value)) return refuse("no such day in the calendar; expected YYYY-MM-DD");
  if (!node) {
    return refuse(
      fmt::format("not a TOML value (0.5, true, 2001-05-31, \"text\"); text needs quotes, as in "
                  "--set '{}=\"{}\"'",
                  path, shown(value)));
  }
  const Place place {source};
  std::string obstacle;
  Node* parent = holder(scenario, parent_of(path), place, obstacle);
  if (parent == nullptr) return refuse(obstacle);
  const std::string_view key = parent_of(path).empty() ? path : path.substr(parent_of(path).size() + 1);
  if (Node* old = member(*parent, key)) {
    lay_over(*old, std::move(*node), path, problems, replaced);
  } else if (parent->table() != nullptr) {
    parent->table()->entries.push_back({std::string {key}, std::move(*node)});
  } else {
    refuse(fmt::format("{} has no entry \"{}\"", parent_of(path), shown(key)));
  }
}

}  // namespace rangifer::config
