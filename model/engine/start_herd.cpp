#include "engine/start_herd.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/deterministic_math.h"
#include "base/error.h"
#include "base/random.h"
#include "engine/energy_day.h"
#include "landscape/cost_distance.h"

namespace rangifer::engine {
namespace {

using herd::Cohort;
using herd::Herd;

std::int64_t agents_of(const HerdRules& herd) { return std::max<std::int64_t>(1, herd.size / herd.animals_per_agent); }

/// Class and sex of the i-th of n agents: the herd's composition, dealt out in fixed shares.
struct Person {
  Cohort cohort;
  bool male;
};

Person person(const HerdRules& rules, double rank)
{
  const double cows = 100.0, bulls = rules.bulls_per_100_cows, yearlings = rules.yearlings_per_100_cows,
               calves = rules.calves_per_100_cows;
  const double place = rank * (cows + bulls + yearlings + calves);
  if (place < cows) return {Cohort::cow, false};
  if (place < cows + bulls) return {Cohort::bull, true};
  if (place < cows + bulls + yearlings) return {Cohort::yearling, place >= cows + bulls + 0.5 * yearlings};
  return {Cohort::calf, place >= cows + bulls + yearlings + 0.5 * calves};
}

/// Age in whole years of an adult where each age counts `ratio` times the animals of the age before, cut at the oldest.
int adult_age(float u, double ratio, std::int64_t oldest)
{
  const float years = log_det(u) / log_det(static_cast<float>(ratio));
  const auto span = static_cast<int>(oldest - 2);
  return 2 + static_cast<int>(years) % std::max(span, 1);
}

/// Cells that cows may remember and the running sum of their weights (see CalvingMemory, RememberedPlace).
struct Inheritance {
  std::vector<std::uint32_t> cell;
  std::vector<double> cumulative;
};

float inherited_weight(const behaviour::CalvingMemory& m, const landscape::Terrain& t, std::size_t i, float way_km)
{
  const auto f = [](double v) { return static_cast<float>(v); };
  const float span_km = std::max(f(m.inherited_forest_km) - f(m.inherited_forest_from_km), 1.0f);
  const float safe = std::clamp((t.forest_distance_km[i] - f(m.inherited_forest_from_km)) / span_km, 0.0f, 1.0f);
  return safe * safe *
         exp_det(-way_km / f(m.inherited_reach_km) - t.upland_distance_km[i] / f(m.inherited_upland_km) -
                 std::abs(t.coast_distance_km[i] - f(m.inherited_coast_best_km)) / f(m.inherited_coast_km));
}

bool may_inherit(const behaviour::CalvingMemory& m, const landscape::Terrain& t, std::size_t i)
{
  return t.sea[i] == 0 && t.plain[i] >= static_cast<float>(m.inherited_plain) &&
         t.elevation_m[i] >= static_cast<float>(m.inherited_lowest_m) &&
         t.elevation_m[i] <= static_cast<float>(m.inherited_highest_m) &&
         t.ruggedness_m[i] <= static_cast<float>(m.inherited_ruggedness_m);
}

/// Cost distance (km) from the winter range of a herd: the mean over its areas by their shares, as a cow has her
/// memory from a herd that changes areas from winter to winter; unreachable where one of them is.
Field way_from_winter(const HerdRules& herd, std::size_t h, const Destinations& destinations)
{
  double shares = 0.0;
  for (const WinterArea& area : herd.winter) shares += area.share;
  Field way_km(destinations.to_go_km[destinations.winter(h, 0)].size(), 0.0f);
  for (std::size_t w = 0; w < herd.winter.size(); ++w) {
    const Field& to_go_km = destinations.to_go_km[destinations.winter(h, w)];
    const auto share = static_cast<float>(herd.winter[w].share / shares);
    for (std::size_t i = 0; i < way_km.size(); ++i) {
      way_km[i] = to_go_km[i] < landscape::unreachable_km && way_km[i] < landscape::unreachable_km
                    ? way_km[i] + share * to_go_km[i]
                    : landscape::unreachable_km;
    }
  }
  return way_km;
}

Inheritance inherited_range(const behaviour::CalvingMemory& m, const landscape::Terrain& terrain, const Field& way_km,
                            const std::string& whence)
{
  Inheritance range;
  double sum = 0.0;
  for (std::size_t i = 0; i < terrain.grid.size(); ++i) {
    if (!may_inherit(m, terrain, i) || way_km[i] >= landscape::unreachable_km) continue;
    sum += static_cast<double>(inherited_weight(m, terrain, i, way_km[i]));
    range.cell.push_back(static_cast<std::uint32_t>(i));
    range.cumulative.push_back(sum);
  }
  if (!(sum > 0.0)) {
    throw InputError(
      fmt::format("{}: no low tundra can be reached from it within the grid; widen [grid], raise [terrain] "
                  "plain_max_elevation or loosen the inherited_... keys of [memory]",
                  whence));
  }
  return range;
}

/// The places where the cows of a herd calved before: land within each place, evenly, by the shares of the places.
Inheritance remembered_range(const HerdRules& herd, const landscape::Terrain& terrain, const Field& way_km)
{
  const Grid& grid = terrain.grid;
  Inheritance range;
  double sum = 0.0;
  for (const RememberedPlace& place : herd.remembered) {
    const std::size_t first = range.cell.size();
    double land = 0.0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const double dx = grid.x_of(static_cast<int>(i) % grid.columns) - place.x_m;
      const double dy = grid.y_of(static_cast<int>(i) / grid.columns) - place.y_m;
      if (terrain.sea[i] != 0 || std::sqrt(dx * dx + dy * dy) > place.radius_km * 1000.0 ||
          way_km[i] >= landscape::unreachable_km)
        continue;
      land += static_cast<double>(1.0f - terrain.lake_fraction[i]);
      range.cell.push_back(static_cast<std::uint32_t>(i));
      range.cumulative.push_back(land);
    }
    if (!(land > 0.0)) {
      std::string areas;
      for (const WinterArea& area : herd.winter) areas += (areas.empty() ? "" : ", ") + area.name;
      throw InputError(
        fmt::format("herd {}: no land of its calving memory {} can be reached from each of its winter areas ({})",
                    herd.name, place.name, areas));
    }
    for (std::size_t k = first; k < range.cell.size(); ++k) {
      range.cumulative[k] = sum + range.cumulative[k] / land * place.share;
    }
    sum += place.share;
  }
  return range;
}

Inheritance calving_range(const Rules& rules, const landscape::Terrain& terrain, std::size_t h,
                          const Destinations& destinations)
{
  const HerdRules& herd = rules.herds[h];
  const Field way_km = way_from_winter(herd, h, destinations);
  if (!herd.remembered.empty()) return remembered_range(herd, terrain, way_km);
  for (std::size_t w = 0; w < herd.winter.size(); ++w) {  // names the area that lies apart, if it is one
    inherited_range(rules.memory_of(h), terrain, destinations.to_go_km[destinations.winter(h, w)],
                    "winter area " + herd.winter[w].name);
  }
  return inherited_range(rules.memory_of(h), terrain, way_km, "herd " + herd.name + ", all its winter areas");
}

void remember(const Inheritance& range, const Grid& grid, float u1, float u2, float u3, Herd& a, std::size_t i)
{
  const double target = static_cast<double>(u1) * range.cumulative.back();
  const auto at = static_cast<std::size_t>(
    std::upper_bound(range.cumulative.begin(), range.cumulative.end() - 1, target) - range.cumulative.begin());
  const int cell = static_cast<int>(range.cell[at]);
  const double x = grid.x_of(cell % grid.columns), y = grid.y_of(cell / grid.columns);
  a.remembered_x_m[i] = static_cast<float>(x + (static_cast<double>(u2) - 0.5) * grid.cell_m);
  a.remembered_y_m[i] = static_cast<float>(y + (static_cast<double>(u3) - 0.5) * grid.cell_m);
}

/// A place on land about the middle of the area (normal, the area's radius holding most), rather on
/// gentle ground than in steep, and not on a lake; draws until one is found, or takes the best of its draws.
void place_in(const HerdRules& rules, const WinterArea& area, const landscape::Terrain& terrain, std::uint64_t seed,
              Herd& a, std::size_t i)
{
  constexpr std::uint32_t most_tries = 200;
  const auto gentle_m = static_cast<float>(rules.gentle_m);
  const double spread_m = area.radius_km * 1000.0 / rules.radius_sd;
  float best = -1.0f;
  for (std::uint32_t attempt = 0; attempt < most_tries; ++attempt) {
    const auto u = uniform4(seed, a.id[i], 0, Draw::start, 16 + attempt);
    float east = 0.0f, north = 0.0f;
    normal_pair_det(u[0], u[1], east, north);
    const double x = area.x_m + spread_m * static_cast<double>(east);
    const double y = area.y_m + spread_m * static_cast<double>(north);
    const auto at = terrain.grid.cell_at(x, y);
    if (at < 0 || terrain.sea[static_cast<std::size_t>(at)] != 0) continue;
    const auto cell = static_cast<std::size_t>(at);
    const float chance = (1.0f - terrain.lake_fraction[cell]) * exp_det(-terrain.ruggedness_m[cell] / gentle_m);
    const bool taken = u[2] <= chance;
    if (!taken && chance <= best) continue;
    best = chance;
    a.x_m[i] = static_cast<float>(x);
    a.y_m[i] = static_cast<float>(y);
    a.cell[i] = terrain.grid.cell_near(a.x_m[i], a.y_m[i]);
    a.heading_turn[i] = u[3];
    if (taken) return;
  }
  if (best >= 0.0f) return;
  throw InputError(fmt::format("winter area {}: no land within {} km of {:.2f} N {:.2f} E inside the grid", area.name,
                               area.radius_km, area.latitude_deg, area.longitude_deg));
}

/// The body it comes into the year with: the reserves that appetite defends on that day.
void start_body(const Rules& rules, Day today, Herd& a, std::size_t i)
{
  const double grown = behaviour::grown_protein_kg(rules.body, static_cast<double>(a.frame[i]),
                                                   age_years(today, a.birth_year[i]), a.male[i] != 0);
  const behaviour::Reserves reserves =
    behaviour::defended_reserves(rules.body, grown, behaviour::defended_share(rules.body, day_of_year(today)));
  a.protein_kg[i] = static_cast<float>(reserves.protein_kg);
  a.fat_kg[i] = static_cast<float>(reserves.fat_kg);
}

/// Live mass of each animal as it was in the rut before the run.
std::vector<float> masses_of_last_rut(const Rules& rules, Day first_day, const Herd& a)
{
  const behaviour::Body& body = rules.body;
  const int rut_year = year_of(first_day) - (month_of(first_day) < 12 ? 1 : 0);
  const Day rut = make_day(rut_year, 1, 1) + std::chrono::days {static_cast<int>(rules.calving.conception_doy) - 1};
  std::vector<float> kg(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double protein = behaviour::grown_protein_kg(body, static_cast<double>(a.frame[i]),
                                                       age_years(rut, a.birth_year[i]), a.male[i] != 0);
    kg[i] =
      static_cast<float>(behaviour::live_mass_kg(body, body.fat_reference * protein / body.protein_in_lean, protein));
  }
  return kg;
}

void start_one(const Rules& rules, const landscape::Terrain& terrain, std::size_t h, double rank,
               const Inheritance& range, std::uint64_t seed, Herd& a)
{
  const HerdRules& of = rules.herds[h];
  const std::size_t i = herd::add(a);
  a.id[i] = i + 1;
  a.herd[i] = static_cast<std::uint8_t>(h);
  const Person who = person(of, rank);
  const auto u = uniform4(seed, a.id[i], 0, Draw::start, 0);
  const auto memory = uniform4(seed, a.id[i], 0, Draw::calving_memory, 0);
  a.male[i] = who.male ? 1 : 0;
  const int last_june = year_of(rules.run.first_day) - (month_of(rules.run.first_day) < 6 ? 1 : 0);
  const int age = who.cohort == Cohort::calf       ? 0
                  : who.cohort == Cohort::yearling ? 1
                  : who.male ? adult_age(u[0], rules.survival.age_ratio, rules.survival.oldest_male_y)
                             : adult_age(u[0], rules.survival.age_ratio, rules.survival.oldest_female_y);
  a.birth_year[i] = static_cast<std::int16_t>(last_june - age);
  const std::size_t area = choose_area(of.winter, u[1]);
  a.winter_area[i] = static_cast<std::uint8_t>(area);
  place_in(of, of.winter[area], terrain, seed, a, i);
  remember(range, terrain.grid, memory[0], memory[1], memory[2], a, i);
  a.frame[i] = frame_of(rules.body, seed, a.id[i]);
  start_body(rules, rules.run.first_day, a, i);
  a.fed[i] = 1.0f;
  a.season[i] = static_cast<std::uint8_t>(behaviour::Season::winter);
  a.season_since[i] = days_since_1970(rules.run.first_day);
}

}  // namespace

