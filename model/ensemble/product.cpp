#include "ensemble/product.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace rangifer::ensemble {
namespace {

/// Of the table of members, besides the axes.
constexpr std::array<std::string_view, 4> columns_of_their_own {"member", "file", "scenario_file", "settings"};

bool is_word(const std::string& name)
{
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// "run.seed" of "run.seed = 3".
std::string key_of(const std::string& override_text)
{
  const std::string key = override_text.substr(0, override_text.find('='));
  const std::size_t last = key.find_last_not_of(" \t");
  const std::size_t first = key.find_first_not_of(" \t");
  return last == std::string::npos ? "" : key.substr(first, last - first + 1);
}

/// Each key that an axis sets, once.
std::vector<std::string> keys_of(const Axis& axis)
{
  std::vector<std::string> keys;
  for (const Level& level : axis.levels) {
    for (const std::string& text : level.set) keys.push_back(key_of(text));
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

void check_name(std::span<const Axis> axes, std::size_t a, std::vector<AxisProblem>& problems)
{
  const std::string& name = axes[a].name;
  if (!is_word(name)) {
    problems.push_back({a, fmt::format("name = \"{}\": expected a word of letters, digits and _, since it becomes a "
                                       "coordinate",
                                       name)});
  } else if (std::ranges::count(columns_of_their_own, name) > 0) {
    problems.push_back({a, fmt::format("name = \"{}\": the table of members has a column of this name that is no axis; "
                                       "name it by what varies",
                                       name)});
  }
  for (std::size_t b = 0; b < a; ++b) {
    if (axes[b].name == name)
      problems.push_back({a, fmt::format("name = \"{}\": an axis before it has this name", name)});
  }
}

void check_labels(const Axis& axis, std::size_t a, std::vector<AxisProblem>& problems)
{
  for (std::size_t i = 0; i < axis.levels.size(); ++i) {
    const std::string& label = axis.levels[i].label;
    const auto before = axis.levels.begin() + static_cast<std::ptrdiff_t>(i);
    const auto same = std::find_if(axis.levels.begin(), before, [&](const Level& l) { return l.label == label; });
    if (same == before) continue;
    problems.push_back({a, fmt::format("its values {} and {} are both called \"{}\"; tell them apart with labels",
                                       same - axis.levels.begin() + 1, i + 1, label)});
  }
}

}  // namespace

std::size_t members_of(std::span<const Axis> axes, std::size_t most)
{
  std::size_t members = 1;
  for (const Axis& axis : axes) {
    if (axis.levels.empty()) return 0;
    if (members > most / axis.levels.size()) return most;
    members *= axis.levels.size();
  }
  return std::min(members, most);
}

std::vector<std::size_t> place_of(std::span<const Axis> axes, std::size_t member)
{
  std::vector<std::size_t> place(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    place[a] = member % axes[a].levels.size();
    member /= axes[a].levels.size();
  }
  return place;
}

std::vector<std::string> overrides_of(std::span<const Axis> axes, std::size_t member,
                                      std::span<const std::string> common)
{
  std::vector<std::string> set(common.begin(), common.end());
  const std::vector<std::size_t> place = place_of(axes, member);
  for (std::size_t a = 0; a < axes.size(); ++a) {
    const std::vector<std::string>& more = axes[a].levels[place[a]].set;
    set.insert(set.end(), more.begin(), more.end());
  }
  return set;
}

std::string stem_of(std::size_t member, std::size_t members)
{
  const std::size_t digits = std::max<std::size_t>(4, std::to_string(members - 1).size());
  return fmt::format("member_{:0{}}", member, digits);
}

std::string words_of(std::span<const Axis> axes, std::size_t member)
{
  if (axes.empty()) return "the only one";
  std::string words;
  const std::vector<std::size_t> place = place_of(axes, member);
  for (std::size_t a = 0; a < axes.size(); ++a) {
    words += fmt::format("{}{} {}", a == 0 ? "" : ", ", axes[a].name, axes[a].levels[place[a]].label);
  }
  return words;
}

std::vector<AxisProblem> problems_of(std::span<const Axis> axes, std::span<const std::string> common)
{
  std::vector<AxisProblem> problems;
  std::map<std::string, std::string> set_by;  // key -> who sets it
  for (const std::string& text : common) set_by.emplace(key_of(text), "set of [ensemble]");
  for (std::size_t a = 0; a < axes.size(); ++a) {
    check_name(axes, a, problems);
    check_labels(axes[a], a, problems);
    for (const std::string& key : keys_of(axes[a])) {
      const auto [who, is_new] = set_by.emplace(key, fmt::format("the axis {}", axes[a].name));
      if (!is_new)
        problems.push_back({a, fmt::format("sets {}, and so does {}; leave one of them out", key, who->second)});
    }
  }
  return problems;
}

std::vector<Repeat> repeats_among(std::span<const std::string> fingerprints)
{
  std::vector<Repeat> repeats;
  std::map<std::string_view, std::size_t> seen;
  for (std::size_t m = 0; m < fingerprints.size(); ++m) {
    const auto [first, is_new] = seen.emplace(fingerprints[m], m);
    if (!is_new) repeats.push_back({first->second, m});
  }
  return repeats;
}

}  // namespace rangifer::ensemble
