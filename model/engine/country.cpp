#include "engine/country.h"

#include "engine/environment_day.h"

namespace rangifer::engine {

Country::Country(const EnvironmentRules& rules, const landscape::Terrain& terrain, landscape::Source& weather,
                 std::size_t runs)
    : rules_ {rules}, terrain_ {terrain}, source_ {weather}, runs_ {runs}
{
  const Stopwatch watch {timing_, "start"};
  environment_.resize(terrain.grid);
  covariates_ = std::make_shared<CountryCovariates>(terrain);
}

void Country::sense(Day day)
{
  {
    const Stopwatch watch {timing_, "forcing"};
    source_.read(day, today_);
  }
  const Stopwatch watch {timing_, "environment"};
  environment_day(rules_, terrain_, today_, environment_);
  ways_.clear();
}

SharedGrazing* Country::grazing(const behaviour::Forage& rules)
{
  // Reckoned, not measured: animals of one run have about a third of the cells around them.
  constexpr std::size_t enough_runs = 3;
  if (runs_ < enough_runs) return nullptr;
  const std::scoped_lock one_at_a_time {sharing_grazing_};
  for (const auto& known : grazing_) {
    if (known->rules() == rules) return known.get();
  }
  return grazing_.emplace_back(std::make_unique<SharedGrazing>(rules, terrain_.grid)).get();
}

std::shared_ptr<const Ways> Country::ways(const WayRules& rules)
{
  const std::scoped_lock one_at_a_time {finding_ways_};
  for (const auto& [by, ways] : ways_) {
    if (by == rules) return ways;
  }
  return ways_.emplace_back(rules, std::make_shared<const Ways>(rules, terrain_, &environment_)).second;
}

}  // namespace rangifer::engine
