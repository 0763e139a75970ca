#include "app/used_parameters.h"

#include <fmt/format.h>

#include <set>

#include "app/scenario.h"
#include "comparison/json_leaves.h"

namespace rangifer::app {

namespace {

using Leaves = std::map<std::string, std::string>;

void add_used(std::vector<report::UsedParameter>& used, const Leaves& leaves, const Table& table)
{
  for (const ParameterRow& row : table.rows) {
    const std::string key = fmt::format("{}.{}", table.path, row.key);
    const auto found = leaves.find(key);
    if (found == leaves.end() || key == "run.title") continue;
    const std::string value = comparison::plain(found->second), preset = comparison::plain(value_text(row));
    if (row.required) continue;
    used.push_back({key, value, preset, std::string(row.unit), std::string(row.evidence), std::string(row.meaning)});
  }
}

/// Names of tables "herd.<name>": what a key begins with and has no further dot after.
std::set<std::string> herds_of(const Leaves& leaves)
{
  std::set<std::string> herds;
  constexpr std::string_view begin = "herd.";
  for (const auto& [key, value] : leaves) {
    if (key.starts_with(begin)) herds.insert(key.substr(0, key.find('.', begin.size())));
  }
  return herds;
}

}  // namespace

std::vector<report::UsedParameter> used_parameters(const std::string& parameters_json)
{
  const Leaves leaves = comparison::json_leaves(parameters_json).value_or(Leaves {});
  Scenario scenario;
  std::vector<Table> tables = tables_of(scenario);
  tables.push_back({"weather", rows_of(scenario.weather)});
  engine::HerdRules herd;
  for (const std::string& name : herds_of(leaves)) tables.push_back({name, rows_of(herd)});
  behaviour::Infrastructure development;
  for (int i = 0; leaves.contains(fmt::format("development.{}.name", i)); ++i)
    tables.push_back({fmt::format("development.{}", i), rows_of(development)});
  std::vector<report::UsedParameter> used;
  for (const Table& table : tables) add_used(used, leaves, table);
  return used;
}

}  // namespace rangifer::app
