// Compiled once per processor level, as environment_day.cpp is: the compiler puts the loop in lanes, and all levels
// give the same bits.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_AVX3)
#define HWY_DISABLE_PCLMUL_AES  // not used, and not in x86-64-v2
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/energy_loop.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include "engine/energy_loop.h"
#include "engine/for_processor.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::engine::HWY_NAMESPACE {

[[gnu::flatten]] void budgets(const behaviour::EnergyDay& of_day, std::size_t n, EnergyHand& of_hand)
{
  const behaviour::EnergyDay day = of_day;
  EnergyHand& h = of_hand;
#pragma GCC ivdep
  for (std::size_t k = 0; k < n; ++k) {
    const behaviour::Animal animal {.fat_kg = h.fat_kg[k],
                                    .protein_kg = h.protein_kg[k],
                                    .grown_protein_kg = h.grown_protein_kg[k],
                                    .male = h.male[k] != 0.0,
                                    .rutting = h.rutting[k] != 0.0,
                                    .pregnant = h.pregnant[k] != 0.0,
                                    .days_to_due = h.days_to_due[k],
                                    .nursing = h.nursing[k] != 0.0,
                                    .days_since_birth = h.days_since_birth[k]};
    const behaviour::DaysWork work {.walk_kj_kg = h.walk_kj_kg[k],
                                    .climb_m = h.climb_m[k],
                                    .graze_kg = h.graze_kg[k],
                                    .graze_mj = h.graze_mj[k],
                                    .graze_protein_kg = h.graze_protein_kg[k],
                                    .digging_kj = h.digging_kj[k],
                                    .insects = h.insects[k]};
    const behaviour::Budget b = day.of(animal, work);
    h.fat_after_kg[k] = b.fat_kg;
    h.protein_after_kg[k] = b.protein_kg;
    h.intake_mj[k] = b.intake_mj;
    h.fed[k] = b.fed;
    h.need_mj[k] = b.need_mj;
    h.milk_kg[k] = b.milk_kg;
    for (std::size_t e = 0; e < expense_count; ++e) h.spent_mj[e][k] = b.spent_mj[e];
  }
}

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

void EnergyHand::put(std::size_t k, const behaviour::Animal& animal, const behaviour::DaysWork& work) noexcept
{
  fat_kg[k] = animal.fat_kg;
  protein_kg[k] = animal.protein_kg;
  grown_protein_kg[k] = animal.grown_protein_kg;
  days_to_due[k] = animal.days_to_due;
  days_since_birth[k] = animal.days_since_birth;
  male[k] = animal.male ? 1.0 : 0.0;
  rutting[k] = animal.rutting ? 1.0 : 0.0;
  pregnant[k] = animal.pregnant ? 1.0 : 0.0;
  nursing[k] = animal.nursing ? 1.0 : 0.0;
  walk_kj_kg[k] = work.walk_kj_kg;
  climb_m[k] = work.climb_m;
  graze_kg[k] = work.graze_kg;
  graze_mj[k] = work.graze_mj;
  graze_protein_kg[k] = work.graze_protein_kg;
  digging_kj[k] = work.digging_kj;
  insects[k] = work.insects;
}

behaviour::DaysWork EnergyHand::work(std::size_t k) const noexcept
{
  return {.walk_kj_kg = walk_kj_kg[k],
          .climb_m = climb_m[k],
          .graze_kg = graze_kg[k],
          .graze_mj = graze_mj[k],
          .graze_protein_kg = graze_protein_kg[k],
          .digging_kj = digging_kj[k],
          .insects = insects[k]};
}

EnergyLoop energy_loop() { return RANGIFER_FOR_PROCESSOR(budgets); }

}  // namespace rangifer::engine
#endif
