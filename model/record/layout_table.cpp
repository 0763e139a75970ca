#include "record/layout_table.h"

#include <array>
#include <limits>

#include "base/expense.h"
#include "base/week.h"
#include "herd/mode.h"

namespace rangifer::record {

namespace {

using herd::Birth;
using herd::HerdDay;
using herd::ImpactYear;
using herd::TrackPoint;
using herd::YearMaps;
using landscape::Terrain;

constexpr float gap = std::numeric_limits<float>::quiet_NaN();

template <class Record, class Value>
Record record_of(Value Record::*);
template <auto Member>
using RecordOf = decltype(record_of(Member));

/// A number, an array or an array of arrays that a record holds as it goes into the file.
template <auto Member>
void take(const RecordOf<Member>& record, Column& out)
{
  out.push(record.*Member);
}

template <auto Member>
void of_terrain(const Context& c, Column& out)
{
  out.push(c.terrain.*Member);
}

template <auto Member>
void of_run(const Context& c, Column& out)
{
  out.push(c.run.*Member);
}

template <auto Member>
void of_regions(const Context& c, Column& out)
{
  for (const auto& region : c.regions.list) out.push(region.*Member);
}

/// Of an animal that is still alive; after its death the place is missing.
template <auto Member>
void while_alive(const TrackPoint& p, Column& out)
{
  out.push(p.alive != 0 ? p.*Member : gap);
}

void mode_while_alive(const TrackPoint& p, Column& out) { out.push(p.alive != 0 ? int {p.mode} : -1); }

void day_of_birth(const Birth& b, Column& out) { out.push(days_since_1970(b.day)); }

void day_edges(const Stamp& s, Column& out)
{
  out.push(s.from_d);
  out.push(s.until_d);
}

void eastings(const Context& c, Column& out)
{
  for (int i = 0; i < c.terrain.grid.columns; ++i) out.push(c.terrain.grid.x_of(i));
}

void northings(const Context& c, Column& out)
{
  for (int i = 0; i < c.terrain.grid.rows; ++i) out.push(c.terrain.grid.y_of(i));
}

std::size_t bands(const Context& c)
{
  const auto edges = c.run.latitude_band_edge_deg.size();
  return edges > 0 ? edges - 1 : 0;
}

void band_middles(const Context& c, Column& out)
{
  const auto& edge = c.run.latitude_band_edge_deg;
  for (std::size_t i = 0; i < bands(c); ++i) out.push(0.5 * (edge[i] + edge[i + 1]));
}

void band_edges(const Context& c, Column& out)
{
  const auto& edge = c.run.latitude_band_edge_deg;
  for (std::size_t i = 0; i < bands(c); ++i) {
    out.push(edge[i]);
    out.push(edge[i + 1]);
  }
}

bool has_infrastructure(const Context& c) { return c.terrain.developments.any(); }

void distances(const Context& c, Column& out) { out.push(c.terrain.developments.distance_km); }
void footprints(const Context& c, Column& out) { out.push(c.terrain.developments.footprint); }

void week_numbers(const Context&, Column& out)
{
  for (std::size_t w = 1; w <= weeks_in_year; ++w) out.push(w);
}

void zero(const Context&, Column& out) { out.push(0); }

void region_kinds(const Context& c, Column& out)
{
  for (const auto& region : c.regions.list) out.push(region.kind == "jurisdiction" ? 0 : 1);
}

constexpr std::string_view days = "days since 1970-01-01";
constexpr std::string_view is_time = "standard_name=time; calendar=standard; axis=T";
constexpr std::string_view is_x = "standard_name=projection_x_coordinate; axis=X";
constexpr std::string_view is_y = "standard_name=projection_y_coordinate; axis=Y";

// Order: the order of the dimensions in each group. Unlimited ones first; bnds last.
const std::array dimension_rows {
  // clang-format off
  Dimension {.name = "time", .long_name = "day, from midnight to midnight", .type = Type::f64, .units = days,
             .attributes = is_time, .values = &take<&Stamp::from_d>, .bounds = "time_bnds",
             .bounds_values = &day_edges, .rows_per_chunk = 32},
  Dimension {.name = "year", .long_name = "calendar year", .units = "1", .values = &take<&Stamp::year>},
  Dimension {.name = "birth", .long_name = "births, in the order of the days", .rows_per_chunk = 4096},
  Dimension {.name = "trajectory", .long_name = "agents that are followed",
             .length = [](const Context& c) { return c.run.track_ids.size(); }},
  Dimension {.name = "obs", .long_name = "steps, in order", .rows_per_chunk = 256},
  Dimension {.name = "herd", .long_name = "herd", .units = "1", .words = Words::herds, .label = "herd_name",
             .length = [](const Context& c) { return c.run.herds.size(); }},
  Dimension {.name = "season", .long_name = "season", .type = Type::i8, .units = "1", .words = Words::seasons,
             .label = "season_name", .length = [](const Context& c) { return c.run.seasons.size(); }},
  Dimension {.name = "cohort", .long_name = "age and sex class", .type = Type::i8, .units = "1",
             .words = Words::cohorts, .label = "cohort_name",
             .length = [](const Context&) { return herd::cohort_count; }},
  Dimension {.name = "cause", .long_name = "why an animal left the herd", .type = Type::i8, .units = "1",
             .words = Words::losses, .label = "cause_name",
             .length = [](const Context&) { return herd::loss_count; }},
  Dimension {.name = "expense", .long_name = "what energy is spent on", .type = Type::i8, .units = "1",
             .words = Words::expenses, .label = "expense_name",
             .length = [](const Context&) { return expense_count; }},
  Dimension {.name = "mode", .long_name = "movement state", .type = Type::i8, .units = "1",
             .words = Words::modes, .label = "mode_name",
             .length = [](const Context&) { return herd::mode_count; }},
  Dimension {.name = "direction", .long_name = "direction of the crossing: westward is into Alaska",
             .type = Type::i8, .units = "1", .words = Words::directions, .label = "direction_name",
             .length = [](const Context&) { return std::size_t {2}; }},
  Dimension {.name = "latitude_band", .long_name = "middle of the latitude band", .type = Type::f64,
             .units = "degrees_north", .attributes = "standard_name=latitude; axis=Y", .values = &band_middles,
             .bounds = "latitude_band_bnds", .bounds_values = &band_edges, .length = &bands},
  Dimension {.name = "region", .long_name = "region", .units = "1", .words = Words::regions,
             .label = "region_name", .length = [](const Context& c) { return c.regions.list.size(); }},
  Dimension {.name = "week", .long_name = "week of the year from 1 January, the 53rd of a day or two", .type = Type::i32,
             .units = "1", .values = &week_numbers, .length = [](const Context&) { return weeks_in_year; }},
  Dimension {.name = "community", .long_name = "community", .units = "1", .words = Words::communities,
             .label = "community_name", .length = [](const Context& c) { return c.run.communities.size(); }},
  Dimension {.name = "y", .long_name = "northing of the cell centre", .type = Type::f64, .units = "m",
             .attributes = is_y, .values = &northings,
             .length = [](const Context& c) { return static_cast<std::size_t>(c.terrain.grid.rows); }},
  Dimension {.name = "x", .long_name = "easting of the cell centre", .type = Type::f64, .units = "m",
             .attributes = is_x, .values = &eastings,
             .length = [](const Context& c) { return static_cast<std::size_t>(c.terrain.grid.columns); }},
  Dimension {.name = "bnds", .long_name = "the two edges",
             .length = [](const Context&) { return std::size_t {2}; }},
  // clang-format on
};

constexpr auto f32 = Type::f32;
constexpr auto f64 = Type::f64;
constexpr auto i8 = Type::i8;
constexpr auto i32 = Type::i32;
constexpr auto i64 = Type::i64;
constexpr auto text = Type::text;
constexpr auto place = Role::place;
constexpr double no_gap = std::numeric_limits<double>::quiet_NaN();

constexpr std::string_view north = "degrees_north", east = "degrees_east";
constexpr std::string_view is_lat = "standard_name=latitude", is_lon = "standard_name=longitude";
constexpr std::string_view easting = "standard_name=projection_x_coordinate";
constexpr std::string_view northing = "standard_name=projection_y_coordinate";
constexpr std::string_view thd = "time herd";

const std::array variable_rows {
  // clang-format off
  Variable {"/", "crs", "", i32, "", "projection of the run", &zero, "", Words::none, Role::grid_mapping},
  Variable {"/", "lat", "y x", f32, north, "latitude of the cell centre", &of_terrain<&Terrain::latitude_deg>, is_lat, Words::none, place},
  Variable {"/", "lon", "y x", f32, east, "longitude of the cell centre", &of_terrain<&Terrain::longitude_deg>, is_lon, Words::none, place},
  Variable {"/", "elevation", "y x", f32, "m", "height above mean sea level; 0 at sea", &of_terrain<&Terrain::elevation_m>, "standard_name=surface_altitude"},
  Variable {"/", "births", "year y x", f32, "1", "calves born in the cell", &take<&YearMaps::births>},
  Variable {"/", "snow_free_doy", "year y x", f32, "1", "day of the year on which the cell became free of snow (1 January is 1); missing where snow never left or never lay", &take<&YearMaps::snow_free_doy>},

  Variable {"map", "crs", "", i32, "", "projection of the run", &zero, "", Words::none, Role::grid_mapping},
  Variable {"map", "lat", "y x", f32, north, "latitude of the cell centre", &of_terrain<&Terrain::latitude_deg>, is_lat, Words::none, place},
  Variable {"map", "lon", "y x", f32, east, "longitude of the cell centre", &of_terrain<&Terrain::longitude_deg>, is_lon, Words::none, place},
  Variable {"map", "elevation", "y x", f32, "m", "height above mean sea level; 0 at sea", &of_terrain<&Terrain::elevation_m>, "standard_name=surface_altitude"},
  Variable {"map", "land_fraction", "y x", f32, "1", "share of the cell that is not sea", &of_terrain<&Terrain::land_fraction>, "standard_name=land_area_fraction"},
  Variable {"map", "forest", "y x", i8, "1", "below the tree line", &of_terrain<&Terrain::forest>, "", Words::no_yes},
  Variable {"map", "region_mask", "y x", i32, "1", "regions that hold the cell centre, a bit each", [](const Context& c, Column& out) { out.push(c.regions.mask); }, "", Words::region_bits},
  Variable {"map", "region_kind", "region", i8, "1", "jurisdictions share out the grid, overlays may overlap", &region_kinds, "", Words::kinds},
  Variable {"map", "infrastructure_distance", "y x", f32, "km", "distance to the nearest infrastructure, mean over the cell, 50 at most; only in runs with infrastructure", &distances, "", Words::none, Role::data, no_gap, &has_infrastructure},
  Variable {"map", "infrastructure_footprint", "y x", f32, "1", "share of the cell that is built over, where nothing is left to eat; only in runs with infrastructure", &footprints, "", Words::none, Role::data, no_gap, &has_infrastructure},
  Variable {"map", "season_first_doy", "season", i32, "1", "day of the year on which the season begins (1 January is 1); it lasts until another begins", &of_run<&RunDescription::season_first_doy>},
  Variable {"map", "use", "herd season y x", f32, "d", "animal-days spent in the cell in the season, over the whole run"},
  Variable {"map", "births", "year y x", f32, "1", "calves born in the cell", &take<&YearMaps::births>},
  Variable {"map", "calving_isopleth", "year herd y x", f32, "1", "smallest isopleth of the kernel utilisation distribution of the year's births that holds the cell: the line at 0.95 is the edge of the annual calving ground; missing beyond the distribution", &take<&YearMaps::calving_isopleth>},
  Variable {"map", "snow_free_doy", "year y x", f32, "1", "day of the year on which the cell became free of snow (1 January is 1); missing where snow never left or never lay", &take<&YearMaps::snow_free_doy>},
  Variable {"map", "green_up_doy", "year y x", f32, "1", "day of the year of half green-up (1 January is 1); missing where none", &take<&YearMaps::green_up_doy>},
  Variable {"map", "mosquito_hours", "year y x", f32, "h", "mosquito index (0 to 1) summed over the hours of the year", &take<&YearMaps::mosquito_hours>},
  Variable {"map", "oestrid_hours", "year y x", f32, "h", "warble and nose-bot fly index (0 to 1) summed over the hours of the year", &take<&YearMaps::oestrid_hours>},

  Variable {"herd", "alive", "time herd cohort", i64, "1", "animals alive at the end of the day", &take<&HerdDay::alive>},
  Variable {"herd", "lost", "time herd cause", i64, "1", "animals that died or left during the day, calves included", &take<&HerdDay::lost>},
  Variable {"herd", "born", thd, i64, "1", "calves born during the day", &take<&HerdDay::born>},
  Variable {"herd", "in_mode", "time herd mode", i64, "1", "adults and yearlings by movement state at the end of the day", &take<&HerdDay::in_mode>},
  Variable {"herd", "cow_distance", thd, f64, "km", "mean path of a cow during the day", &take<&HerdDay::cow_distance_km>},
  Variable {"herd", "bull_distance", thd, f64, "km", "mean path of a bull during the day", &take<&HerdDay::bull_distance_km>},
  Variable {"herd", "cow_x", thd, f64, "m", "mean easting of the cows, in the projection of map/crs", &take<&HerdDay::cow_x_m>, easting},
  Variable {"herd", "cow_y", thd, f64, "m", "mean northing of the cows, in the projection of map/crs", &take<&HerdDay::cow_y_m>, northing},
  Variable {"herd", "bull_x", thd, f64, "m", "mean easting of the bulls, in the projection of map/crs", &take<&HerdDay::bull_x_m>, easting},
  Variable {"herd", "bull_y", thd, f64, "m", "mean northing of the bulls, in the projection of map/crs", &take<&HerdDay::bull_y_m>, northing},
  Variable {"herd", "cows_on_plain", thd, f64, "1", "share of the cows on the arctic coastal plain", &take<&HerdDay::cows_on_plain>},
  Variable {"herd", "bulls_on_plain", thd, f64, "1", "share of the bulls on the arctic coastal plain", &take<&HerdDay::bulls_on_plain>},
  Variable {"herd", "cow_mass", thd, f64, "kg", "live mass of a cow of three years and more, without a calf in the womb", &take<&HerdDay::cow_mass_kg>},
  Variable {"herd", "cow_fat", thd, f64, "kg", "fat of such a cow", &take<&HerdDay::cow_fat_kg>},
  Variable {"herd", "cow_protein", thd, f64, "kg", "protein of such a cow", &take<&HerdDay::cow_protein_kg>},
  Variable {"herd", "bull_mass", thd, f64, "kg", "live mass of a bull of two years and more", &take<&HerdDay::bull_mass_kg>},
  Variable {"herd", "calf_mass", thd, f64, "kg", "mass of a calf at heel; missing without any", &take<&HerdDay::calf_mass_kg>},
  Variable {"herd", "cow_intake", thd, f64, "MJ d-1", "metabolisable energy eaten by a cow", &take<&HerdDay::cow_intake_mj>},
  Variable {"herd", "cow_need", thd, f64, "MJ d-1", "metabolisable energy with which her body would stay as it is", &take<&HerdDay::cow_need_mj>},
  Variable {"herd", "cow_spent", "time herd expense", f64, "MJ d-1", "metabolisable energy spent by a cow", &take<&HerdDay::cow_spent_mj>},
  Variable {"herd", "cow_snow_depth", thd, f64, "m", "mean snow depth where the cows are", &take<&HerdDay::cow_snow_depth_m>, "standard_name=surface_snow_thickness"},
  Variable {"herd", "cow_greenness", thd, f64, "1", "mean greenness where the cows are, 1 at full green-up", &take<&HerdDay::cow_greenness>},
  Variable {"herd", "held_back", thd, i64, "1", "animals without their calves that a road or pipeline stopped during the day", &take<&HerdDay::held_back>},
  Variable {"herd", "mosquito_index", thd, f64, "1", "mosquito index, mean over the cows and the hours of the day, 0 to 1", &take<&HerdDay::mosquito_index>},
  Variable {"herd", "oestrid_index", thd, f64, "1", "warble and nose-bot fly index, mean over the cows and the hours of the day, 0 to 1", &take<&HerdDay::oestrid_index>},

  Variable {"calving", "crs", "", i32, "", "projection of the run", &zero, "", Words::none, Role::grid_mapping},
  Variable {"calving", "time", "birth", f64, days, "day of the birth", &day_of_birth, "standard_name=time; calendar=standard", Words::none, place},
  Variable {"calving", "lat", "birth", f32, north, "latitude of the birth", &take<&Birth::latitude_deg>, is_lat, Words::none, place},
  Variable {"calving", "lon", "birth", f32, east, "longitude of the birth", &take<&Birth::longitude_deg>, is_lon, Words::none, place},
  Variable {"calving", "x", "birth", f32, "m", "easting of the birth", &take<&Birth::x_m>, easting, Words::none, place},
  Variable {"calving", "y", "birth", f32, "m", "northing of the birth", &take<&Birth::y_m>, northing, Words::none, place},
  Variable {"calving", "mother", "birth", i64, "1", "agent that gave birth; the same animal in every scenario", &take<&Birth::mother>},
  Variable {"calving", "herd", "birth", i32, "1", "herd of the mother", &take<&Birth::herd>, "", Words::herds},
  Variable {"calving", "animals", "birth", i32, "1", "calves that this row stands for", &take<&Birth::animals>},
  Variable {"calving", "in_region", "birth", i32, "1", "regions that hold the place, a bit each", &take<&Birth::regions>, "", Words::region_bits},
  Variable {"calving", "region_kind", "region", i8, "1", "jurisdictions share out the grid, overlays may overlap", &region_kinds, "", Words::kinds},
  Variable {"calving", "snow_cover", "birth", f32, "1", "snow-covered fraction at the place and day", &take<&Birth::snow_cover>, "standard_name=surface_snow_area_fraction"},
  Variable {"calving", "greenness", "birth", f32, "1", "greenness at the place and day, 1 at full green-up", &take<&Birth::greenness>},
  Variable {"calving", "ndvi_21_june", "birth", f32, "1", "NDVI at the place on 21 June; missing if the run ended before", &take<&Birth::ndvi_21_june>, "standard_name=normalized_difference_vegetation_index"},
  Variable {"calving", "snow_free_doy", "birth", i32, "1", "day of the year on which the place became free of snow (1 January is 1); missing if not yet", &take<&Birth::snow_free_doy>, "", Words::none, Role::data, 0},
  Variable {"calving", "plain", "birth", f32, "1", "share of low, gentle tundra around: refuge from predators", &take<&Birth::plain>},
  Variable {"calving", "displacement", "birth", f32, "km", "distance from the place she remembered", &take<&Birth::displacement_km>},
  Variable {"calving", "remembered_x", "birth", f32, "m", "easting of the place she remembered", &take<&Birth::remembered_x_m>, easting},
  Variable {"calving", "remembered_y", "birth", f32, "m", "northing of the place she remembered", &take<&Birth::remembered_y_m>, northing},
  Variable {"calving", "mother_age", "birth", i32, "year", "age of the mother, whole years", &take<&Birth::mother_age_y>},
  Variable {"calving", "birth_mass", "birth", f32, "kg", "mass of the newborn", &take<&Birth::birth_mass_kg>},
  Variable {"calving", "mother_mass", "birth", f32, "kg", "live mass of the mother, without the calf", &take<&Birth::mother_mass_kg>},
  Variable {"calving", "mass_28d", "birth", f32, "kg", "mass of the calf at the age of 28 days; missing if it died before", &take<&Birth::mass_28d_kg>},
  Variable {"calving", "mass_42d", "birth", f32, "kg", "mass of the calf at the age of 42 days; missing if it died before", &take<&Birth::mass_42d_kg>},
  Variable {"calving", "alive_end_of_june", "birth", f32, "1", "calves of `animals` alive at the end of 30 June", &take<&Birth::alive_end_of_june>},

  Variable {"crossing", "animals", "time herd direction latitude_band", i64, "1", "animals that crossed the border meridian during the day", &take<&HerdDay::crossed>},

  Variable {"region", "kind", "region", i8, "1", "jurisdictions share out the grid, overlays may overlap", &region_kinds, "", Words::kinds},
  Variable {"region", "country", "region", text, "", "country, empty for the sea and what lies beyond", &of_regions<&landscape::Region::country>},
  Variable {"region", "approximate", "region", i8, "1", "drawn from a description, not surveyed", &of_regions<&landscape::Region::approximate>, "", Words::no_yes},
  Variable {"region", "origin", "region", text, "", "where the outline comes from", &of_regions<&landscape::Region::source>},
  Variable {"region", "animals", "time herd region", i64, "1", "animals in the region at the end of the day, calves included", &take<&HerdDay::in_region>},

  Variable {"track", "crs", "", i32, "", "projection of the run", &zero, "", Words::none, Role::grid_mapping},
  Variable {"track", "animal_id", "trajectory", i64, "1", "agent; the same animal in every scenario", &of_run<&RunDescription::track_ids>, "cf_role=trajectory_id"},
  Variable {"track", "herd", "trajectory", i32, "1", "herd of the agent", &of_run<&RunDescription::track_herd>, "", Words::herds},
  Variable {"track", "cohort", "trajectory", i32, "1", "age and sex class when the following began", &of_run<&RunDescription::track_cohort>, "", Words::cohorts},
  Variable {"track", "time", "obs", f64, days, "end of the step", &take<&Stamp::from_d>, "standard_name=time; calendar=standard; axis=T", Words::none, place},
  Variable {"track", "lat", "trajectory obs", f32, north, "latitude; missing after death", &while_alive<&TrackPoint::latitude_deg>, is_lat, Words::none, place},
  Variable {"track", "lon", "trajectory obs", f32, east, "longitude; missing after death", &while_alive<&TrackPoint::longitude_deg>, is_lon, Words::none, place},
  Variable {"track", "x", "trajectory obs", f32, "m", "easting; missing after death", &while_alive<&TrackPoint::x_m>, easting, Words::none, place},
  Variable {"track", "y", "trajectory obs", f32, "m", "northing; missing after death", &while_alive<&TrackPoint::y_m>, northing, Words::none, place},
  Variable {"track", "mode", "trajectory obs", i8, "1", "movement state; missing after death", &mode_while_alive, "", Words::modes, Role::data, -1},
  Variable {"track", "alive", "trajectory obs", i8, "1", "alive at the end of the step", &take<&TrackPoint::alive>, "", Words::no_yes},

  Variable {"impact", "births", "year herd", i64, "1", "calves born", &take<&ImpactYear::births>},
  Variable {"impact", "birth_share", "year herd region", f64, "1", "share of the births in the region, 0 to 1", &take<&ImpactYear::birth_share>},
  Variable {"impact", "birth_share_east_of_border", "year herd", f64, "1", "share of the births east of the border meridian, 0 to 1", &take<&ImpactYear::birth_share_east_of_border>},
  Variable {"impact", "mean_birth_doy", "year herd", f64, "1", "mean day of the year of the births (1 January is 1)", &take<&ImpactYear::mean_birth_doy>},
  Variable {"impact", "sd_birth_doy", "year herd", f64, "d", "standard deviation of the day of birth", &take<&ImpactYear::sd_birth_doy>},
  Variable {"impact", "centroid_x", "year herd", f64, "m", "mean easting of the births, in the projection of map/crs", &take<&ImpactYear::centroid_x_m>, easting},
  Variable {"impact", "centroid_y", "year herd", f64, "m", "mean northing of the births, in the projection of map/crs", &take<&ImpactYear::centroid_y_m>, northing},
  Variable {"impact", "centroid_lat", "year herd", f64, north, "latitude of the mean place of the births", &take<&ImpactYear::centroid_latitude_deg>, is_lat},
  Variable {"impact", "centroid_lon", "year herd", f64, east, "longitude of the mean place of the births", &take<&ImpactYear::centroid_longitude_deg>, is_lon},
  Variable {"impact", "annual_area", "year herd", f64, "km2", "annual calving ground: 95 % of the kernel utilisation distribution of the births", &take<&ImpactYear::annual_area_km2>},
  Variable {"impact", "concentrated_area", "year herd", f64, "km2", "concentrated calving ground: above the mean kernel density within the 99 % isopleth", &take<&ImpactYear::concentrated_area_km2>},
  Variable {"impact", "concentrated_share", "year herd", f64, "1", "share of the distribution in the concentrated ground: the line at this value of map/calving_isopleth is its edge", &take<&ImpactYear::concentrated_share>},
  Variable {"impact", "reference_affinity", "year herd", f64, "1", "Bhattacharyya affinity of the distribution with that of the places the cows remembered when the run began, 0 apart to 1 alike", &take<&ImpactYear::reference_affinity>},
  Variable {"impact", "reference_intersection", "year herd", f64, "1", "volume of intersection of the same two, 0 apart to 1 alike", &take<&ImpactYear::reference_intersection>},
  Variable {"impact", "births_in_zone", "year herd", f64, "1", "share of the births in cells that a zone of influence of calving time reaches, active or not; missing without infrastructure", &take<&ImpactYear::births_in_zone>},
  Variable {"impact", "ground_in_zone", "year herd", f64, "1", "share of the kernel utilisation distribution of the births in such cells; missing without infrastructure", &take<&ImpactYear::ground_in_zone>},
  Variable {"impact", "june_calf_survival", "year herd", f64, "1", "share of the calves born that are alive at the end of 30 June", &take<&ImpactYear::june_calf_survival>},
  Variable {"impact", "june_calf_survival_by_region", "year herd region", f64, "1", "the same of the calves born in the region; missing without births there", &take<&ImpactYear::june_calf_survival_by_region>},
  Variable {"impact", "ndvi_21_june", "year herd", f64, "1", "NDVI on 21 June at the place of birth, median over the births", &take<&ImpactYear::ndvi_21_june>, "standard_name=normalized_difference_vegetation_index"},
  Variable {"impact", "snow_free_doy", "year herd", f64, "1", "day of the year on which the place of birth became free of snow, median over the births", &take<&ImpactYear::snow_free_doy>},
  Variable {"impact", "plain", "year herd", f64, "1", "refuge from predators at the place of birth, mean over the births", &take<&ImpactYear::plain>},
  Variable {"impact", "predator_exposure", "year herd", f64, "1", "chance of a newborn to be taken at the place of birth over that on an open plain, mean over the births", &take<&ImpactYear::predator_exposure>},
  Variable {"impact", "displacement", "year herd", f64, "km", "distance from the remembered place, mean over the births", &take<&ImpactYear::displacement_km>},
  Variable {"impact", "green_up_mismatch", "year herd", f64, "d", "day of birth less the day of half green-up at the place, median over the births", &take<&ImpactYear::green_up_mismatch_d>},
  Variable {"impact", "birth_mass", "year herd", f64, "kg", "mass of the newborn, mean over the births", &take<&ImpactYear::birth_mass_kg>},
  Variable {"impact", "mother_mass", "year herd", f64, "kg", "live mass of the mothers when they gave birth, without the calf", &take<&ImpactYear::mother_mass_kg>},
  Variable {"impact", "autumn_cow_mass", "year herd", f64, "kg", "live mass on the day of conception of cows that will be three years and more next June", &take<&ImpactYear::autumn_cow_mass_kg>},
  Variable {"impact", "autumn_mass_pregnant", "year herd", f64, "kg", "the same, of those that conceived", &take<&ImpactYear::autumn_mass_pregnant_kg>},
  Variable {"impact", "autumn_mass_barren", "year herd", f64, "kg", "the same, of those that did not", &take<&ImpactYear::autumn_mass_barren_kg>},
  Variable {"impact", "parturition_adult", "year herd", f64, "1", "births by cows of three years and more over such cows alive at the end of May", &take<&ImpactYear::parturition_adult>},
  Variable {"impact", "parturition_two_year", "year herd", f64, "1", "births by cows of two years over such cows alive at the end of May", &take<&ImpactYear::parturition_two_year>},
  Variable {"impact", "crossings", "year herd direction", i64, "1", "animals that crossed the border meridian: westward, out, from 1 April to 15 July; eastward, back, from 16 June to 30 November; one that crosses twice counts twice", &take<&ImpactYear::crossings>},
  Variable {"impact", "crossing_doy", "year herd direction", f64, "1", "day of the year by which half of these crossings were made (1 January is 1); missing without any", &take<&ImpactYear::crossing_doy>},
  Variable {"impact", "days_in_region", "year herd region", f64, "d", "days of the year that an animal spent in the region, mean over the herd's animals, calves included", &take<&ImpactYear::days_in_region>},
  Variable {"impact", "community_animals", "year herd week community", f64, "1", "animals within output.community_reach of the community, calves included, mean over the days of the week", &take<&ImpactYear::community_animals>},

  Variable {"audit", "alive_before", thd, i64, "1", "animals alive at the end of the day before", &take<&Audit::alive_before>},
  Variable {"audit", "born", thd, i64, "1", "calves born during the day", &take<&Audit::born>},
  Variable {"audit", "lost_total", thd, i64, "1", "animals that died or left during the day", &take<&Audit::lost>},
  Variable {"audit", "alive", thd, i64, "1", "animals alive at the end of the day", &take<&Audit::alive>},
  Variable {"audit", "residual", thd, i64, "1", "alive_before + born - lost_total - alive: 0, or the run fails", &take<&Audit::residual>},
  Variable {"audit", "jurisdiction_sum_residual", thd, i64, "1", "sum over the jurisdictions of region/ less alive: 0, or the run fails", &take<&Audit::jurisdiction_residual>},
  Variable {"audit", "energy_in", thd, f64, "MJ", "metabolisable energy eaten by the herd, calves included", &take<&Audit::energy_in_mj>},
  Variable {"audit", "energy_spent", thd, f64, "MJ", "energy it spent", &take<&Audit::energy_spent_mj>},
  Variable {"audit", "energy_stored", thd, f64, "MJ", "energy its bodies gained", &take<&Audit::energy_stored_mj>},
  Variable {"audit", "energy_residual", thd, f64, "MJ", "energy_in - energy_spent - energy_stored: nothing but rounding, or the run fails", &take<&Audit::energy_residual_mj>},
  Variable {"audit", "energy_worst", thd, f64, "MJ", "largest such residual of any one animal: below 0.001, or the run fails", &take<&Audit::energy_worst_mj>},
  // clang-format on
};

constexpr std::array group_rows {
  Group {"/", "the maps most asked for, once more",
         "For programs that read no groups (cdo, ncview): the same numbers as in map/."},
  Group {"map", "maps on the model grid",
         "What the land is, where the animals were, and what the years did to it. Cells are square, rows "
         "go from south to north."},
  Group {"herd", "herds, day by day", "Counts at midnight after the last step; means are per animal."},
  Group {"calving", "births, one by one",
         "One row per birth of an agent, which stands for `animals` calves: weigh by `animals`."},
  Group {"crossing", "crossings of the Alaska-Yukon border",
         "Animals that are on the other side of the border than the day before: once a day at most."},
  Group {"region", "animals by region",
         "Every cell lies in exactly one jurisdiction, so over those the counts sum to the herd; overlays "
         "may overlap."},
  Group {"track", "agents followed step by step",
         "A sample of the agents, as trajectories of the CF conventions; all share one time axis. Left out "
         "if the run follows none.",
         "featureType=trajectory"},
  Group {"impact", "calving grounds, year by year", "What a year says about the calving ground of a herd."},
  Group {"audit", "the books",
         "Neither animals nor energy are lost or made. A residual stops the run, so a finished file holds "
         "zeros, and of energy nothing but rounding."},
};

constexpr std::array root_rows {
  RootAttribute {"Conventions", "the conventions the file keeps",
                 [](const RunDescription&) -> AttributeValue { return std::string {"CF-1.10"}; }},
  RootAttribute {"title", "of the scenario", [](const RunDescription& r) -> AttributeValue { return r.title; }},
  RootAttribute {"source", "program and version",
                 [](const RunDescription& r) -> AttributeValue { return "rangifer " + r.version; }},
  RootAttribute {"format", "`rangifer run`: by this a reader knows the file",
                 [](const RunDescription&) -> AttributeValue { return std::string {"rangifer run"}; }},
  RootAttribute {"format_version", "grows when a reader of the version before would go wrong",
                 [](const RunDescription&) -> AttributeValue { return format_version; }},
  RootAttribute {"version", "of the program", [](const RunDescription& r) -> AttributeValue { return r.version; }},
  RootAttribute {"commit", "of the source code", [](const RunDescription& r) -> AttributeValue { return r.commit; }},
  RootAttribute {"scenario", "scenario files as read, parents first",
                 [](const RunDescription& r) -> AttributeValue { return r.scenario_text; }},
  RootAttribute {"parameters", "every parameter as used, JSON",
                 [](const RunDescription& r) -> AttributeValue { return r.parameters_json; }},
  RootAttribute {"inputs", "every input with its SHA-256, JSON",
                 [](const RunDescription& r) -> AttributeValue { return r.inputs_json; }},
  RootAttribute {"ensemble",
                 "only of a member of an ensemble, JSON: title, number of the member, members in all, and of each axis "
                 "its name, the member's value, that value's index and how many there are",
                 [](const RunDescription& r) -> AttributeValue { return r.ensemble_json; },
                 [](const RunDescription& r) { return !r.ensemble_json.empty(); }},
  RootAttribute {"seed", "of the random draws", [](const RunDescription& r) -> AttributeValue { return r.seed; }},
  RootAttribute {"replicate", "number of the replicate",
                 [](const RunDescription& r) -> AttributeValue { return r.replicate; }},
  RootAttribute {"step_h", "hours in a movement step",
                 [](const RunDescription& r) -> AttributeValue { return r.step_h; }},
  RootAttribute {"first_day", "first day of the run",
                 [](const RunDescription& r) -> AttributeValue { return to_string(r.first_day); }},
  RootAttribute {
    "branched_from",
    "of a run that began with the state of another (`--resume-from`): that file, its SHA-256, the day of the "
    "state, and title, seed and replicate of its run, JSON; else empty",
    [](const RunDescription& r) -> AttributeValue { return r.branched_from; }},
};

}  // namespace

std::span<const Dimension> table::dimensions() { return dimension_rows; }
std::span<const Variable> table::variables() { return variable_rows; }
std::span<const Group> groups() { return group_rows; }
std::span<const RootAttribute> root_attributes() { return root_rows; }

}  // namespace rangifer::record
