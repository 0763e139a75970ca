#pragma once
#include "engine/rules.h"
#include "landscape/presence.h"

namespace rangifer::engine {

/// Notes how active people are today at each development.
void activity_day(const Rules& rules, int day_of_year, landscape::Presence& presence);

}  // namespace rangifer::engine
