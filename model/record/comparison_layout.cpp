#include "record/comparison_layout.h"

#include <fmt/format.h>

namespace rangifer::record {

namespace {

constexpr auto f32 = Type::f32;
constexpr auto f64 = Type::f64;
constexpr auto i8 = Type::i8;
constexpr auto i32 = Type::i32;
constexpr auto i64 = Type::i64;
constexpr auto text = Type::text;

struct Row {
  std::string_view group, name, dimensions;
  Type type;
  std::string_view units, long_name;
  bool interval = false;  ///< followed by name_low_95 and name_high_95
};

constexpr bool interval = true;
constexpr std::string_view north = "degrees_north", east = "degrees_east";

constexpr Row rows[] = {
  // clang-format off
  {"pairs", "seed", "pair", i64, "1", "seed of both runs"},
  {"pairs", "replicate", "pair", i64, "1", "replicate of both runs"},
  {"pairs", "first_day", "pair", i32, "days since 1970-01-01", "first day of both runs"},
  {"pairs", "base_file", "pair", text, "", "result of the base"},
  {"pairs", "scenario_file", "pair", text, "", "result of the scenario"},

  {"growth", "growth_base", "herd", f64, "%", "growth of the herd a year in the base, from the mean log growth"},
  {"growth", "growth_scenario", "herd", f64, "%", "growth of the herd a year in the scenario, from the mean log growth"},
  {"growth", "growth_difference", "herd", f64, "%", "growth a year, scenario less base, in points", interval},
  {"growth", "growth_se_paired", "herd", f64, "%", "standard error of the difference"},
  {"growth", "growth_se_unpaired", "herd", f64, "%", "standard error that it would have if base and scenario were drawn apart"},
  {"growth", "decline_chance_base", "herd", f64, "1", "chance that the herd of the base is smaller after 10 years, each drawn from the years of the runs: an extrapolation where these are shorter"},
  {"growth", "decline_chance_scenario", "herd", f64, "1", "the same of the scenario, from the same draws"},
  {"growth", "decline_chance_difference", "herd", f64, "1", "scenario less base"},
  {"growth", "log_growth_base", "pair run_year herd", f64, "1", "natural logarithm of the herd's size at the end of the year by that at its start, scaled to a whole year; base"},
  {"growth", "log_growth_scenario", "pair run_year herd", f64, "1", "the same of the scenario"},

  {"displacement", "mean", "herd", f64, "km", "distance between the places where a mother gives birth in base and scenario: mean of a year's births, then over years and pairs", interval},
  {"displacement", "median", "herd", f64, "km", "the same distance: median of a year's births, then mean over years and pairs", interval},
  {"displacement", "share_moved", "herd distance", f64, "1", "share of the births in both that lie more than `distance` apart, mean over years and pairs", interval},
  {"displacement", "calves_in_both", "herd", f64, "1", "calves whose mother gives birth that year in both, summed over years and pairs"},
  {"displacement", "calves_base_only", "herd", f64, "1", "calves whose mother gives birth that year in the base only"},
  {"displacement", "calves_scenario_only", "herd", f64, "1", "calves whose mother gives birth that year in the scenario only"},
  {"displacement", "mean_by_pair", "pair year herd", f64, "km", "mean distance of a year's births"},
  {"displacement", "median_by_pair", "pair year herd", f64, "km", "median distance of a year's births"},

  {"overlap", "affinity", "herd", f64, "1", "Bhattacharyya affinity of a year's calving grounds in base and scenario (0 apart, 1 alike), mean over years and pairs", interval},
  {"overlap", "intersection", "herd", f64, "1", "volume of intersection of the same (0 apart, 1 alike)", interval},
  {"overlap", "affinity_by_pair", "pair year herd", f64, "1", "Bhattacharyya affinity of the two grounds of the year"},
  {"overlap", "intersection_by_pair", "pair year herd", f64, "1", "volume of intersection of the two grounds of the year"},

  {"infrastructure", "from", "band", f64, "km", "distance to the nearest infrastructure at which the band begins"},
  {"infrastructure", "to", "band", f64, "km", "distance at which it ends; not in it"},
  {"infrastructure", "area", "band", f64, "km2", "area of the cells of the band"},
  {"infrastructure", "births_base", "herd band", f64, "1", "calves born in the band in a year of the base, mean over years and pairs"},
  {"infrastructure", "births_scenario", "herd band", f64, "1", "the same of the scenario"},
  {"infrastructure", "births_ratio", "herd band", f64, "1", "relative use: births of the scenario by those of the base; missing where the base has none", interval},
  {"infrastructure", "use_base", "herd season band", f64, "d", "animal-days in the band over the whole run of the base, mean over pairs"},
  {"infrastructure", "use_scenario", "herd season band", f64, "d", "the same of the scenario"},
  {"infrastructure", "use_ratio", "herd season band", f64, "1", "relative use: animal-days of the scenario by those of the base; missing where the base has none", interval},

  {"map", "lat", "y x", f32, north, "latitude of the cell centre"},
  {"map", "lon", "y x", f32, east, "longitude of the cell centre"},
  {"map", "elevation", "y x", f32, "m", "height above mean sea level; 0 at sea"},
  {"map", "land_fraction", "y x", f32, "1", "share of the cell that is not sea"},
  {"map", "region_mask", "y x", i32, "1", "regions that hold the cell centre, a bit each (bit r: region r)"},
  {"map", "region_kind", "region", i8, "1", "jurisdictions (0) share out the grid, overlays (1) may overlap"},
  {"map", "community_lat", "community", f32, north, "latitude of the community"},
  {"map", "community_lon", "community", f32, east, "longitude of the community"},
  {"map", "infrastructure_distance", "y x", f32, "km", "distance to the nearest infrastructure of the scenario, as in its runs; only where it has some"},
  {"map", "infrastructure_footprint", "y x", f32, "1", "share of the cell that is built over in the scenario; only where it has infrastructure"},
  {"map", "season_first_doy", "season", i32, "1", "day of the year on which the season begins (1 January is 1); it lasts until another begins"},
  {"map", "density_base", "herd y x", f32, "km-2", "calves born a year and km2 in the base, smoothed by the kernel of the runs (output.kernel), mean over years and pairs"},
  {"map", "density_scenario", "herd y x", f32, "km-2", "the same of the scenario"},
  {"map", "density_gained", "herd y x", f32, "km-2", "scenario less base where the scenario has more, else 0"},
  {"map", "density_lost", "herd y x", f32, "km-2", "base less scenario where the base has more, else 0"},
  {"map", "births_base", "herd y x", f32, "1", "calves born in the cell in a year of the base, mean over years and pairs"},
  {"map", "births_scenario", "herd y x", f32, "1", "the same of the scenario"},
  {"map", "use_difference", "herd season y x", f32, "d", "animal-days in the cell in the season over the whole run, scenario less base, mean over pairs"},

  {"calving", "pair", "birth", i32, "1", "pair of runs, by its number in pairs/"},
  {"calving", "year", "birth", i32, "1", "calendar year"},
  {"calving", "herd", "birth", i32, "1", "herd of the mother, by its number"},
  {"calving", "mother", "birth", i64, "1", "agent that gives birth; the same animal in base and scenario"},
  {"calving", "animals", "birth", f32, "1", "calves that this row stands for"},
  {"calving", "born_base", "birth", i8, "1", "1: she gives birth in the base"},
  {"calving", "born_scenario", "birth", i8, "1", "1: she gives birth in the scenario"},
  {"calving", "displacement", "birth", f32, "km", "from the place in the base to that in the scenario; missing if she does not give birth in both"},
  {"calving", "x_base", "birth", f32, "m", "easting of the birth in the base, in the projection of map/crs"},
  {"calving", "y_base", "birth", f32, "m", "northing of the birth in the base"},
  {"calving", "lat_base", "birth", f32, north, "latitude of the birth in the base"},
  {"calving", "lon_base", "birth", f32, east, "longitude of the birth in the base"},
  {"calving", "x_scenario", "birth", f32, "m", "easting of the birth in the scenario"},
  {"calving", "y_scenario", "birth", f32, "m", "northing of the birth in the scenario"},
  {"calving", "lat_scenario", "birth", f32, north, "latitude of the birth in the scenario"},
  {"calving", "lon_scenario", "birth", f32, east, "longitude of the birth in the scenario"},
  {"calving", "alive_end_of_june_base", "birth", f32, "1", "calves of `animals` alive at the end of 30 June in the base"},
  {"calving", "alive_end_of_june_scenario", "birth", f32, "1", "calves of `animals` alive at the end of 30 June in the scenario"},
  // clang-format on
};

constexpr ComparisonGroup groups_of_file[] = {
  {"pairs", "runs that were compared",
   "A run of the base and one of the scenario with the same seed, replicate and days."},
  {impact_group, "calving grounds and herds, scenario against base",
   "Every variable of the runs' impact/, in these forms. Differences are taken pair by pair and year by year, then "
   "averaged over years and over pairs. Intervals are the middle 95 % of a bootstrap that draws pairs, or the years of "
   "fewer than three pairs. Where pairs cover three spans of days or more (pairs/first_day), it draws these, each the "
   "mean of its pairs. Of fewer than ten values drawn, intervals are Student's t. Intervals hold the model's own randomness and the years of weather, not its parameters."},
  {"growth", "growth of the herds", "From the animals alive on the first day and on the last of each year of a run."},
  {"displacement", "how far mothers were moved", "Births of the same mother in the same year, weighed by calves."},
  {"overlap", "overlap of calving grounds", "Kernel utilisation distributions of a year's births, base with scenario."},
  {"infrastructure", "use near infrastructure",
   "Cells by their distance to the nearest infrastructure of the scenario (map/infrastructure_distance of its result). "
   "Left out if the scenario has none."},
  {"map", "maps on the model grid", "Cells are square, rows go from south to north."},
  {"calving", "births, one by one", "One row per mother and year: where she gives birth in the base and the scenario."},
};

constexpr ComparisonStatistic statistics[] = {
  {"_base", "in the base, mean over years and pairs"},
  {"_scenario", "in the scenario, mean over years and pairs"},
  {"_difference", "scenario less base, mean over years and pairs"},
  {"_low_95", "lower end of the 95 % interval of the difference; missing for one pair of one year"},
  {"_high_95", "upper end of the 95 % interval of the difference"},
  {"_se_paired", "standard error of the difference"},
  {"_se_unpaired", "standard error that the difference would have if base and scenario were drawn apart"},
  {"_se_ratio", "paired by unpaired standard error: below 1 the common draws helped", false, true},
  {"_by_pair", "scenario less base, of each pair and year", true},
};

constexpr ComparisonAxisMeaning axes[] = {
  {"pair", "pairs of runs, in the order of seed, replicate and first day"},
  {"year", "calendar year; where not all pairs have the same, the year of the run, counted from 1"},
  {"run_year", "years of the runs, counted from their first day: 1 is the first"},
  {"herd", "herd"},
  {"region", "region; as all further dimensions of impact/ as in the runs"},
  {"season", "season of map/use"},
  {"community", "community of the scenario"},
  {"band", "bands of distance to infrastructure: six side by side, then those within 1, 2 and 5 km"},
  {"distance", "least distance moved (km)"},
  {"birth", "mothers and years"},
  {"y", "northing of the cell centre"},
  {"x", "easting of the cell centre"},
};

constexpr ComparisonAttribute attributes[] = {
  {"Conventions", "the conventions the file keeps"},
  {"title", "titles of the two"},
  {"source", "program and version"},
  {"format", "`rangifer comparison`: by this a reader knows the file"},
  {"format_version", "grows when a reader of the version before would go wrong"},
  {"version", "of the program that compared"},
  {"commit", "of its source code"},
  {"base_title", "title of the base"},
  {"scenario_title", "title of the scenario"},
  {"base_files", "results of the base, one a line, in the order of `pair`"},
  {"scenario_files", "results of the scenario, likewise"},
  {"changed_parameters", "parameters and inputs that differ, with the values of both, JSON; null: not there"},
  {"left_out", "variables of impact/ that not all files have, one a line"},
  {"samples", "draws of the bootstrap"},
  {"summary", "what the program printed"},
};

}  // namespace

std::span<const ComparisonGroup> comparison_groups() { return groups_of_file; }
std::span<const ComparisonStatistic> comparison_statistics() { return statistics; }
std::span<const ComparisonAxisMeaning> comparison_axes() { return axes; }
std::span<const ComparisonAttribute> comparison_attributes() { return attributes; }

std::vector<ComparisonVariable> comparison_variables()
{
  std::vector<ComparisonVariable> all;
  for (const Row& r : rows) {
    const auto add = [&](const char* suffix, std::string long_name) {
      all.push_back({std::string(r.group), std::string(r.name) + suffix, std::string(r.dimensions), r.type,
                     std::string(r.units), std::move(long_name)});
    };
    add("", std::string(r.long_name));
    if (!r.interval) continue;
    add("_low_95", fmt::format("lower end of the 95 % interval of `{}`", r.name));
    add("_high_95", fmt::format("upper end of the 95 % interval of `{}`", r.name));
  }
  return all;
}

}  // namespace rangifer::record
