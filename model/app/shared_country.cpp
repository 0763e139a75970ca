#include "app/shared_country.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

#include "comparison/json_leaves.h"

namespace rangifer::app {
namespace {

/// Keys that neither weather nor engine::EnvironmentRules nor the land depend on. A table that is not named here counts
/// as one that they do depend on: runs that differ in it do not share, which costs time and no number.
constexpr std::array<std::string_view, 29> of_the_run {
  "run.title", "run.seed",  "run.replicate", "run.sort_every", "output.", "checkpoint.",   "weather.", "seasons.",
  "movement.", "travel.",   "forage.",       "body.",          "energy.", "gestation.",    "milk.",    "calf.",
  "calving.",  "survival.", "predation.",    "harvest_plan.",  "memory.", "calf_at_heel.", "company.", "trails.",
  "herd.",     "harvest.",  "development.",  "community.",     "region."};

bool is_of_the_country(const std::string& key)
{
  return std::ranges::none_of(of_the_run, [&](std::string_view begin) { return key.starts_with(begin); });
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
