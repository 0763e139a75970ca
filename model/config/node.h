#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/calendar.h"

namespace rangifer::config {

/// What wrote a value: a file of the scenario, or the command line.
struct Source {
  std::string name;              ///< as messages show it: "inputs/warm.toml", "--set"
  std::filesystem::path folder;  ///< relative paths start here; never empty
  bool has_lines = true;         ///< false for the command line, and for a file as a whole
};

/// Where a thing was written; lines and columns count from 1.
struct Place {
  std::shared_ptr<const Source> source;
  unsigned line = 1;
  unsigned column = 1;
};

struct Entry;
struct Node;

/// In order of appearance, which the parser's own tables forget.
struct Table {
  std::vector<Entry> entries;
};
struct List {
  std::vector<Node> items;
};
/// A TOML value that no parameter takes ("the time 10:00:00").
struct Other {
  std::string what;
};

/// One value of a scenario. Copying keeps the place, which the parser's own nodes lose.
struct Node {
  std::variant<bool, std::int64_t, double, std::string, Day, Other, Table, List> value;
  Place place;

  [[nodiscard]] const Table* table() const { return std::get_if<Table>(&value); }
  [[nodiscard]] Table* table() { return std::get_if<Table>(&value); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }
  [[nodiscard]] List* list() { return std::get_if<List>(&value); }
};

struct Entry {
  std::string key;
  Node node;
};

/// "file.toml:12:3", or "--set"
[[nodiscard]] std::string to_string(const Place& place);

/// The member `key` of a table, or of a list by its number; nullptr if there is none.
[[nodiscard]] const Node* child(const Node& parent, std::string_view key);
[[nodiscard]] Node* child(Node& parent, std::string_view key);

/// The node at a dotted path; "" is `root` itself.
[[nodiscard]] const Node* find(const Node& root, std::string_view path);

/// A list whose items are all tables: `[[layer]]`. An empty list is one too.
[[nodiscard]] bool is_list_of_tables(const Node& node);

/// The text of `role`, or else of `name`: what an entry of a list of tables is known by. "" if neither.
[[nodiscard]] std::string_view role_or_name(const Node& entry);

/// "the number 3", "the text "3 hours"", "a table": for "expected ..., found ...".
[[nodiscard]] std::string found(const Node& node);

/// Fit for one line of a message: no control characters, at most 60 bytes.
[[nodiscard]] std::string shown(std::string_view text);

/// A number as TOML has it: a whole double keeps its ".0".
[[nodiscard]] std::string number_text(double value);

/// "movement.winter" from "movement" and "winter"; no dot at the root.
[[nodiscard]] std::string join(std::string_view path, std::string_view key);

/// "movement" of "movement.winter"; "" of "movement".
[[nodiscard]] std::string_view parent_of(std::string_view path);

}  // namespace rangifer::config