std::size_t choose_area(const std::vector<WinterArea>& areas, float u)
{
  double sum = 0.0;
  for (const WinterArea& area : areas) sum += area.share;
  double left = static_cast<double>(u) * sum;
  for (std::size_t w = 0; w + 1 < areas.size(); ++w) {
    left -= areas[w].share;
    if (left < 0.0) return w;
  }
  return areas.size() - 1;
}

std::uint64_t draw_seed(const RunRules& run) noexcept
{
  return static_cast<std::uint64_t>(run.seed) * 1000003ull + static_cast<std::uint64_t>(run.replicate);
}

Herd start_herd(const Rules& rules, const landscape::Terrain& terrain, const Destinations& destinations)
{
  const std::uint64_t seed = draw_seed(rules.run);
  Herd animals;
  std::int64_t all = 0;
  for (const HerdRules& of : rules.herds) all += agents_of(of);
  animals.for_each_attribute([&](auto& attribute) { attribute.reserve(static_cast<std::size_t>(all)); });
  for (std::size_t h = 0; h < rules.herds.size(); ++h) {
    const HerdRules& of = rules.herds[h];
    const Inheritance range = calving_range(rules, terrain, h, destinations);
    const std::int64_t agents = agents_of(of);
    for (std::int64_t k = 0; k < agents; ++k) {
      const double rank = (static_cast<double>(k) + 0.5) / static_cast<double>(agents);
      start_one(rules, terrain, h, rank, range, seed, animals);
    }
  }
  const int year = year_of(rules.run.first_day) + (month_of(rules.run.first_day) >= 6 ? 1 : 0);
  conceive(rules, year, rules.run.first_day, masses_of_last_rut(rules, rules.run.first_day, animals), animals);
  assign_calving_groups(rules, animals);
  return animals;
}

