#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/parameter.h"
#include "config/problem.h"

namespace rangifer::config {

/// A scenario as written: the file, its parents (`extends`), and `--set` on top. Tables and values
/// are looked up by dotted path ("movement.winter", "layer.0"). Only this room knows the parser.
class Document {
public:
  /// Reads `file`, its chain of parents and the overrides ("run.seed=3").
  /// A parent's path is relative to the child's folder. Tables are laid over each other key by key;
  /// entries of `[[layer]]` (and every array of tables) with the same `role` or `name` too, others
  /// are added. Syntax errors, missing files, a scenario that extends itself, overrides that are no
  /// TOML: each becomes a Problem, and reading goes on as far as it can.
  /// Relative paths in `overrides` start from `overrides_from`.
  Document(const std::filesystem::path& file, std::span<const std::string> overrides, Problems& problems,
           const std::filesystem::path& overrides_from = ".");
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  /// Names of the tables right below `path` ("herd" gives {"porcupine"}), in order of appearance.
  [[nodiscard]] std::vector<std::string> tables_below(std::string_view path) const;
  /// How many tables `[[name]]` has.
  [[nodiscard]] std::size_t array_size(std::string_view name) const;
  /// The folder that relative paths given in `path`.`key` start from: that of the file that wrote it;
  /// `overrides_from` for what `--set` wrote. Never empty.
  [[nodiscard]] std::filesystem::path folder_of(std::string_view path, std::string_view key) const;
  /// "file:line:column" of `path`.`key`, or of the table if the key is absent, or of the file if the
  /// table is absent too; "--set" for what the command line wrote.
  [[nodiscard]] std::string where(std::string_view path, std::string_view key = {}) const;
  [[nodiscard]] bool has(std::string_view path, std::string_view key = {}) const;
  /// What entries of lists took the place of in a parent's entry of the same name.
  [[nodiscard]] const std::vector<Replaced>& replaced() const noexcept;
  /// Scenario text as read: parents first, then the file, then the overrides, each under a comment
  /// with its name ("# ---- baseline.toml"), so that a result can tell who said what.
  [[nodiscard]] const std::string& text() const noexcept;

  /// Copies the values of table `path` into `rows`; a key left out keeps its default. A whole number
  /// serves where a number is wanted, not the other way round. Dates: TOML local dates or "YYYY-MM-DD".
  /// Adds a problem for each wrong type, value out of range (with unit and range) and missing
  /// required key (not if a file could not be read: it may well stand there). The keys and the table
  /// count as known from then on; so do tables asked for by tables_below() and array_size().
  void read(std::string_view path, std::span<const ParameterRow> rows, Problems& problems);

  /// After every read(): a problem for each key and table that nobody asked for, with the nearest
  /// known name ("[movement.winter] mean_stepp: no such key; did you mean mean_step?").
  void report_unknown(Problems& problems) const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// All problems, one a line, sorted by place, under one headline ("scenario.toml: 2 problems").
[[nodiscard]] std::string describe(const std::filesystem::path& scenario, const Problems& problems);

}  // namespace rangifer::config
