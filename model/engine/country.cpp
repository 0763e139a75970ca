#include "engine/country.h"

#include "engine/environment_day.h"

namespace rangifer::engine {

Country::Country(const EnvironmentRules& rules, const landscape::Terrain& terrain, landscape::Source& weather)
    : rules_ {rules}, terrain_ {terrain}, source_ {weather}
{
  environment_.resize(terrain.grid);
}

void Country::sense(Day day)
{
  {
    const Stopwatch watch {timing_, "forcing"};
    source_.read(day, today_);
  }
  const Stopwatch watch {timing_, "environment"};
  environment_day(rules_, terrain_, today_, environment_);
}

}  // namespace rangifer::engine
