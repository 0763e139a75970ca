#include "app/shared_country.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

#include "comparison/json_leaves.h"

namespace rangifer::app {
namespace {

/// engine::EnvironmentRules, what the terrain is derived by, the grid, the rasters and the days.
constexpr std::array<std::string_view, 13> of_the_country {
  "grid.",    "terrain.", "lapse_rate.", "snow.",         "ice.",         "icing.",       "green_up.",
  "insects.", "layer.",   "run.step",    "run.first_day", "run.last_day", "run.snow_lead"};

bool is_of_the_country(const std::string& key)
{
  return std::ranges::any_of(of_the_country, [&](std::string_view begin) { return key.starts_with(begin); });
}

}  // namespace

std::string country_of(RunSetup& run, const Inputs& inputs)
{
  std::string all = to_string(first_day_of(run)) + '\n';
  const auto leaves = comparison::json_leaves(parameters_json(run.scenario));
  assert(leaves);
  for (const auto& [key, value] : *leaves) {
    if (is_of_the_country(key)) all += key + ' ' + value + '\n';
  }
  for (const forcing::LayerFact& fact : inputs.facts) {
    if (fact.role != "region" && fact.role != "development") all += fact.role + ' ' + fact.sha256 + '\n';
  }
  return all;
}

}  // namespace rangifer::app
