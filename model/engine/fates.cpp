#include "engine/fates.h"

#include <algorithm>

#include "base/random.h"
#include "behaviour/calf_growth.h"
#include "engine/block_sum.h"
#include "engine/cohort_today.h"
#include "engine/growth_today.h"
#include "engine/start_herd.h"

namespace rangifer::engine {
namespace {

using herd::Cohort;
using herd::Herd;
using herd::Loss;

constexpr int cause_bit = 3;

/// How many animals share what a herd is in for today.
struct HerdToday {
  std::int64_t all = 0, grown = 0, calves = 0, newborn = 0;
};
/// Grown animals within reach of a harvest.
struct Reach {
  std::int64_t bulls = 0, others = 0;
};
struct Counts {
  std::vector<HerdToday> herd;
  std::vector<Reach> harvest;
};

void join(Counts& sum, const Counts& part)
{
  for (std::size_t h = 0; h < sum.herd.size(); ++h) {
    for (auto member : {&HerdToday::all, &HerdToday::grown, &HerdToday::calves, &HerdToday::newborn}) {
      sum.herd[h].*member += part.herd[h].*member;
    }
  }
  for (std::size_t k = 0; k < sum.harvest.size(); ++k) {
    sum.harvest[k].bulls += part.harvest[k].bulls;
    sum.harvest[k].others += part.harvest[k].others;
  }
}

/// Everything about today that is not the agent's own.
class DayOfFate {
public:
  DayOfFate(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions, Day today,
            const Herd& animals)
      : rules_ {rules},
        terrain_ {terrain},
        regions_ {regions},
        animals_ {animals},
        day_ {days_since_1970(today)},
        doy_ {day_of_year(today)},
        year_ {year_of(today)},
        seed_ {draw_seed(rules.run)},
        cohort_of_ {today},
        growth_ {rules.body, today}
  {
    for (const behaviour::Harvest& harvest : rules.harvests) {
      const auto region = std::ranges::find(regions.list, harvest.region, &landscape::Region::name);
      const auto herd = std::ranges::find(rules.herds, harvest.herd, &HerdRules::name);
      reach_of_.push_back(
        {region == regions.list.end() ? 0u : 1u << (region - regions.list.begin()), herd - rules.herds.begin()});
    }
    count();
    for (std::size_t k = 0; k < reach_of_.size(); ++k) {
      if (reach_of_[k].herd == std::ssize(rules.herds)) {  // a herd that is not there is not hunted
        hunted_.push_back({});
        continue;
      }
      const HerdToday& of = counts_.herd[static_cast<std::size_t>(reach_of_[k].herd)];
      hunted_.push_back(behaviour::hunted(rules.harvest_plan, rules.harvests[k], doy_, static_cast<double>(of.all),
                                          static_cast<double>(counts_.harvest[k].bulls),
                                          static_cast<double>(counts_.harvest[k].others)));
    }
    make_chances();
  }

  [[nodiscard]] std::uint8_t of(std::size_t i) const noexcept
  {
    const auto u = uniform4(seed_, animals_.id[i], static_cast<std::uint32_t>(day_), Draw::adult_fate);
    unsigned fate = 0;
    if (animals_.calf[i] != 0 && static_cast<double>(u[1]) < calf_chance(i)) fate |= calf_dies;
    Loss why = Loss::natural;
    if (dies_today(i, static_cast<double>(u[0]), why)) {
      return static_cast<std::uint8_t>(fate | dies | static_cast<unsigned>(why) << cause_bit);
    }
    if (animals_.pregnant[i] != 0 && animals_.due_day[i] == day_) fate |= gives_birth;
    return static_cast<std::uint8_t>(fate);
  }

private:
  struct Of {
    std::uint32_t region;
    std::ptrdiff_t herd;
  };

  void count()
  {
    const auto newborn_d = static_cast<int>(rules_.predation.swamp_days);
    const auto add = [&](Counts& sum, std::size_t i) {
      HerdToday& of = sum.herd[animals_.herd[i]];
      const std::int64_t each = rules_.herds[animals_.herd[i]].animals_per_agent;
      const Cohort cohort = cohort_of(i);
      const bool grown = cohort != Cohort::calf;
      of.all += animals_.calf[i] != 0 ? 2 * each : each;
      of.grown += grown ? each : 0;
      if (animals_.calf[i] != 0) {
        of.calves += each;
        of.newborn += day_ - animals_.calf_born[i] < newborn_d ? each : 0;
      }
      if (!grown) return;
      for (std::size_t k = 0; k < reach_of_.size(); ++k) {
        if (reach_of_[k].herd != animals_.herd[i] || (mask(i) & reach_of_[k].region) == 0) continue;
        (cohort == Cohort::bull ? sum.harvest[k].bulls : sum.harvest[k].others) += each;
      }
    };
    counts_ =
      block_sum(animals_.size(),
                Counts {std::vector<HerdToday>(rules_.herds.size()), std::vector<Reach>(reach_of_.size())}, add, join);
  }

  /// Chances of deaths without another name, by sex and age: the same for all of a class.
  void make_chances()
  {
    const behaviour::Survival& p = rules_.survival;
    constexpr double year_days = 365.0;
    for (int male = 0; male < 2; ++male) {
      for (int age = 0; age < ages; ++age) {
        const double survival = age == 0    ? p.weaned_calf
                                : age == 1  ? p.yearling
                                : male != 0 ? p.adult_male
                                            : p.adult_female;
        chance_[static_cast<std::size_t>(male * ages + age)] =
          static_cast<double>(behaviour::daily_death(survival, year_days)) * behaviour::senescence(p, age);
      }
    }
  }

