#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/parameter.h"

namespace rangifer::behaviour {

/// The zones of the harvest plan: `[harvest_plan]` of a scenario.
struct HarvestPlan {
  double green_above = 115000;
  double yellow_above = 80000;
  double orange_above = 45000;
  double yellow_take = 0.75;
  double yellow_bulls = 0.95;
  double orange_take = 0.35;
  double red_take = 0.02;
  double most_a_day = 0.02;

  static constexpr std::array<Parameter<HarvestPlan>, 8> table {{
    {"green_above", &HarvestPlan::green_above, "animals", 0, 1e6, "V", "harvest management plan, PCMB",
     "herd size above which harvest is free"},
    {"yellow_above", &HarvestPlan::yellow_above, "animals", 0, 1e6, "V", "the same", "above this bulls are asked for"},
    {"orange_above", &HarvestPlan::orange_above, "animals", 0, 1e6, "V", "the same",
     "above this harvest is allocated; below, closed but for ceremony"},
    {"yellow_take", &HarvestPlan::yellow_take, "1", 0, 1, "E", "one bull for licensed hunters, voluntary bulls only",
     "harvest in yellow over that in green"},
    {"yellow_bulls", &HarvestPlan::yellow_bulls, "1", 0, 1, "E", "the same",
     "share of bulls in it, and in orange and red"},
    {"orange_take", &HarvestPlan::orange_take, "1", 0, 1, "E", "permits, allocation",
     "harvest in orange over that in green"},
    {"red_take", &HarvestPlan::red_take, "1", 0, 1, "E", "ceremonial", "harvest in red over that in green"},
    {"most_a_day", &HarvestPlan::most_a_day, "1", 0, 1, "E", "",
     "no more than this share of the animals within reach is taken in a day"},
  }};
};

/// A yearly harvest in one jurisdiction and season: `[[harvest]]` of a scenario.
struct Harvest {
  std::string name;
  std::string region;
  std::string herd;
  double animals = 0;
  double from_doy = 1;
  double until_doy = 365;
  double bull_share = 0.6;
  bool plan = false;

  static constexpr std::array<Parameter<Harvest>, 8> table {{
    {"name", &Harvest::name, "", 0, 0, "-", "", "what a scenario that changes this harvest calls it by", true},
    {"region", &Harvest::region, "", 0, 0, "-", "", "jurisdiction or overlay, the name of a [[region]]", true},
    {"herd", &Harvest::herd, "", 0, 0, "-", "", "the herd that is hunted; left out, the first"},
    {"animals", &Harvest::animals, "animals year-1", 0, 1e5, "M med",
     "3,000 to 7,000 a year in all; about 2,500 in 2014, 65 % by hunters of the Northwest Territories (V)",
     "taken in a season where the herd comes within reach; what it does not meet is not made up for", true},
    {"from", &Harvest::from_doy, "day of year", 1, 366, "E", "", "first day; a season may run over the new year"},
    {"until", &Harvest::until_doy, "day of year", 1, 366, "E", "", "last day"},
    {"bulls", &Harvest::bull_share, "1", 0, 1, "E", "", "share of bulls in the harvest"},
    {"plan", &Harvest::plan, "", 0, 0, "-", "Canadian harvest plan", "the zones of [harvest_plan] hold here"},
  }};
};

/// Chance of a bull, and of any other grown animal, within reach to be taken today.
struct Hunted {
  double bull = 0, other = 0;
};

/// @param herd_size  animals, calves included: which zone of the plan holds
/// @param bulls, others  grown animals within reach
[[nodiscard]] inline Hunted hunted(const HarvestPlan& plan, const Harvest& harvest, int day_of_year, double herd_size,
                                   double bulls, double others) noexcept
{
  const double day = day_of_year, from = harvest.from_doy, until = harvest.until_doy;
  const bool open = from <= until ? day >= from && day <= until : day >= from || day <= until;
  if (!open) return {};
  const double days = from <= until ? until - from + 1.0 : 366.0 - from + until;
  double take = harvest.animals / days, bull_share = harvest.bull_share;
  if (harvest.plan && herd_size <= plan.green_above) {
    take *= herd_size > plan.yellow_above   ? plan.yellow_take
            : herd_size > plan.orange_above ? plan.orange_take
                                            : plan.red_take;
    bull_share = std::max(bull_share, plan.yellow_bulls);
  }
  const auto chance = [&](double wanted, double there) {
    return there > 0.0 ? std::min(wanted / there, plan.most_a_day) : 0.0;
  };
  return {chance(take * bull_share, bulls), chance(take * (1.0 - bull_share), others)};
}

}  // namespace rangifer::behaviour
