#include "engine/life_day.h"

#include <algorithm>
#include <cmath>

#include "base/deterministic_math.h"
#include "base/random.h"
#include "engine/start_herd.h"
#include "engine/surfaces.h"

namespace rangifer::engine {
namespace {

using behaviour::Season;
using herd::Cohort;
using herd::Herd;
using herd::Loss;

/// The mode a season begins the day with; insects may change it by the hour.
herd::Mode mode_of(Season season) noexcept
{
  switch (season) {
    case Season::winter:
      return herd::Mode::winter;
    case Season::spring_migration:
      return herd::Mode::spring_migration;
    case Season::pre_calving:
      return herd::Mode::pre_calving;
    case Season::calving:
      return herd::Mode::calving;
    case Season::post_calving:
      return herd::Mode::post_calving;
    case Season::late_summer:
      return herd::Mode::late_summer;
    case Season::fall_migration:
      return herd::Mode::fall_migration;
    case Season::rut:
      return herd::Mode::rut;
  }
  return herd::Mode::winter;
}

std::size_t cell_of(const landscape::Terrain& terrain, const Herd& a, std::size_t i)
{
  const auto cell = terrain.grid.cell_at(static_cast<double>(a.x_m[i]), static_cast<double>(a.y_m[i]));
  return static_cast<std::size_t>(cell);  // an agent never leaves the grid
}

behaviour::Cues cues_of(const landscape::Terrain& terrain, const landscape::Environment& e,
                        const Destinations& destinations, Day today, const Herd& a, std::size_t i)
{
  const std::size_t cell = cell_of(terrain, a, i);
  const int day = days_since_1970(today);
  const Cohort cohort = herd::cohort_of(a.male[i] != 0, a.birth_year[i], today);
  const herd::Mode mode = mode_of(static_cast<Season>(a.season[i]));
  return {
    .day_of_year = day_of_year(today),
    .week_temperature_c = e.week_temperature_c[cell],
    .snow_cover = e.snow_cover[cell],
    .to_go_km = destinations.to_go_km[destination_of(destinations, a, i, mode)][cell],
    .days_to_due = a.pregnant[i] != 0 ? a.due_day[i] - day : 0,
    .days_in_season = day - a.season_since[i],
    .pregnant = a.pregnant[i] != 0 && a.due_day[i] >= day && a.due_day[i] - day < 200,
    .gave_birth = a.calf[i] != 0 && a.calf_born[i] == day - 1,
    .male = cohort == Cohort::bull,
    .yearling = cohort == Cohort::yearling || cohort == Cohort::calf,
  };
}

/// Fidelity to last year's winter area is low: some go back, others join another part of the herd.
std::uint8_t next_winter_area(const Rules& rules, const HerdRules& of, Day today, const Herd& a, std::size_t i)
{
  const auto u = uniform4(draw_seed(rules.run), a.id[i], static_cast<std::uint32_t>(year_of(today)), Draw::winter_area);
  if (static_cast<double>(u[0]) < rules.seasons.winter_fidelity) return a.winter_area[i];
  return static_cast<std::uint8_t>(choose_area(of.winter, u[1]));
}

void give_birth(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                const landscape::Environment& e, Day today, Herd& a, std::size_t i, std::vector<herd::Birth>& births)
{
  const std::size_t cell = cell_of(terrain, a, i);
  herd::Birth birth;
  birth.mother = a.id[i];
  birth.herd = a.herd[i];
  birth.animals = static_cast<std::int32_t>(rules.herds[a.herd[i]].animals_per_agent);
  birth.day = today;
  birth.x_m = a.x_m[i];
  birth.y_m = a.y_m[i];
  birth.longitude_deg = terrain.longitude_deg[cell];
  birth.latitude_deg = terrain.latitude_deg[cell];
  birth.regions = regions.mask[cell];
  birth.snow_cover = e.snow_cover[cell];
  birth.greenness = e.greenness[cell];
  birth.plain = terrain.plain[cell];
  birth.remembered_x_m = a.remembered_x_m[i];
  birth.remembered_y_m = a.remembered_y_m[i];
  const float dx = a.x_m[i] - a.remembered_x_m[i], dy = a.y_m[i] - a.remembered_y_m[i];
  birth.displacement_km = std::sqrt(dx * dx + dy * dy) / 1000.0f;
  birth.ndvi_21_june = std::nanf("");
  birth.alive_end_of_june = std::nanf("");
  births.push_back(birth);

  a.pregnant[i] = 0;
  a.calf[i] = 1;
  a.calf_born[i] = days_since_1970(today);
  // She remembers where she was: old places fade with the years.
  const float renewed = 1.0f - exp_det(-1.0f / static_cast<float>(rules.memory.forget_years));
  a.remembered_x_m[i] += renewed * dx;
  a.remembered_y_m[i] += renewed * dy;
}

/// Why an agent dies today, if it does.
bool dies(const behaviour::Survival& p, Day today, const Herd& a, std::size_t i, float u, Loss& why)
{
  const bool male = a.male[i] != 0;
  const Cohort cohort = herd::cohort_of(male, a.birth_year[i], today);
  why = cohort == Cohort::calf ? Loss::calf_later : Loss::natural;
  const int age = year_of(today) - a.birth_year[i];
  if (age > (male ? p.oldest_male_y : p.oldest_female_y)) {
    why = Loss::old_age;
    return true;
  }
  constexpr double year_days = 365.0;
  float chance = 0.0f;
  switch (cohort) {
    case Cohort::calf:
      chance = behaviour::calf_daily_death(p, 100);
      break;
    case Cohort::yearling:
      chance = behaviour::daily_death(p.yearling, year_days);
      break;
    case Cohort::cow:
      chance = behaviour::daily_death(p.adult_female, year_days);
      break;
    case Cohort::bull:
      chance = behaviour::daily_death(p.adult_male, year_days);
      break;
  }
  return u < chance;
}

/// A weaned calf walks on its own: an agent with its mother's place, range and company.
void wean(const behaviour::Calving& p, std::uint64_t seed, Day today, Herd& a, std::size_t mother)
{
  const std::uint64_t id = herd::calf_id(a.id[mother], year_of(today));
  const std::size_t calf = herd::add(a);
  a.id[calf] = id;
  a.herd[calf] = a.herd[mother];
  a.male[calf] = static_cast<double>(uniform(seed, id, 0, Draw::start)) < p.male_at_birth ? 1 : 0;
  a.birth_year[calf] = static_cast<std::int16_t>(year_of(today));
  a.x_m[calf] = a.x_m[mother];
  a.y_m[calf] = a.y_m[mother];
  a.heading_turn[calf] = a.heading_turn[mother];
  a.season[calf] = a.season[mother];
  a.season_since[calf] = a.season_since[mother];
  a.mode[calf] = a.mode[mother];
  a.winter_area[calf] = a.winter_area[mother];
  a.calving_group[calf] = a.calving_group[mother];
  a.remembered_x_m[calf] = a.remembered_x_m[mother];
  a.remembered_y_m[calf] = a.remembered_y_m[mother];
  a.country[calf] = a.country[mother];
  a.calf[mother] = 0;
}

}  // namespace

void morning(const Rules& rules, const landscape::Terrain& terrain, const landscape::Environment& environment,
             const Destinations& destinations, Day today, Herd& animals)
{
  const std::uint64_t seed = draw_seed(rules.run);
  const auto day = static_cast<std::int32_t>(days_since_1970(today));
  const auto year = static_cast<std::uint32_t>(year_of(today));
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) \
  shared(rules, terrain, environment, destinations, today, animals, seed, day, year, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    const auto now = static_cast<Season>(animals.season[i]);
    const auto cues = cues_of(terrain, environment, destinations, today, animals, i);
    const Season kind = now == Season::rut ? Season::fall_migration : now;  // one threshold for all of autumn
    const float draw = uniform(seed, animals.id[i], year, Draw::mode, static_cast<std::uint32_t>(kind));
    const Season next = behaviour::next_season(rules.seasons, now, cues, draw);
    if (next != now) {
      animals.season[i] = static_cast<std::uint8_t>(next);
      animals.season_since[i] = day;
      if (next == Season::late_summer) {
        animals.winter_area[i] = next_winter_area(rules, rules.herds[animals.herd[i]], today, animals, i);
      }
    }
    animals.mode[i] = static_cast<std::uint8_t>(mode_of(next));
    animals.walked_km[i] = 0.0f;
    animals.mosquito[i] = 0.0f;
    animals.oestrid[i] = 0.0f;
  }
}

