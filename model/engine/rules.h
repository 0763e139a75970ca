#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/parameter.h"
#include "behaviour/body.h"
#include "behaviour/calf_at_heel.h"
#include "behaviour/calf_growth.h"
#include "behaviour/company.h"
#include "behaviour/energy.h"
#include "behaviour/forage.h"
#include "behaviour/green_up.h"
#include "behaviour/harvest.h"
#include "behaviour/icing.h"
#include "behaviour/infrastructure.h"
#include "behaviour/insects.h"
#include "behaviour/life_history.h"
#include "behaviour/nursing.h"
#include "behaviour/predation.h"
#include "behaviour/seasons.h"
#include "behaviour/selection.h"
#include "behaviour/snow.h"
#include "behaviour/trails.h"
#include "behaviour/travel_cost.h"

namespace rangifer::engine {

/// A place where part of a herd winters: `[[herd.<name>.winter_area]]`.
struct WinterArea {
  std::string name;
  double latitude_deg = 0, longitude_deg = 0;
  double radius_km = 60;
  double share = 1;
  double x_m = 0, y_m = 0;  ///< filled by whoever knows the projection

  static constexpr std::array<Parameter<WinterArea>, 5> table {{
    {"name", &WinterArea::name, "", 0, 0, "-", "", "what people call it", true},
    {"latitude", &WinterArea::latitude_deg, "degrees_north", -90, 90, "M med", "published winter ranges",
     "middle of the area", true},
    {"longitude", &WinterArea::longitude_deg, "degrees_east", -180, 180, "M med", "published winter ranges",
     "middle of the area", true},
    {"radius", &WinterArea::radius_km, "km", 1, 500, "E", "", "animals start and settle within about this"},
    {"share", &WinterArea::share, "1", 0, 1e6, "E", "no published rule predicts winter range: low fidelity",
     "relative share of the herd"},
  }};
};

/// A place where cows of a herd calved in the years before the run: `[[herd.<name>.calving_memory]]`.
struct RememberedPlace {
  std::string name;
  double latitude_deg = 0, longitude_deg = 0;
  double radius_km = 50;
  double share = 1;
  double x_m = 0, y_m = 0;  ///< filled by whoever knows the projection

  static constexpr std::array<Parameter<RememberedPlace>, 5> table {{
    {"name", &RememberedPlace::name, "", 0, 0, "-", "", "what people call it", true},
    {"latitude", &RememberedPlace::latitude_deg, "degrees_north", -90, 90, "M med", "published calving grounds",
     "middle of the place", true},
    {"longitude", &RememberedPlace::longitude_deg, "degrees_east", -180, 180, "M med", "published calving grounds",
     "middle of the place", true},
    {"radius", &RememberedPlace::radius_km, "km", 1, 500, "E", "", "cows remember land within this, evenly"},
    {"share", &RememberedPlace::share, "1", 0, 1e6, "E", "", "relative share of the cows that remember it"},
  }};
};

/// `[herd.<name>]`.
struct HerdRules {
  std::string name;
  std::int64_t size = 218000;
  std::int64_t animals_per_agent = 20;
  double bulls_per_100_cows = 60;
  double yearlings_per_100_cows = 20;
  double calves_per_100_cows = 35;
  double radius_sd = 1.6;
  double gentle_m = 100;
  double wolf_range_km2 = 43400;
  std::vector<WinterArea> winter;
  std::optional<behaviour::CalvingMemory> memory;  ///< `[herd.<name>.memory]`; none: that of all herds
  std::vector<RememberedPlace> remembered;         ///< none: the herd inherits a range by the lie of the land

  static constexpr std::array<Parameter<HerdRules>, 8> table {{
    {"size", &HerdRules::size, "animals", 1, 5e6, "V", "photocensus 2017: 218,000 (95 % 202,000 to 235,000)",
     "animals at the start, calves of the last year included"},
    {"animals_per_agent", &HerdRules::animals_per_agent, "animals", 1, 500, "E", "10 to 100 for scenarios",
     "how many animals alike one agent stands for"},
    {"bulls", &HerdRules::bulls_per_100_cows, "per 100 cows", 0, 200, "V", "composition counts: about 60",
     "bulls of two years and more"},
    {"yearlings", &HerdRules::yearlings_per_100_cows, "per 100 cows", 0, 100, "D", "stable age distribution",
     "yearlings, both sexes"},
    {"calves", &HerdRules::calves_per_100_cows, "per 100 cows", 0, 100, "D",
     "0.80 born, about half alive by late winter", "calves of the last year, both sexes"},
    {"radius_sd", &HerdRules::radius_sd, "sd", 0.5, 10, "E", "1.6: a radius holds 72 % of the animals at the start",
     "radius of a winter area in standard deviations of where its animals start"},
    {"gentle", &HerdRules::gentle_m, "m", 10, 10000, "E", "",
     "ruggedness at which an animal takes a place to start at about a third of the time"},
    {"wolf_range", &HerdRules::wolf_range_km2, "km2", 0, 400000, "D",
     "7,600 kills a year over 0.08 a day and 6 wolves per 1,000 km2, Hayes and Russell 1998, for the Porcupine herd",
     "ground on which wolves meet the herd; their kills grow with it, not with the herd"},
  }};
};

/// A place where people live who hunt the herd: `[[community]]`.
struct Community {
  std::string name;
  double latitude_deg = 0, longitude_deg = 0;
  double x_m = 0, y_m = 0;  ///< filled by whoever knows the projection

