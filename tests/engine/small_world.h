#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <numbers>
#include <numeric>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/random.h"
#include "engine/destinations.h"
#include "engine/environment_day.h"
#include "engine/move.h"
#include "engine/observer.h"
#include "engine/simulation.h"
#include "engine/surfaces.h"
#include "engine/trail_day.h"
#include "herd/herd.h"
#include "landscape/derive_terrain.h"
#include "landscape/source.h"
#include "threads.h"

/// A made-up country of 240 x 200 km: sea in the north, a coastal plain, a ridge from west to east,
/// forest in the south, a border at x = 0, a river, a lake. All numbers that a test leans on are set here.
namespace small_world {

using namespace rangifer;

inline Grid grid() { return {"", -120'000, -100'000, 4000, 60, 50}; }

inline constexpr int first_sea_row = 46;

/// Flat, dry, treeless land without end.
inline landscape::Terrain flat_land()
{
  landscape::Terrain t;
  t.grid = grid();
  const std::size_t n = t.grid.size();
  for (Field* f : {&t.elevation_m, &t.lake_fraction, &t.river, &t.ruggedness_m, &t.ridge_m}) f->assign(n, 0.0f);
  for (Field* f : {&t.coast_distance_km, &t.upland_distance_km, &t.forest_distance_km}) f->assign(n, 2000.0f);
  t.land_fraction.assign(n, 1.0f);
  t.plain.assign(n, 1.0f);
  t.latitude_deg.assign(n, 69.0f);
  t.longitude_deg.assign(n, -141.0f);
  t.sea.assign(n, 0);
  t.forest.assign(n, 0);
  return t;
}

inline landscape::Terrain terrain()
{
  landscape::Terrain t = flat_land();
  for (int r = 0; r < t.grid.rows; ++r) {
    for (int c = 0; c < t.grid.columns; ++c) {
      const std::size_t i = t.grid.index(c, r);
      const double x_km = t.grid.x_of(c) / 1000, y_km = t.grid.y_of(r) / 1000;
      const float bump = 60.0f * uniform(99, i, 0, Draw::start);
      const bool sea = r >= first_sea_row;
      const bool ridge = std::abs(y_km) < 15;
      t.land_fraction[i] = sea ? 0.0f : 1.0f;
      t.elevation_m[i] = sea ? 0.0f : ridge ? 500.0f + 5 * bump : y_km > 0 ? 30.0f + bump : 200.0f + 2 * bump;
      t.lake_fraction[i] = std::hypot(x_km - 50, y_km + 60) < 12 ? 0.9f : 0.0f;
      t.river[i] = c == 20 ? 1.0f : 0.0f;
      t.latitude_deg[i] = static_cast<float>(68.5 + y_km / 111);
      t.longitude_deg[i] = static_cast<float>(-141.0 + x_km / 41);
    }
  }
  landscape::TerrainRules rules;
  rules.treeline_at_67n_m = 900;
  rules.treeline_fall_m_per_deg = 400;
  rules.coastal_tundra_km = 60;
  rules.plain_max_elevation_m = 150;
  rules.plain_max_ruggedness_m = 60;
  rules.plain_window_km = 12;
  rules.flooded_below_m = 1;
  landscape::derive_terrain(rules, t);
  return t;
}

/// West and East share out the land, "elsewhere" is the sea; the north lies in both countries.
inline landscape::Regions regions(const landscape::Terrain& t)
{
  landscape::Regions r;
  r.list = {{"West", "jurisdiction", "US", false, ""},
            {"East", "jurisdiction", "CA", false, ""},
            {"the north", "overlay", "", false, ""},
            {"elsewhere", "jurisdiction", "", false, ""}};
  for (int row = 0; row < t.grid.rows; ++row) {
    for (int c = 0; c < t.grid.columns; ++c) {
      const std::uint32_t whose = t.sea[t.grid.index(c, row)] != 0 ? 8u : t.grid.x_of(c) < 0 ? 1u : 2u;
      r.mask.push_back(whose | (t.grid.y_of(row) > 20'000 ? 4u : 0u));
    }
  }
  return r;
}

/// Weather that is a pure function of day and cell: cold winter, warm calm summer, rain or snow every third day.
inline landscape::Weather weather_of(const landscape::Terrain& t, Day day)
{
  const double season = std::cos(2 * std::numbers::pi * (day_of_year(day) - 200) / 365.0);
  landscape::Weather w;
  w.day = day;
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const double mean = -9.0 + 22.0 * season - 0.006 * static_cast<double>(t.elevation_m[i]);
    w.temperature_c.push_back(static_cast<float>(mean));
    w.temperature_min_c.push_back(static_cast<float>(mean - 5.0));
    w.temperature_max_c.push_back(static_cast<float>(mean + 5.0));
    w.wind_m_s.push_back(1.5f + static_cast<float>(i % 7) * 0.2f);
    w.precipitation_mm.push_back(days_since_1970(day) % 3 == 0 ? 1.5f : 0.0f);
  }
  return w;
}

class CalmSummers : public landscape::Source {
public:
  explicit CalmSummers(const landscape::Terrain& terrain) : terrain_ {terrain} {}
  void read(Day day, landscape::Weather& out) override { out = weather_of(terrain_, day); }

private:
  const landscape::Terrain& terrain_;
};

/// Sets a parameter by its key. How a herd inherits its calving range is still being worked out: a key
/// that is gone is left alone.
template <class P>
void set_if_there(P& object, std::string_view key, double value)
{
  for (const ParameterRow& row : rows_of(object)) {
    if (row.key == key && std::holds_alternative<double*>(row.value)) *std::get<double*>(row.value) = value;
  }
}

/// A full-grown cow of 15 kg of protein weighs 88 kg in autumn.
inline void set_body(behaviour::Body& body)
{
  body.cow_protein_kg = 15;
  body.fat_reference = 0.11;
  body.protein_in_lean = 0.22;
  body.gut = 0.14;
}

inline engine::Rules rules()
{
  engine::Rules r;
  r.run.first_day = make_day(2001, 3, 1);
  r.run.last_day = make_day(2001, 7, 31);
  r.run.step_h = 3;
  r.run.seed = 11;
  r.run.replicate = 0;
  r.run.snow_lead_days = 150;
  r.output.followed_agents = 0;
  r.output.kernel_km = 8;
  r.movement.reference_step_h = 3;
  r.movement.candidates = 12;
  set_if_there(r.movement, "perception", 8);  // km: blocks of two cells
  r.seasons.spring_departure_doy = 108;
  r.seasons.spring_spread_d = 6;
  r.calving.mean_doy = 155;
  r.calving.sd_d = 3.5;
  r.calving.pregnancy_offset = -12.1;
  r.calving.pregnancy_per_kg = 0.153;
  r.calving.conception_doy = 288;
  r.calving.weaning_doy = 305;
  r.calving.male_at_birth = 0.5;
  r.survival.weaned_calf = 0.7;
  r.survival.yearling = 0.85;
  r.survival.adult_female = 0.85;
  r.survival.adult_male = 0.8;
  set_body(r.body);
  // Half a metre of snow lies here in April: enough forage in reach that most cows live to calve.
  r.forage.lichen_forest_g_m2 = r.forage.lichen_tundra_g_m2 = 150;
  r.forage.plain_winter = 1;
  r.forage.half_reach_m = 1;
  r.forage.reach_steepness = 4;
  r.memory.groups = 3;
  r.memory.group_reach_km = 12;
  set_if_there(r.memory, "inherited_reach", 500);
  set_if_there(r.memory, "inherited_forest", 60);
  set_if_there(r.memory, "inherited_forest_from", 5);
  set_if_there(r.memory, "inherited_upland", 100);
  set_if_there(r.memory, "inherited_coast", 100);
  engine::HerdRules herd;
  herd.name = "made_up";
  herd.wolf_range_km2 = 800;  // for 4,000 animals
  herd.size = 4000;
  herd.animals_per_agent = 10;
  herd.bulls_per_100_cows = 50;
  herd.yearlings_per_100_cows = 20;
  herd.calves_per_100_cows = 30;
  engine::WinterArea west, east;
  west.name = "west";
  west.radius_km = 20;
  west.share = 1;
  west.x_m = -60'000;
  west.y_m = -70'000;
  east = west;
  east.name = "east";
  east.share = 2;
  east.x_m = 20'000;
  herd.winter = {west, east};
  r.herds = {herd};
  return r;
}

/// Most of a year of weather up to and with `day`.
inline landscape::Environment environment_on(const engine::Rules& rules, const landscape::Terrain& terrain, Day day,
                                             int threads = 1)
{
  const Threads these {threads};  // the land is small: several only get into each other's way
  landscape::Environment e;
  e.resize(terrain.grid);
  for (Day d = day - std::chrono::days {300}; d <= day; d += std::chrono::days {1}) {
    engine::environment_day(rules, terrain, weather_of(terrain, d), e);
  }
  return e;
}

/// Agents on land, spread over the grid, in the modes asked for by turns; all attributes that walking
/// reads are set.
inline herd::Herd scattered(const landscape::Terrain& terrain, std::size_t n,
                            const std::vector<behaviour::Season>& seasons, const std::vector<herd::Mode>& modes,
                            int min_row = 0)
{
  herd::Herd a;
  std::uint64_t id = 0;
  while (a.size() < n) {
    const auto u = uniform4(77, ++id, 0, Draw::start);
    const Grid& g = terrain.grid;
    const double x = g.x_min_m + static_cast<double>(u[0]) * (g.x_max_m() - g.x_min_m);
    const double y = g.y_min_m + static_cast<double>(u[1]) * (g.y_max_m() - g.y_min_m);
    const auto cell = g.cell_at(x, y);
    if (terrain.sea[static_cast<std::size_t>(cell)] != 0 || cell / g.columns < min_row) continue;
    const std::size_t i = herd::add(a);
    a.id[i] = id * 1000003;
    a.x_m[i] = static_cast<float>(x);
    a.y_m[i] = static_cast<float>(y);
    a.cell[i] = g.cell_near(a.x_m[i], a.y_m[i]);
    a.heading_turn[i] = u[2];
    a.season[i] = static_cast<std::uint8_t>(seasons[i % seasons.size()]);
    a.mode[i] = static_cast<std::uint8_t>(modes[i % modes.size()]);
    a.winter_area[i] = static_cast<std::uint8_t>(i % 2);
    a.calving_group[i] = static_cast<std::uint8_t>(i % 3);
    a.birth_year[i] = 1995;
    a.remembered_x_m[i] = a.x_m[i];
    a.remembered_y_m[i] = a.y_m[i];
    a.frame[i] = 1.0f;
    a.protein_kg[i] = 15.0f;
    a.fat_kg[i] = 7.0f;
    a.fed[i] = 1.0f;
  }
  return a;
}

/// Destinations that all lie everywhere: nothing pulls.
inline engine::Destinations nowhere_to_go(const landscape::Terrain& terrain, std::size_t groups = 3,
                                          std::size_t areas = 2)
{
  engine::Destinations d;
  d.to_go_km.assign(groups + areas, Field(terrain.grid.size(), 0.0f));
  d.calving_first = {0};
  d.winter_first = {groups};
  return d;
}

/// All that one step needs, kept together for as long as a test walks.
struct Stage {
  engine::Rules rules;
  landscape::Terrain terrain;
  landscape::Weather weather;
  landscape::Environment environment;
  landscape::Presence presence;
  engine::Destinations destinations;
  engine::Surfaces surfaces;
  engine::StepKernels kernels;

  Stage(engine::Rules r, landscape::Terrain t, landscape::Environment e, engine::Destinations d, Day day)
      : rules {std::move(r)},
        terrain {std::move(t)},
        weather {weather_of(terrain, day)},
        environment {std::move(e)},
        destinations {std::move(d)},
        surfaces {rules, terrain, destinations.to_go_km.size()},
        kernels {engine::make_kernels(rules.modes)}
  {
    presence.resize(terrain.grid);
    engine::bury_trails(rules.trails, environment, presence);
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  [[nodiscard]] engine::StepScene scene(int step) const
  {
    return {rules,
            terrain,
            weather,
            environment,
            presence,
            destinations,
            surfaces,
            kernels,
            4242,
            static_cast<std::uint32_t>(1000 + step),
            static_cast<float>(step % 8) * 3.0f + 1.5f};
  }

  void walk(herd::Herd& animals, int steps)
  {
    surfaces.update(environment, presence, destinations, animals);
    for (int s = 0; s < steps; ++s) engine::move(scene(s), animals);
  }
};

/// A stage on flat land without weather to speak of, on a winter's day.
inline std::unique_ptr<Stage> flat_stage(const engine::Rules& rules, landscape::Terrain t = flat_land())
{
  landscape::Environment e;
  e.resize(t.grid);
  engine::Destinations d = nowhere_to_go(t);
  return std::make_unique<Stage>(rules, std::move(t), std::move(e), std::move(d), make_day(2001, 2, 1));
}

/// The small world itself on a day, with its true destinations.
inline std::unique_ptr<Stage> stage_on(const engine::Rules& rules, Day day, const herd::Herd& animals)
{
  landscape::Terrain t = terrain();
  landscape::Environment e = environment_on(rules, t, day);
  engine::Destinations d = engine::winter_destinations(rules, t);
  engine::update_calving_destinations(rules, {rules.movement, t, &e}, animals, d);
  return std::make_unique<Stage>(rules, std::move(t), std::move(e), std::move(d), day);
}

/// Every bit of a herd, so that "the same" means the same.
inline std::vector<std::byte> bits_of(herd::Herd& animals)
{
  std::vector<std::byte> bits;
  animals.for_each_attribute([&](auto& attribute) {
    const auto bytes = std::as_bytes(std::span {attribute});
    bits.insert(bits.end(), bytes.begin(), bytes.end());
  });
  return bits;
}

/// The herd in another order: agent order[i] comes i-th.
inline herd::Herd in_order(herd::Herd animals, const std::vector<std::size_t>& order)
{
  animals.for_each_attribute([&](auto& attribute) {
    auto copy = attribute;
    for (std::size_t i = 0; i < order.size(); ++i) copy[i] = attribute[order[i]];
    attribute = copy;
  });
  return animals;
}

inline std::vector<std::size_t> order_by(std::size_t n, const auto& key)
{
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t {0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

inline herd::Herd shuffled(const herd::Herd& animals)
{
  return in_order(
    animals, order_by(animals.size(), [&](std::size_t i) { return uniform4(3, animals.id[i], 0, Draw::start)[1]; }));
}

inline herd::Herd sorted_by_id(const herd::Herd& animals)
{
  return in_order(animals, order_by(animals.size(), [&](std::size_t i) { return animals.id[i]; }));
}

/// Notes down all it is told.
class Diary : public engine::Observer {
public:
  std::vector<std::uint64_t> tracked;
  std::vector<std::vector<herd::TrackPoint>> steps;
  std::vector<double> step_hours;
  std::vector<herd::DayReport> days;
  std::vector<herd::YearMaps> maps;
  std::vector<herd::Birth> births;
  std::vector<herd::ImpactYear> impact;
  std::vector<Field> use;

  void tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t>,
                     std::span<const std::int32_t>) override
  {
    tracked.assign(ids.begin(), ids.end());
  }
  void step_done(double hours, std::span<const herd::TrackPoint> points) override
  {
    step_hours.push_back(hours);
    steps.emplace_back(points.begin(), points.end());
  }
  void day_done(const herd::DayReport& day, std::int64_t) override { days.push_back(day); }
  void year_done(const herd::YearMaps& of_year, std::span<const herd::Birth> born,
                 std::span<const herd::ImpactYear> of_herds) override
  {
    maps.push_back(of_year);
    births.insert(births.end(), born.begin(), born.end());
    impact.insert(impact.end(), of_herds.begin(), of_herds.end());
  }
  void run_done(std::int32_t, std::span<const Field> by_season) override
  {
    use.insert(use.end(), by_season.begin(), by_season.end());
  }

  /// One day of one herd, every number to the bit.
  [[nodiscard]] static std::vector<std::uint64_t> numbers_of(const herd::HerdDay& d)
  {
    std::vector<std::uint64_t> n;
    const auto put = [&](auto v) {
      if constexpr (std::is_same_v<decltype(v), double>) n.push_back(std::bit_cast<std::uint64_t>(v));
      else n.push_back(static_cast<std::uint64_t>(v));
    };
    for (const auto v : d.alive) put(v);
    for (const auto v : d.lost) put(v);
    for (const auto v : d.in_mode) put(v);
    for (const auto v : d.in_region) put(v);
    for (const auto v : d.near_community) put(v);
    put(d.held_back);
    for (const auto& bands : d.crossed)
      for (const auto v : bands) put(v);
    put(d.born);
    put(d.alive_before);
    for (const double v :
         {d.cow_distance_km, d.bull_distance_km, d.cow_x_m,          d.cow_y_m,        d.bull_x_m,      d.bull_y_m,
          d.cows_on_plain,   d.cow_snow_depth_m, d.cow_greenness,    d.mosquito_index, d.oestrid_index, d.cow_mass_kg,
          d.cow_fat_kg,      d.cow_protein_kg,   d.bull_mass_kg,     d.calf_mass_kg,   d.cow_intake_mj, d.cow_need_mj,
          d.energy_in_mj,    d.energy_spent_mj,  d.energy_stored_mj, d.energy_worst_mj})
      put(v);
    for (const double v : d.cow_spent_mj) put(v);
    return n;
  }

  /// The whole run, every number to the bit.
  [[nodiscard]] std::vector<std::uint64_t> numbers() const
  {
    std::vector<std::uint64_t> n;
    const auto put = [&](float v) { n.push_back(std::bit_cast<std::uint32_t>(v)); };
    const auto put_double = [&](double v) { n.push_back(std::bit_cast<std::uint64_t>(v)); };
    for (const auto& day : days) {
      for (const auto& of : day.herd) {
        const auto more = numbers_of(of);
        n.insert(n.end(), more.begin(), more.end());
      }
    }
    for (const auto& points : steps) {
      for (const auto& p : points) {
        put(p.x_m);
        put(p.y_m);
        n.push_back(static_cast<std::uint64_t>(p.mode * 2 + p.alive));
      }
    }
    for (const auto& b : births) {
      n.push_back(b.mother);
      for (const float v : {b.x_m, b.y_m, b.snow_cover, b.greenness, b.ndvi_21_june, b.displacement_km,
                            b.alive_end_of_june, b.birth_mass_kg, b.mother_mass_kg, b.mass_28d_kg, b.mass_42d_kg})
        put(v);
    }
    for (const auto& m : maps) {
      for (const Field* f : {&m.births, &m.snow_free_doy, &m.green_up_doy, &m.mosquito_hours, &m.oestrid_hours}) {
        for (const float v : *f) put(v);
      }
      for (const Field& isopleth : m.calving_isopleth)
        for (const float v : isopleth) put(v);
    }
    for (const auto& i : impact) {
      for (const double v : {i.mean_birth_doy,
                             i.sd_birth_doy,
                             i.centroid_x_m,
                             i.annual_area_km2,
                             i.concentrated_area_km2,
                             i.june_calf_survival,
                             i.ndvi_21_june,
                             i.snow_free_doy,
                             i.green_up_mismatch_d,
                             i.birth_mass_kg,
                             i.autumn_mass_pregnant_kg,
                             i.autumn_mass_barren_kg,
                             i.parturition_adult,
                             i.parturition_two_year,
                             i.concentrated_share,
                             i.reference_affinity,
                             i.reference_intersection,
                             i.mother_mass_kg,
                             i.predator_exposure,
                             i.crossing_doy[0],
                             i.crossing_doy[1]})
        put_double(v);
      for (const auto* values :
           {&i.birth_share, &i.june_calf_survival_by_region, &i.days_in_region, &i.community_animals})
        for (const double v : *values) put_double(v);
    }
    for (const auto& field : use)
      for (const float v : field) put(v);
    return n;
  }
};

inline void live(const engine::Rules& rules, Diary& diary)
{
  const landscape::Terrain t = terrain();
  CalmSummers weather {t};
  engine::simulate(rules, t, regions(t), weather, diary);
}

}  // namespace small_world