  [[nodiscard]] Cohort cohort_of(std::size_t i) const noexcept
  {
    return cohort_of_(animals_.male[i] != 0, animals_.birth_year[i]);
  }
  [[nodiscard]] std::uint32_t mask(std::size_t i) const noexcept
  {
    return regions_.mask[static_cast<std::size_t>(animals_.cell[i])];
  }
  [[nodiscard]] double plain(std::size_t i) const noexcept
  {
    return static_cast<double>(terrain_.plain[static_cast<std::size_t>(animals_.cell[i])]);
  }

  [[nodiscard]] double hunters_chance(std::size_t i, Cohort cohort) const noexcept
  {
    double chance = 0.0;
    for (std::size_t k = 0; k < reach_of_.size(); ++k) {
      if (reach_of_[k].herd != animals_.herd[i] || (mask(i) & reach_of_[k].region) == 0) continue;
      chance += cohort == Cohort::bull ? hunted_[k].bull : hunted_[k].other;
    }
    return chance;
  }

  /// Causes stand one after the other on the line from 0 to 1; where `u` falls is what happens.
  [[nodiscard]] bool dies_today(std::size_t i, double u, Loss& why) const noexcept
  {
    const behaviour::Survival& p = rules_.survival;
    const bool male = animals_.male[i] != 0;
    const Cohort cohort = cohort_of(i);
    if (year_ - animals_.birth_year[i] > (male ? p.oldest_male_y : p.oldest_female_y)) {
      why = Loss::old_age;
      return true;
    }
    const int age = std::clamp(year_ - animals_.birth_year[i] - (doy_ < first_of_june ? 1 : 0), 0, ages - 1);
    double up_to = chance_[static_cast<std::size_t>((male ? ages : 0) + age)];
    why = cohort == Cohort::calf ? Loss::calf_later : Loss::natural;
    if (u < up_to) return true;
    if (cohort != Cohort::calf) {
      up_to += behaviour::wolf_risk(rules_.predation, rules_.herds[animals_.herd[i]].wolf_range_km2,
                                    static_cast<double>(counts_.herd[animals_.herd[i]].grown), plain(i), doy_);
      why = Loss::wolves;
      if (u < up_to) return true;
      up_to += hunters_chance(i, cohort);
      why = Loss::harvest;
      if (u < up_to) return true;
      why = Loss::starvation;
    }
    up_to += hunger_chance(i);
    return u < up_to;
  }

  [[nodiscard]] double hunger_chance(std::size_t i) const noexcept
  {
    const auto fat = static_cast<double>(animals_.fat_kg[i]), protein = static_cast<double>(animals_.protein_kg[i]);
    const double lean = protein / rules_.body.protein_in_lean;
    return behaviour::starvation_risk(rules_.survival, fat / lean, protein / grown_protein(i));
  }

  [[nodiscard]] double grown_protein(std::size_t i) const noexcept
  {
    return behaviour::grown_protein_kg(rules_.body, static_cast<double>(animals_.frame[i]),
                                       growth_.of(animals_.birth_year[i]).growth, animals_.male[i] != 0);
  }

  [[nodiscard]] double calf_chance(std::size_t i) const noexcept
  {
    if (static_cast<double>(animals_.calf_kg[i]) < rules_.calf.wasted * static_cast<double>(animals_.calf_born_kg[i])) {
      return 1.0;
    }
    const HerdToday& herd = counts_.herd[animals_.herd[i]];
    const double age = day_ - animals_.calf_born[i];
    const double thriving = behaviour::thriving_calf_kg(static_cast<double>(animals_.calf_born_kg[i]), age);
    return behaviour::calf_risk(
      rules_.predation,
      {.age_days = age,
       .plain = plain(i),
       .newborn = static_cast<double>(herd.newborn) / static_cast<double>(std::max<std::int64_t>(herd.calves, 1)),
       .lacking = std::clamp(1.0 - static_cast<double>(animals_.calf_kg[i]) / thriving, 0.0, 1.0),
       .mother_thin = std::clamp(1.0 - static_cast<double>(animals_.protein_kg[i]) / grown_protein(i), 0.0, 1.0),
       .mother_unfed = 1.0 - static_cast<double>(animals_.fed[i])});
  }

  static constexpr int ages = 32, first_of_june = 152;
  const Rules& rules_;
  const landscape::Terrain& terrain_;
  const landscape::Regions& regions_;
  const Herd& animals_;
  int day_, doy_, year_;
  std::uint64_t seed_;
  CohortToday cohort_of_;
  GrowthToday growth_;
  std::vector<Of> reach_of_;
  Counts counts_;
  std::vector<behaviour::Hunted> hunted_;
  std::array<double, 2 * ages> chance_ {};
};

}  // namespace

herd::Loss cause_of(std::uint8_t fate) noexcept { return static_cast<Loss>(fate >> cause_bit); }

std::vector<std::uint8_t> fates(const Rules& rules, const landscape::Terrain& terrain,
                                const landscape::Regions& regions, Day today, const Herd& animals)
{
  const DayOfFate day {rules, terrain, regions, today, animals};
  std::vector<std::uint8_t> fate(animals.size());
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) shared(day, fate, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    fate[i] = day.of(i);
  }
  return fate;
}

}  // namespace rangifer::engine