  static constexpr std::array<Parameter<Community>, 3> table {{
    {"name", &Community::name, "", 0, 0, "-", "", "what people call it", true},
    {"latitude", &Community::latitude_deg, "degrees_north", -90, 90, "M high", "gazetteers", "where it is", true},
    {"longitude", &Community::longitude_deg, "degrees_east", -180, 180, "M high", "gazetteers", "where it is", true},
  }};
};

/// `[run]`.
struct RunRules {
  std::string title = "rangifer run";
  Day first_day {};
  Day last_day {};
  double step_h = 3;
  std::int64_t seed = 1;
  std::int64_t replicate = 0;
  std::int64_t snow_lead_days = 120;
  std::int64_t sort_every_days = 5;

  static constexpr std::array<Parameter<RunRules>, 8> table {{
    {"title", &RunRules::title, "", 0, 0, "-", "", "one line for the result's readers"},
    {"first_day", &RunRules::first_day, "", 0, 0, "-", "", "first day of the run", true},
    {"last_day", &RunRules::last_day, "", 0, 0, "-", "", "last day, included", true},
    {"step", &RunRules::step_h, "h", 0.5, 24, "E", "", "length of a movement step; a whole number must fit in a day"},
    {"seed", &RunRules::seed, "1", 0, 9e15, "-", "", "the same seed gives the same animals and draws"},
    {"replicate", &RunRules::replicate, "1", 0, 1e6, "-", "", "replicates of one scenario differ in this alone"},
    {"snow_lead", &RunRules::snow_lead_days, "d", 0, 366, "-", "",
     "days of weather before the first day from which its snow is built"},
    {"sort_every", &RunRules::sort_every_days, "d", 0, 366, "-", "",
     "days between sortings of the agents by place, 0 for never: changes speed, no number"},
  }};
};

/// `[output]`.
struct OutputRules {
  std::int64_t followed_agents = 200;
  double kernel_km = 6;
  double plain_from = 0.3;
  double community_reach_km = 50;

  static constexpr std::array<Parameter<OutputRules>, 4> table {{
    {"tracks", &OutputRules::followed_agents, "agents", 0, 100000, "-", "",
     "how many agents are followed in track/, of each herd"},
    {"kernel", &OutputRules::kernel_km, "km", 1, 100, "E", "fixed kernel of Griffith 2002: bandwidth not published",
     "bandwidth of the calving-ground kernel"},
    {"plain_from", &OutputRules::plain_from, "1", 0.01, 1, "E", "a line drawn for the report",
     "share of low tundra around from which a cow is on the plain"},
    {"community_reach", &OutputRules::community_reach_km, "km", 1, 500, "E", "a day's travel and back",
     "animals within this of a [[community]] count as available to it"},
  }};
};

/// Every rule of the model but its inputs.
struct Rules {
  RunRules run;
  OutputRules output;
  behaviour::Snow snow;
  behaviour::Ice ice;
  behaviour::GreenUp green_up;
  behaviour::Insects insects;
  behaviour::Seasons seasons;
  behaviour::Movement movement;
  behaviour::ModeTable modes;
  behaviour::Travel travel;
  behaviour::Icing icing;
  behaviour::Forage forage;
  behaviour::Body body;
  behaviour::Energy energy;
  behaviour::Gestation gestation;
  behaviour::Milk milk;
  behaviour::CalfGrowth calf;
  behaviour::Calving calving;
  behaviour::CalfAtHeel calf_at_heel;
  behaviour::Company company;
  behaviour::Trails trails;
  behaviour::Survival survival;
  behaviour::Predation predation;
  behaviour::HarvestPlan harvest_plan;
  std::vector<behaviour::Harvest> harvests;
  std::vector<behaviour::Infrastructure> developments;
  std::vector<Community> communities;
  behaviour::CalvingMemory memory;
  std::vector<HerdRules> herds;

  /// What holds for the memory of this herd: its own table, or that of all herds.
  [[nodiscard]] const behaviour::CalvingMemory& memory_of(std::size_t herd) const
  {
    const auto& own = herds[herd].memory;
    return own ? *own : memory;
  }
};

/// The rules by which weather makes the environment of a day: all others are of herds and of people. Runs that share
/// these, the land, the weather and the days share the environment.
struct EnvironmentRules {
  const behaviour::Snow& snow;
  const behaviour::Ice& ice;
  const behaviour::Icing& icing;
  const behaviour::GreenUp& green_up;
  const behaviour::Insects& insects;

  EnvironmentRules(const Rules& r) noexcept  // NOLINT(google-explicit-constructor): a view
      : snow {r.snow}, ice {r.ice}, icing {r.icing}, green_up {r.green_up}, insects {r.insects}
  {
  }
};

}  // namespace rangifer::engine
