#include <fmt/format.h>

#include <cmath>

#include "app/commands.h"
#include "app/ensemble_rules.h"
#include "app/scenario.h"
#include "base/json_object.h"

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

std::string as_text(const std::vector<Table>& tables, std::string_view file)
{
  std::string page = fmt::format(
    "Every key of {}. Evidence: V read in a source, M remembered (high, med, low), D derived,\n"
    "E a starter to be calibrated, - a choice of the user.\n",
    file);
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

}  // namespace

std::string parameter_page(Page page, KeysOf file)
{
  const std::vector<Table> tables = file == KeysOf::ensemble ? ensemble_tables() : every_table();
  switch (page) {
    case Page::json:
      return as_json(tables);
    case Page::markdown:
      return as_markdown(tables);
    case Page::text:
      break;
  }
  return as_text(tables, file == KeysOf::ensemble ? "an ensemble file" : "a scenario");
}

}  // namespace rangifer::app