float frame_of(const behaviour::Body& body, std::uint64_t seed, std::uint64_t id) noexcept
{
  const auto u = uniform4(seed, id, 0, Draw::start, 1);
  float normal = 0.0f, other = 0.0f;
  normal_pair_det(u[0], u[1], normal, other);
  return 1.0f + static_cast<float>(body.frame_sd) * std::clamp(normal, -3.0f, 3.0f);
}

std::vector<float> live_masses(const behaviour::Body& body, const Herd& a)
{
  std::vector<float> kg(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    kg[i] = static_cast<float>(
      behaviour::live_mass_kg(body, static_cast<double>(a.fat_kg[i]), static_cast<double>(a.protein_kg[i])));
  }
  return kg;
}

void conceive(const Rules& rules, int birth_year, Day today, const std::vector<float>& mass_kg, Herd& a)
{
  const std::uint64_t seed = draw_seed(rules.run);
  const Day new_year = make_day(birth_year, 1, 1);
  const auto n = static_cast<std::ptrdiff_t>(a.size());
#pragma omp parallel for default(none) shared(rules, birth_year, today, mass_kg, a, seed, new_year, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    a.pregnant[i] = 0;
    const int age_at_birth = birth_year - a.birth_year[i];  // in June, when she would give birth
    if (a.male[i] != 0 || age_at_birth < 2) continue;
    const auto mass = static_cast<double>(mass_kg[i]);
    const auto u = uniform4(seed, a.id[i], static_cast<std::uint32_t>(birth_year), Draw::conception);
    if (static_cast<double>(u[0]) >= behaviour::pregnancy_chance(rules.calving, mass)) continue;
    float normal = 0.0f, other = 0.0f;
    normal_pair_det(u[1], u[2], normal, other);
    const double doy = rules.calving.mean_doy + behaviour::due_late_d(rules.calving, mass) +
                       rules.calving.sd_d * static_cast<double>(normal);
    a.pregnant[i] = 1;
    a.due_day[i] = std::max(days_since_1970(new_year) + static_cast<int>(std::lround(doy)) - 1, days_since_1970(today));
  }
}

}  // namespace rangifer::engine
