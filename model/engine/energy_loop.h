#pragma once
#include <array>
#include <cstddef>

#include "behaviour/energy_budget.h"

namespace rangifer::engine {

/// A hand of animals, a column for each number of theirs: what behaviour::Animal, DaysWork and Budget hold of one. All
/// columns are of one width, and say yes or no by 1 or 0, so that lanes hold the same animals throughout.
struct EnergyHand {
  static constexpr std::size_t most = 64;  // its columns stay in the nearest cache
  using Column = std::array<double, most>;

  Column fat_kg, protein_kg, grown_protein_kg, days_to_due, days_since_birth, male, rutting, pregnant, nursing;
  Column walk_kj_kg, climb_m, graze_kg, graze_mj, graze_protein_kg, digging_kj, insects;

  Column fat_after_kg, protein_after_kg, intake_mj, fed, need_mj, milk_kg;
  std::array<Column, expense_count> spent_mj;

  void put(std::size_t k, const behaviour::Animal& animal, const behaviour::DaysWork& work) noexcept;
  [[nodiscard]] behaviour::DaysWork work(std::size_t k) const noexcept;
};

/// Works out the budgets of the first `n` animals of a hand.
using EnergyLoop = void (*)(const behaviour::EnergyDay& day, std::size_t n, EnergyHand& hand);

/// The one for this processor (processor.h).
[[nodiscard]] EnergyLoop energy_loop();

}  // namespace rangifer::engine
