#include "engine/energy_day.h"

#include <cmath>
#include <functional>

#include "behaviour/calf_growth.h"
#include "engine/block_sum.h"
#include "engine/cohort_today.h"
#include "engine/energy_loop.h"

namespace rangifer::engine {
namespace {

using herd::Cohort;

// Sums are of whole numbers, so that no order of adding can show in them; a millionth of a kg or MJ. Five million
// animals of 1,000 kg or MJ sum to a thousandth of what 64 bits hold.
constexpr double units = 0x1p20;
// The books are finer: 5e6 animals that eat 300 MJ a day fill a quarter of 64 bits.
constexpr double fine_units = 0x1p30;
static_assert(5e6 * 300.0 * fine_units < 0x1p63 / 4);

/// What is no number has no whole one; the account it stands in does not close, which `worst` says.
std::int64_t whole(double value, double unit) { return std::isfinite(value) ? std::llrint(value * unit) : 0; }

/// Means are of cows from this age on, as published ones are: a class that takes in the small each June would seem to
/// lose mass on that day.
constexpr double full_grown_y = 3.0 - 1e-2;  // a leap day more or less

struct Count {
  std::int64_t cows = 0, bulls = 0, calves = 0;
  std::int64_t cow_kg = 0, cow_fat = 0, cow_protein = 0, bull_kg = 0, calf_kg = 0, cow_in = 0, cow_need = 0;
  std::array<std::int64_t, expense_count> cow_spent {};
  std::int64_t in = 0, spent = 0, stored = 0, worst = 0;
};
using Counts = std::vector<Count>;

void join(Counts& sum, const Counts& part)
{
  for (std::size_t h = 0; h < sum.size(); ++h) {
    for (auto member : {&Count::cows, &Count::bulls, &Count::calves, &Count::cow_kg, &Count::cow_fat,
                        &Count::cow_protein, &Count::bull_kg, &Count::calf_kg, &Count::cow_in, &Count::cow_need,
                        &Count::in, &Count::spent, &Count::stored}) {
      sum[h].*member += part[h].*member;
    }
    std::transform(sum[h].cow_spent.begin(), sum[h].cow_spent.end(), part[h].cow_spent.begin(),
                   sum[h].cow_spent.begin(), std::plus<>());
    sum[h].worst = std::max(sum[h].worst, part[h].worst);
  }
}

/// One side of the books: an account that must close.
void enter(double in_mj, double spent_mj, double stored_mj, Count& count)
{
  count.in += whole(in_mj, fine_units);
  count.spent += whole(spent_mj, fine_units);
  count.stored += whole(stored_mj, fine_units);
  const double residual = std::abs(in_mj - spent_mj - stored_mj);
  // What is no number must not pass as 0.
  count.worst = std::max(count.worst,
                         std::isfinite(residual) ? whole(std::min(residual, 1e6), fine_units) : whole(1e6, fine_units));
}

behaviour::DaysWork work_of(const herd::Herd& a, std::size_t i, double steps)
{
  const auto d = [i](const std::vector<float>& v) { return static_cast<double>(v[i]); };
  return {.walk_kj_kg = d(a.walk_kj_kg),
          .climb_m = d(a.climb_m),
          .graze_kg = d(a.graze_kg),
          .graze_mj = d(a.graze_mj),
          .graze_protein_kg = d(a.graze_protein_kg),
          .digging_kj = d(a.digging_kj),
          .insects = d(a.harassed) / steps};
}

/// The calf's day beside its mother.
void feed_calf(const Rules& rules, int today, const behaviour::DaysWork& work, double milk_kg, double mother_fed,
               herd::Herd& a, std::size_t i, Count& count)
{
  const auto before = static_cast<double>(a.calf_kg[i]);
  const behaviour::CalfDay day = behaviour::calf_day(rules.calf, rules.milk, before, today - a.calf_born[i], milk_kg,
                                                     mother_fed, work, rules.travel.climb_j);
  a.calf_kg[i] = static_cast<float>(day.mass_kg);
  enter(day.intake_mj, day.spent_mj, (static_cast<double>(a.calf_kg[i]) - before) * rules.calf.stored_mj_kg, count);
  ++count.calves;
  count.calf_kg += whole(day.mass_kg, units);
}

void take_means(const Count& c, std::int64_t each, herd::HerdDay& day)
{
  const auto mean = [](std::int64_t sum, std::int64_t n) {
    return n > 0 ? static_cast<double>(sum) / units / static_cast<double>(n) : std::nan("");
  };
  day.cow_mass_kg = mean(c.cow_kg, c.cows);
  day.cow_fat_kg = mean(c.cow_fat, c.cows);
  day.cow_protein_kg = mean(c.cow_protein, c.cows);
  day.bull_mass_kg = mean(c.bull_kg, c.bulls);
  day.calf_mass_kg = mean(c.calf_kg, c.calves);
  day.cow_intake_mj = mean(c.cow_in, c.cows);
  day.cow_need_mj = mean(c.cow_need, c.cows);
  for (std::size_t e = 0; e < expense_count; ++e) day.cow_spent_mj[e] = mean(c.cow_spent[e], c.cows);
  const auto of_all = [each](std::int64_t sum) {
    return static_cast<double>(sum) / fine_units * static_cast<double>(each);
  };
  day.energy_in_mj = of_all(c.in);
  day.energy_spent_mj = of_all(c.spent);
  day.energy_stored_mj = of_all(c.stored);
  day.energy_worst_mj = static_cast<double>(c.worst) / fine_units;
}

/// The day's accounts of a herd: a hand of agents at once, then each with its calf, its milk and its place in the
/// books.
class Accounts {
public:
  Accounts(const Rules& rules, Day today, herd::Herd& animals)
      : rules_ {rules},
        animals_ {animals},
        day_ {days_since_1970(today)},
        doy_ {day_of_year(today)},
        steps_ {24.0 / rules.run.step_h},
        cohort_of_ {today},
        growth_ {rules.body, today},
        energy_ {rules.energy, rules.body, rules.gestation, rules.milk, rules.travel.climb_j, doy_},
        loop_ {energy_loop()}
  {
  }

