#include "comparison/what_changed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "comparison/json_leaves.h"

namespace rangifer::comparison {

namespace {

using Leaves = std::map<std::string, std::string>;

struct Changed {
  std::string key, base, scenario;  ///< values as JSON; "" where there is none
};

/// Lists of a scenario whose entries go by number in a result, but by name among people.
constexpr std::array<std::string_view, 2> named_lists {"development", "community"};

std::vector<Changed> changes(const Leaves& base, const Leaves& scenario)
{
  std::vector<Changed> all;
  for (const auto& [key, value] : base) {
    const auto found = scenario.find(key);
    if (found == scenario.end()) all.push_back({key, value, ""});
    else if (found->second != value) all.push_back({key, value, found->second});
  }
  for (const auto& [key, value] : scenario)
    if (!base.contains(key)) all.push_back({key, "", value});
  std::erase_if(all, [](const Changed& c) { return c.key == "run.title"; });
  return all;
}

/// "development/A road/width" for "development.0.width", and the twelve numbers of offset_by_month as one.
Leaves by_name(const Leaves& parameters)
{
  Leaves out;
  for (const auto& [key, value] : parameters) {
    std::string name = key;
    for (const std::string_view list : named_lists) {
      const std::string begin = fmt::format("{}.", list);
      if (!key.starts_with(begin)) continue;
      const std::size_t dot = std::min(key.find('.', begin.size()), key.size());
      const auto own = parameters.find(key.substr(0, dot) + ".name");
      if (own != parameters.end() && dot < key.size())
        name = fmt::format("{}/{}/{}", list, plain(own->second), key.substr(dot + 1));
    }
    if (name == key) continue;
    out[name] = value;
  }
  constexpr std::string_view months = ".offset_by_month.";
  for (const auto& [key, value] : parameters) {
    const std::size_t at = key.find(months);
    const bool listed =
      std::ranges::any_of(named_lists, [&](auto list) { return key.starts_with(fmt::format("{}.", list)); });
    if (at == std::string::npos && !listed) out[key] = value;
    if (at == std::string::npos || !key.ends_with(".0")) continue;
    const std::string list = key.substr(0, at + months.size());
    std::string all;
    for (int month = 0; month < 12; ++month) {
      const auto number = parameters.find(list + std::to_string(month));
      if (number != parameters.end()) all += (all.empty() ? "" : " ") + number->second;
    }
    out[list.substr(0, list.size() - 1)] = all;
  }
  return out;
}

std::string value_of(const std::string& json)
{
  const std::string value = plain(json);
  return value.empty() ? "none" : value;
}

std::string from_to(std::string_view key, const Changed& c)
{
  return fmt::format("{} from {} to {}", key, value_of(c.base), value_of(c.scenario));
}

/// What stands in the words already, so that it is not told twice.
struct Words {
  std::vector<std::string> told;
  std::set<std::string> files;
};

/// Takes entries of named lists out of `keys`, and tells what was added, taken away and changed.
void tell_named(std::vector<Changed>& keys, const Leaves& base, const Leaves& scenario, Words& words)
{
  std::map<std::string, std::vector<Changed>> entries;  // "development/A road"
  std::erase_if(keys, [&](const Changed& c) {
    const std::size_t slash = c.key.rfind('/');
    if (slash == std::string::npos) return false;
    entries[c.key.substr(0, slash)].push_back({c.key.substr(slash + 1), c.base, c.scenario});
    return true;
  });
  for (const auto& [entry, changed] : entries) {
    std::string name = entry;
    name[name.find('/')] = ' ';
    const bool was = base.contains(entry + "/name"), is = scenario.contains(entry + "/name");
    if (was && is) {
      for (const Changed& c : changed) words.told.push_back(from_to(name + ": " + c.key, c));
      continue;
    }
    const Leaves& there = is ? scenario : base;
    const auto file = there.find(entry + "/file");
    const std::string from = file == there.end() ? "" : plain(file->second);
    words.told.push_back(
      fmt::format("{} {}{}", name, is ? "added" : "taken away", from.empty() ? "" : " (" + from + ")"));
    words.files.insert(from);
  }
}

/// "changed by mayjune.nc", "offset from 0 to 1.5"; "" for what goes without saying.
std::string of_layer(const Changed& c, const std::set<std::string>& keys_of_layer, Words& words)
{
  const bool another_file = keys_of_layer.contains("file"), another_delta = keys_of_layer.contains("delta");
  if (c.key == "delta") {
    const std::string was = plain(c.base), is = plain(c.scenario);
    words.files.insert({was, is});
    if (is.empty()) return "no longer changed by " + was;
    return fmt::format("changed by {}{}", is, was.empty() ? "" : " in place of " + was);
  }
  if (another_delta && c.key.starts_with("delta_")) return "";
  if (c.key == "file") {
    const std::string was = plain(c.base), is = plain(c.scenario);
    words.files.insert({was, is});
    if (was.empty()) return "read from " + is;
    return is.empty() ? "no longer read from " + was : fmt::format("read from {} in place of {}", is, was);
  }
  constexpr std::array<std::string_view, 4> of_the_file {"variable", "units", "role", "select"};
  if (another_file && std::ranges::count(of_the_file, c.key) > 0) return "";
  if (another_file && (c.base.empty() || c.scenario.empty())) return "";  // all keys of a layer there was not
  return from_to(c.key, c);
}

/// Takes layers out of `keys`: roles that change alike are told together.
void tell_layers(std::vector<Changed>& keys, Words& words)
{
  std::map<std::string, std::vector<Changed>> layers;
  std::vector<std::string> order;
  std::erase_if(keys, [&](const Changed& c) {
    constexpr std::string_view begin = "layer.";
    if (!c.key.starts_with(begin)) return false;
    const std::size_t dot = c.key.find('.', begin.size());
    if (dot == std::string::npos) return false;
    layers[c.key.substr(begin.size(), dot - begin.size())].push_back({c.key.substr(dot + 1), c.base, c.scenario});
    return true;
  });
  std::vector<std::pair<std::string, std::vector<std::string>>> roles_of;  // what is said -> of which
  for (const auto& [role, changed] : layers) {
    std::set<std::string> names;
    for (const Changed& c : changed) names.insert(c.key);
    for (const Changed& c : changed) {
      const std::string said = of_layer(c, names, words);
      if (said.empty()) continue;
      const auto known = std::ranges::find(roles_of, said, &std::pair<std::string, std::vector<std::string>>::first);
      if (known == roles_of.end()) roles_of.push_back({said, {role}});
      else known->second.push_back(role);
    }
  }
  for (const auto& [said, roles] : roles_of) {
    std::string names = roles.front();
    for (std::size_t i = 1; i < roles.size(); ++i) names += (i + 1 == roles.size() ? " and " : ", ") + roles[i];
    words.told.push_back(fmt::format("{} {}", names, said));
  }
}

/// "with change_early_spring.nc": each file once, however many inputs it holds.
void tell_files(const std::vector<Changed>& inputs, Words& words)
{
  std::set<std::string> with, without, other;
  for (const Changed& input : inputs) {
    const std::string file = input.key.substr(input.key.rfind(", ") + 2);
    if (words.files.contains(file) && (input.base.empty() || input.scenario.empty())) continue;
    (input.base.empty() ? with : input.scenario.empty() ? without : other).insert(file);
  }
  for (const std::string& file : with) words.told.push_back("with " + file);
  for (const std::string& file : without) words.told.push_back("without " + file);
  for (const std::string& file : other) words.told.push_back("another " + file);
}

}  // namespace

std::string what_changed(const RunHead& base, const RunHead& scenario)
{
  constexpr std::size_t few = 5;
  const Leaves of_base = by_name(base.parameters), of_scenario = by_name(scenario.parameters);
  std::vector<Changed> keys = changes(of_base, of_scenario);
  Words words;
  tell_named(keys, of_base, of_scenario, words);
  tell_layers(keys, words);
  std::map<std::string, std::size_t> tables;
  for (const Changed& c : keys) {
    if (keys.size() <= few) words.told.push_back(from_to(c.key, c));
    else ++tables[c.key.substr(0, c.key.rfind('.'))];
  }
  for (const auto& [table, values] : tables)
    words.told.push_back(fmt::format("{} ({} value{})", table, values, values == 1 ? "" : "s"));
  tell_files(changes(base.inputs, scenario.inputs), words);
  return words.told.empty() ? "nothing" : fmt::format("{}", fmt::join(words.told, "; "));
}

}  // namespace rangifer::comparison
