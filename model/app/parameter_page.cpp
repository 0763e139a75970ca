#include <fmt/format.h>

#include <cmath>

#include "app/commands.h"
#include "app/ensemble_rules.h"
#include "app/scenario.h"
#include "base/error.h"
#include "base/json_object.h"
#include "base/nearest_name.h"

namespace rangifer::app {
namespace {

std::vector<Table> every_table()
{
  static Scenario scenario;  // rows point into it
  static forcing::LayerSpec layer;
  static forcing::RegionSpec region;
  static engine::HerdRules herd;
  static engine::WinterArea area;
  static behaviour::Harvest harvest;
  static behaviour::Infrastructure development;
  static engine::Community community;
  static behaviour::CalvingMemory own_memory;
  static engine::RememberedPlace remembered;
  std::vector<Table> tables = tables_of(scenario);
  tables.push_back({"weather", rows_of(scenario.weather)});
  tables.push_back({"[layer]", rows_of(layer)});
  tables.push_back({"[region]", rows_of(region)});
  tables.push_back({"[development]", rows_of(development)});
  tables.push_back({"[community]", rows_of(community)});
  tables.push_back({"herd.<name>", rows_of(herd)});
  tables.push_back({"[herd.<name>.winter_area]", rows_of(area)});
  tables.push_back({"[harvest]", rows_of(harvest)});
  tables.push_back({"herd.<name>.memory", rows_of(own_memory), "[memory]"});
  tables.push_back({"[herd.<name>.calving_memory]", rows_of(remembered)});
  return tables;
}

std::string range_of(const ParameterRow& row)
{
  const bool number = std::holds_alternative<double*>(row.value) || std::holds_alternative<std::int64_t*>(row.value);
  if (std::holds_alternative<Numbers*>(row.value)) return fmt::format("{} to {}, each", row.low, row.high);
  return number ? fmt::format("{} to {}", row.low, row.high) : std::string {type_name(row)};
}

std::string default_of(const ParameterRow& row) { return row.required ? "required" : value_text(row); }

/// For readers: a key left out may take its value from another table.
std::string shown_default(const Table& table, const ParameterRow& row)
{
  return row.required || table.defaults_from.empty() ? default_of(row) : table.defaults_from;
}

std::string as_json(const std::vector<Table>& tables)
{
  std::string page = "[";
  for (const Table& table : tables) {
    for (const ParameterRow& row : table.rows) {
      page += fmt::format(
        R"({}{{"table": {}, "key": {}, "type": {}, "unit": {}, "low": {}, "high": {}, "default": {}, "evidence": {}, "source": {}, "meaning": {}}})",
        page.size() == 1 ? "\n" : ",\n", json_text(table.path), json_text(row.key), json_text(type_name(row)),
        json_text(row.unit), row.low, row.high, json_text(default_of(row)), json_text(row.evidence),
        json_text(row.source), json_text(row.meaning));
    }
  }
  return page + "\n]\n";
}

std::string as_markdown(const std::vector<Table>& tables)
{
  std::string page =
    "# Parameters\n\nEvidence: V read in a source, M remembered (high, med, low), D derived, E a starter "
    "to be calibrated, - a choice of the user.\n";
  for (const Table& table : tables) {
    page += fmt::format(
      "\n## [{}]\n\n| key | unit | range | default | evidence | source | meaning |\n|---|---|---|---|---|---|---|\n",
      table.path);
    for (const ParameterRow& row : table.rows) {
      page += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", row.key, row.unit, range_of(row),
                          shown_default(table, row), row.evidence, row.source, row.meaning);
    }
  }
  return page;
}

std::string as_text(const std::vector<Table>& tables, std::string_view keys)
{
  std::string page = fmt::format(
    "{}. Evidence: V read in a source, M remembered (high, med, low), D derived,\n"
    "E a starter to be calibrated, - a choice of the user.\n",
    keys);
  for (const Table& table : tables) {
    page += fmt::format("\n[{}]\n", table.path);
    for (const ParameterRow& row : table.rows) {
      const std::string unit = row.unit.empty() || row.unit == "1" ? "" : fmt::format(" {}", row.unit);
      page += fmt::format("  {:<22} {}{}  ({})\n      {}", row.key, shown_default(table, row), unit, range_of(row),
                          row.meaning);
      page += fmt::format("  [{}{}{}]\n", row.evidence, row.source.empty() ? "" : ": ", row.source);
    }
  }
  return page;
}

/// "herd.<name>.winter_area" of "[herd.<name>.winter_area]".
std::string bare(std::string path)
{
  if (path.starts_with('[')) path = path.substr(1, path.size() - 2);
  return path;
}

/// Tables and keys of exactly this name; else those whose names hold it.
std::vector<Table> fitting(const std::vector<Table>& all, const std::string& filter)
{
  const auto keep = [&](auto&& table_fits, auto&& key_fits) {
    std::vector<Table> kept;
    for (Table table : all) {
      const std::string path = bare(table.path);
      if (!table_fits(path))
        std::erase_if(table.rows, [&](const ParameterRow& row) { return !key_fits(path, std::string {row.key}); });
      if (!table.rows.empty()) kept.push_back(std::move(table));
    }
    return kept;
  };
  std::vector<Table> exact = keep(
    [&](const std::string& path) {
      return path == filter || path.ends_with("." + filter) || path.starts_with(filter + ".");
    },
    [&](const std::string& path, const std::string& key) { return key == filter || path + "." + key == filter; });
  if (!exact.empty()) return exact;
  return keep([&](const std::string& path) { return path.find(filter) != std::string::npos; },
              [&](const std::string&, const std::string& key) { return key.find(filter) != std::string::npos; });
}

[[noreturn]] void refuse_filter(const std::vector<Table>& all, const std::string& filter)
{
  std::vector<std::string> names;
  for (const Table& table : all) {
    names.push_back(bare(table.path));
    for (const ParameterRow& row : table.rows) names.emplace_back(row.key);
  }
  const std::string nearest = nearest_name(filter, names);
  throw InputError(
    fmt::format("parameters {}: no table or key has this in its name{}", filter,
                nearest.empty() ? "; rangifer parameters lists all" : "; did you mean " + nearest + "?"));
}

}  // namespace

std::string parameter_page(Page page, KeysOf file, const std::string& filter)
{
  std::vector<Table> tables = file == KeysOf::ensemble ? ensemble_tables() : every_table();
  if (!filter.empty()) {
    std::string name = filter;
    std::erase_if(name, [](char c) { return c == '[' || c == ']'; });
    std::vector<Table> kept = fitting(tables, name);
    if (kept.empty()) refuse_filter(tables, name);
    tables = std::move(kept);
  }
  switch (page) {
    case Page::json:
      return as_json(tables);
    case Page::markdown:
      return as_markdown(tables);
    case Page::text:
      break;
  }
  const std::string of = file == KeysOf::ensemble ? "an ensemble file" : "a scenario";
  return as_text(tables, filter.empty() ? "Every key of " + of : fmt::format("Keys of {} that fit {}", of, filter));
}

}  // namespace rangifer::app