  /// Agents from `first` up to `last`, no more than a hand.
  void keep(std::size_t first, std::size_t last, Counts& sum) const
  {
    herd::Herd& a = animals_;
    EnergyHand hand;
    for (std::size_t i = first; i < last; ++i) {
      if (a.calf[i] == 0) a.nursing[i] = 0;
      hand.put(i - first, animal_of(rules_, a, i, growth_), work_of(a, i, steps_));
    }
    loop_(energy_, last - first, hand);
    for (std::size_t i = first; i < last; ++i) {
      live(hand, i - first, i, sum[a.herd[i]]);
      book(hand, i - first, i, sum[a.herd[i]]);
    }
  }

private:
  /// What the day makes of an agent and of its calf.
  void live(const EnergyHand& h, std::size_t k, std::size_t i, Count& count) const
  {
    herd::Herd& a = animals_;
    a.fat_kg[i] = static_cast<float>(h.fat_after_kg[k]);
    a.protein_kg[i] = static_cast<float>(h.protein_after_kg[k]);
    a.fed[i] += (static_cast<float>(h.fed[k]) - a.fed[i]) / 7.0f;
    if (a.calf[i] != 0) feed_calf(rules_, day_, h.work(k), h.milk_kg[k], h.fed[k], a, i, count);
    const double share = h.protein_after_kg[k] / h.grown_protein_kg[k];
    if (a.nursing[i] != 0 && behaviour::dries_up(rules_.milk, share, doy_, rules_.calving.conception_doy)) {
      a.nursing[i] = 0;
    }
  }

  /// Its place in the sums of the day.
  void book(const EnergyHand& h, std::size_t k, std::size_t i, Count& count) const
  {
    const herd::Herd& a = animals_;
    double spent = 0.0;
    for (const EnergyHand::Column& mj : h.spent_mj) spent += mj[k];
    const double stored = (static_cast<double>(a.fat_kg[i]) - h.fat_kg[k]) * rules_.body.fat_mj_kg +
                          (static_cast<double>(a.protein_kg[i]) - h.protein_kg[k]) * rules_.body.protein_mj_kg;
    enter(h.intake_mj[k], spent, stored, count);
    const Cohort cohort = cohort_of_(a.male[i] != 0, a.birth_year[i]);
    const double mass = behaviour::live_mass_kg(rules_.body, h.fat_after_kg[k], h.protein_after_kg[k]);
    if (cohort == Cohort::bull) {
      ++count.bulls;
      count.bull_kg += whole(mass, units);
    }
    if (cohort != Cohort::cow || growth_.of(a.birth_year[i]).years < full_grown_y) return;
    ++count.cows;
    count.cow_kg += whole(mass, units);
    count.cow_fat += whole(h.fat_after_kg[k], units);
    count.cow_protein += whole(h.protein_after_kg[k], units);
    count.cow_in += whole(h.intake_mj[k], units);
    count.cow_need += whole(h.need_mj[k], units);
    for (std::size_t e = 0; e < expense_count; ++e) count.cow_spent[e] += whole(h.spent_mj[e][k], units);
  }

  const Rules& rules_;
  herd::Herd& animals_;
  int day_, doy_;
  double steps_;
  CohortToday cohort_of_;
  GrowthToday growth_;
  behaviour::EnergyDay energy_;
  EnergyLoop loop_;
};

}  // namespace

behaviour::Animal animal_of(const Rules& rules, const herd::Herd& a, std::size_t i, const GrowthToday& today)
{
  const int day = days_since_1970(today.day());
  const bool male = a.male[i] != 0;
  behaviour::Animal animal;
  animal.fat_kg = static_cast<double>(a.fat_kg[i]);
  animal.protein_kg = static_cast<double>(a.protein_kg[i]);
  animal.grown_protein_kg =
    behaviour::grown_protein_kg(rules.body, static_cast<double>(a.frame[i]), today.of(a.birth_year[i]).growth, male);
  animal.male = male;
  animal.rutting = static_cast<herd::Mode>(a.mode[i]) == herd::Mode::rut;
  animal.pregnant = a.pregnant[i] != 0 && a.due_day[i] >= day && a.due_day[i] - day < rules.gestation.days;
  animal.days_to_due = a.due_day[i] - day;
  animal.nursing = a.nursing[i] != 0;
  animal.days_since_birth = day - a.calf_born[i];
  return animal;
}

void keep_energy(const Rules& rules, Day today, herd::Herd& a, std::vector<herd::HerdDay>& report)
{
  const Accounts accounts {rules, today, a};
  const auto account = [&](Counts& sum, std::size_t first, std::size_t end) {
    for (; first < end; first += EnergyHand::most) accounts.keep(first, std::min(first + EnergyHand::most, end), sum);
  };
  const Counts counts = stretch_sum(a.size(), Counts(rules.herds.size()), account, join);
  report.resize(rules.herds.size());
  for (std::size_t h = 0; h < counts.size(); ++h) take_means(counts[h], rules.herds[h].animals_per_agent, report[h]);
}

}  // namespace rangifer::engine
