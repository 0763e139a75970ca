#pragma once
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "record/run_file.h"

/// A run of 70 days, two herds and 108 cells, made up so that a reader can tell each value from the next.
namespace tiny {

using namespace rangifer;

inline constexpr int days = 70;  // two chunks of days and a piece of a third
inline constexpr int steps_a_day = 8;
inline constexpr std::uint64_t large_id = 0x7000'0000'0000'0001ull;  // no double holds it

inline landscape::Terrain terrain()
{
  landscape::Terrain t;
  t.grid = {"+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84", -12000, -6000, 2000, 12, 9};
  for (int row = 0; row < t.grid.rows; ++row) {
    for (int column = 0; column < t.grid.columns; ++column) {
      const float r = static_cast<float>(row), c = static_cast<float>(column);
      t.elevation_m.push_back(100 * r + c);
      t.land_fraction.push_back(row == 8 ? 0.0f : 1.0f);
      t.latitude_deg.push_back(67.95f + 0.0179f * r);
      t.longitude_deg.push_back(-141.26f + 0.048f * c);
      t.forest.push_back(row < 3);
    }
  }
  return t;
}

/// West and east of the border share out the grid; a third lies over both.
inline landscape::Regions regions()
{
  landscape::Regions r;
  r.list = {{"Alaska", "jurisdiction", "US", false, "Natural Earth"},
            {"Yukon", "jurisdiction", "CA", false, "Natural Earth"},
            {"1002 Area", "overlay", "US", true, "published description"},
            {"elsewhere", "jurisdiction", "", false, ""}};
  for (int row = 0; row < 9; ++row)
    for (int column = 0; column < 12; ++column) {
      const std::uint32_t land = column < 6 ? 1u : 2u;
      r.mask.push_back(row == 8 ? 8u : land | (row > 5 ? 4u : 0u));
    }
  return r;
}

inline record::RunDescription description()
{
  record::RunDescription d;
  d.title = "a tiny run für Tests";
  d.scenario_text = "[run]\nstart = 2001-05-01\n" + std::string(70'000, '#');  // more than 64 KiB
  d.parameters_json = R"({"run":{"seed":7}})";
  d.version = "0.1.0";
  d.commit = "0123456789abcdef";
  d.seed = 0xffff'ffff'ffff'fff0ull;
  d.replicate = 3;
  d.step_h = 3;
  d.crs_wkt =
    R"WKT(PROJCRS["unknown",BASEGEOGCRS["unknown",)WKT"
    R"WKT(DATUM["World Geodetic System 1984",)WKT"
    R"WKT(ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ID["EPSG",6326]],)WKT"
    R"WKT(PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8901]]],)WKT"
    R"WKT(CONVERSION["unknown",METHOD["Lambert Azimuthal Equal Area",ID["EPSG",9820]],)WKT"
    R"WKT(PARAMETER["Latitude of natural origin",68,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],)WKT"
    R"WKT(PARAMETER["Longitude of natural origin",-141,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],)WKT"
    R"WKT(PARAMETER["False easting",0,LENGTHUNIT["metre",1],ID["EPSG",8806]],)WKT"
    R"WKT(PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],)WKT"
    R"WKT(CS[Cartesian,2],)WKT"
    R"WKT(AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1,ID["EPSG",9001]]],)WKT"
    R"WKT(AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1,ID["EPSG",9001]]]])WKT";
  d.crs_text = {{"grid_mapping_name", "lambert_azimuthal_equal_area"}};
  d.crs_number = {{"latitude_of_projection_origin", {68}},
                  {"longitude_of_projection_origin", {-141}},
                  {"false_easting", {0}},
                  {"false_northing", {0}},
                  {"semi_major_axis", {6378137}},
                  {"inverse_flattening", {298.257223563}}};
  d.first_day = make_day(2001, 5, 1);
  d.herds = {"porcupine", "central_arctic"};
  d.communities = {"Old Crow", "Aklavik"};
  d.seasons = {"winter", "spring", "calving"};
  d.season_first_doy = {335, 91, 152};
  d.latitude_band_edge_deg = {66, 68, 69, 70};
  d.track_ids = {large_id, 5, 9};
  d.track_herd = {0, 0, 1};
  d.track_cohort = {0, 1, 0};
  return d;
}

/// One animal of each herd dies on each day, a calf is born on each; all stand in Alaska or Yukon.
inline herd::DayReport day(int number)
{
  herd::DayReport report {make_day(2001, 5, 1) + std::chrono::days {number}, {}};
  for (int h = 0; h < 2; ++h) {
    herd::HerdDay today;
    today.alive_before = 1000 + h;
    today.born = 1;
    today.lost = {1};
    today.alive = {600, 300 + h, 100 - 1, 1};
    today.in_mode = {1000, 0, 0, 0, 0, 0, 0, 0, 0, h};
    today.cow_distance_km = 5 + 0.1 * number;
    today.cow_x_m = 100.0 * number;
    today.cow_snow_depth_m = 0.25;
    today.cow_mass_kg = 80 + 0.1 * number;
    for (std::size_t e = 0; e < expense_count; ++e) today.cow_spent_mj[e] = static_cast<double>(e) + 0.5;
    today.energy_in_mj = 20'000 + number;
    today.energy_spent_mj = 24'000 + h;
    today.energy_stored_mj = today.energy_in_mj - today.energy_spent_mj;
    today.energy_worst_mj = 1e-6;
    today.in_region = {number, 1000 + h - number, 7, 0};
    today.near_community = {number, 2};
    today.crossed = {{{1, 2, 3}, {4, 5, number}}};
    report.herd.push_back(today);
  }
  return report;
}

inline herd::Birth birth(int number)
{
  herd::Birth b;
  b.mother = large_id + static_cast<std::uint64_t>(number);
  b.herd = number % 2;
  b.animals = 10;
  b.day = make_day(2001, 6, 1) + std::chrono::days {number};
  b.x_m = 1000.0f * static_cast<float>(number);
  b.regions = 5;
  b.ndvi_21_june = std::numeric_limits<float>::quiet_NaN();
  b.alive_end_of_june = 7.5f;
  b.mother_age_y = 3 + number;
  b.birth_mass_kg = 6.5f;
  b.mother_mass_kg = 81.5f;
  b.mass_28d_kg = 17.25f;
  b.mass_42d_kg = std::numeric_limits<float>::quiet_NaN();
  b.snow_free_doy = number == 0 ? 0 : 150;
  return b;
}

/// The second of the three followed agents dies on day 10.
inline std::vector<herd::TrackPoint> track(int step)
{
  const float s = static_cast<float>(step);
  const std::int8_t second = step < 10 * steps_a_day ? 1 : 0;
  return {{s, 2 * s, -141, 68, 3, 1}, {s + 0.5f, 0, -140, 69, 4, second}, {-s, 0, -139, 70, 9, 1}};
}

inline herd::YearMaps maps(int year)
{
  herd::YearMaps m;
  m.year = year;
  m.births = Field(108, static_cast<float>(year));
  m.snow_free_doy = Field(108, 150);
  m.snow_free_doy[0] = std::numeric_limits<float>::quiet_NaN();
  m.green_up_doy = m.mosquito_hours = m.oestrid_hours = Field(108, 1);
  m.calving_isopleth = {Field(108, 0.5f), Field(108, 0.95f)};
  return m;
}

inline herd::ImpactYear impact(int year, int herd)
{
  herd::ImpactYear i;
  i.year = year;
  i.herd = herd;
  i.births = 20 + herd;
  i.birth_share = {0.25, 0.75, 0.125, 0};
  i.june_calf_survival_by_region = {0.7, 0.8, std::numeric_limits<double>::quiet_NaN(), 0};
  i.days_in_region = {100, 265, 30, 0};
  i.community_animals.assign(53 * 2, 12.5 + herd);
  i.crossings = {40, 30 + herd};
  i.crossing_doy = {150, 240};
  i.annual_area_km2 = 5000 + herd;
  i.autumn_mass_pregnant_kg = 90 + herd;
  i.parturition_adult = std::numeric_limits<double>::quiet_NaN();
  return i;
}

inline void append_days(record::RunFile& file, int first, int last)
{
  for (int d = first; d < last; ++d) {
    file.append(day(d));
    for (int s = d * steps_a_day; s < (d + 1) * steps_a_day; ++s)
      file.append_track(24.0 * days_since_1970(day(0).day) + 3.0 * (s + 1), track(s));
  }
}

/// All that is reported at the ends of the years and of the run.
inline void append_years(record::RunFile& file)
{
  std::vector<herd::Birth> births;
  for (int b = 0; b < 5; ++b) births.push_back(birth(b));
  file.append(births);
  for (const int year : {2001, 2002}) {
    file.append(maps(year));
    for (const int h : {1, 0}) file.append(impact(year, h));
  }
  const std::vector<Field> use {Field(108, 1), Field(108, 2), Field(108, 3)};
  file.write_use(0, use);
}

/// The whole run into a file.
inline void write(const std::filesystem::path& path, const record::Performance& performance = {})
{
  record::RunFile file(path, description(), terrain(), regions());
  append_days(file, 0, days);
  append_years(file);
  file.close(performance);
}

}  // namespace tiny