void evening(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
             const landscape::Environment& environment, Day today, Herd& animals, std::vector<herd::Birth>& births,
             std::vector<LifeTally>& tally)
{
  tally.assign(rules.herds.size(), {});
  const std::uint64_t seed = draw_seed(rules.run);
  const int day = days_since_1970(today);
  const int doy = day_of_year(today);
  std::vector<std::uint8_t> gone(animals.size(), 0);
  bool any_gone = false;

  for (std::size_t i = 0; i < animals.size(); ++i) {
    LifeTally& of = tally[animals.herd[i]];
    const std::int64_t each = rules.herds[animals.herd[i]].animals_per_agent;
    const auto lose = [&](Loss why) { of.lost[static_cast<std::size_t>(why)] += each; };
    const auto u = uniform4(seed, animals.id[i], static_cast<std::uint32_t>(day), Draw::adult_fate);

    if (animals.calf[i] != 0) {
      const int age = day - animals.calf_born[i];
      if (u[1] < behaviour::calf_daily_death(rules.survival, age)) {
        animals.calf[i] = 0;
        lose(age <= 30 ? Loss::calf_june : Loss::calf_later);
      }
    }
    Loss why = Loss::natural;
    if (dies(rules.survival, today, animals, i, u[0], why)) {
      gone[i] = 1;
      any_gone = true;
      lose(why);
      if (animals.calf[i] != 0) lose(day - animals.calf_born[i] <= 30 ? Loss::calf_june : Loss::calf_later);
      continue;
    }
    if (animals.pregnant[i] != 0 && animals.due_day[i] == day) {
      give_birth(rules, terrain, regions, environment, today, animals, i, births);
      of.born += each;
    }
  }
  if (any_gone) herd::drop(animals, gone);

  if (doy == static_cast<int>(rules.calving.weaning_doy)) {
    const std::size_t grown = animals.size();
    for (std::size_t i = 0; i < grown; ++i) {
      if (animals.calf[i] != 0) wean(rules.calving, seed, today, animals, i);
    }
  }
  if (doy == static_cast<int>(rules.calving.conception_doy)) conceive(rules, year_of(today) + 1, today, animals);
}

}  // namespace rangifer::engine
