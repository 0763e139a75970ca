#pragma once
#include <vector>

#include "base/calendar.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"

namespace rangifer::engine {

/// Age in years, counted from 1 June of the year of birth.
[[nodiscard]] double age_years(Day today, int birth_year) noexcept;

/// What an agent is to behaviour::energy_day() on this day.
[[nodiscard]] behaviour::Animal animal_of(const Rules& rules, const herd::Herd& animals, std::size_t agent, Day today);

/// Each animal's account of the day, and its calf's: eats, spends, gains or loses; mothers give milk or dry up. Fills
/// the energy of `report`, one entry a herd: means of cows, and the sums of the books.
void keep_energy(const Rules& rules, Day today, herd::Herd& animals, std::vector<herd::HerdDay>& report);

}  // namespace rangifer::engine
