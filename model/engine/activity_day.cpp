#include "engine/activity_day.h"

#include <utility>

#include "behaviour/infrastructure.h"

namespace rangifer::engine {

void activity_day(const Rules& rules, int day_of_year, landscape::Presence& presence)
{
  std::vector<float> today;
  for (const behaviour::Infrastructure& each : rules.developments) {
    today.push_back(static_cast<float>(behaviour::activity_on(each, day_of_year)));
  }
  if (today == presence.activity) return;
  presence.activity = std::move(today);
  ++presence.version.activity;
}

}  // namespace rangifer::engine
