#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/parameter.h"
#include "config/node.h"
#include "config/problem.h"

namespace rangifer::config {

/// What the program has asked a scenario for, so that everything else in it can be called unknown.
class Asked {
public:
  void for_table(std::string_view path);
  void for_list(std::string_view path);
  void for_keys(std::string_view path, std::span<const ParameterRow> rows);

  /// True, and a problem the first time, if `path` cannot be a table because a value stands in its
  /// place or above it ("herd = 3" above "herd.porcupine").
  bool refuse_obstacle(const Node& root, std::string_view path, Problems& problems);

  /// A problem for each key and table of `root` that was not asked for, and for each table that stands
  /// where a list was asked for, or the other way round.
  void report_unknown(const Node& root, Problems& problems) const;

private:
  enum class Kind { above, table, list };  ///< above: only something inside it was asked for

  void above(std::string_view path);
  void look_into(const Node& root, const Node& node, const std::string& path, Problems& problems) const;
  void look_at(const Node& root, const Node& node, const std::string& path, Problems& problems) const;
  [[nodiscard]] std::string unknown_key(const Node& root, const std::string& path, const std::string& key) const;
  [[nodiscard]] std::string unknown_table(const Node& root, const std::string& path, const Node& node) const;

  std::map<std::string, Kind, std::less<>> tables_;
  std::map<std::string, std::vector<std::string>, std::less<>> keys_;
  std::set<std::string, std::less<>> settled_;  ///< reported already
};

/// "[movement.winter]" for messages, "[layer.temperature]" for the entry of a list with that role or
/// name; with a key "[run] step"; at the root the key alone.
[[nodiscard]] std::string label(const Node& root, std::string_view path, std::string_view key = {});

}  // namespace rangifer::config
