#pragma once
#include <vector>

#include "base/calendar.h"
#include "engine/growth_today.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"

namespace rangifer::engine {

/// What an agent is to behaviour::EnergyDay on this day.
[[nodiscard]] behaviour::Animal animal_of(const Rules& rules, const herd::Herd& animals, std::size_t agent,
                                          const GrowthToday& today);

/// Each animal's account of the day, and its calf's: eats, spends, gains or loses; mothers give milk or dry up. Fills
/// the energy of `report`, one entry a herd: means of cows, and the sums of the books.
void keep_energy(const Rules& rules, Day today, herd::Herd& animals, std::vector<herd::HerdDay>& report);

}  // namespace rangifer::engine
