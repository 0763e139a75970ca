#include "engine/life_day.h"

#include <algorithm>
#include <cmath>

#include "base/deterministic_math.h"
#include "base/random.h"
#include "engine/cohort_today.h"
#include "engine/energy_day.h"
#include "engine/fates.h"
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

/// A day as the loops over agents need it: the calendar is asked once.
struct Date {
  explicit Date(Day today)
      : day {days_since_1970(today)}, day_of_year {rangifer::day_of_year(today)}, year {year_of(today)}, cohort {today}
  {
  }
  int day;  ///< since 1970-01-01
  int day_of_year;
  int year;
  CohortToday cohort;
};

behaviour::Cues cues_of(const landscape::Environment& e, const Destinations& destinations, const Date& date,
                        const behaviour::Heeds& heeds, const Herd& a, std::size_t i)
{
  const auto cell = static_cast<std::size_t>(a.cell[i]);
  const int day = date.day;
  const Cohort cohort = date.cohort(a.male[i] != 0, a.birth_year[i]);
  const auto to_go_km = [&] {
    const herd::Mode mode = mode_of(static_cast<Season>(a.season[i]));
    return destinations.to_go_km[destination_of(destinations, a, i, mode)][cell];
  };
  return {
    .day_of_year = date.day_of_year,
    .week_temperature_c = heeds.ground ? e.week_temperature_c[cell] : 0.0f,
    .snow_cover = heeds.ground ? e.snow_cover[cell] : 0.0f,
    .to_go_km = heeds.way ? to_go_km() : 0.0f,
    .days_to_due = a.pregnant[i] != 0 ? a.due_day[i] - day : 0,
    .days_in_season = day - a.season_since[i],
    .pregnant = a.pregnant[i] != 0 && a.due_day[i] >= day && a.due_day[i] - day < 200,
    .gave_birth = a.calf[i] != 0 && a.calf_born[i] == day - 1,
    .with_calf = a.calf[i] != 0,
    .male = cohort == Cohort::bull,
    .yearling = cohort == Cohort::yearling || cohort == Cohort::calf,
  };
}

/// Fidelity to last year's winter area is low: some go back, others join another part of the herd.
std::uint8_t next_winter_area(const Rules& rules, int year, const Herd& a, std::size_t i)
{
  const auto u = uniform4(draw_seed(rules.run), a.id[i], static_cast<std::uint32_t>(year), Draw::winter_area);
  if (static_cast<double>(u[0]) < rules.seasons.winter_fidelity) return a.winter_area[i];
  return static_cast<std::uint8_t>(choose_area(rules.herds[a.herd[i]].winter, u[1]));
}

/// Sex of the calf that a cow bears in a year: a draw of the calf's own.
bool male_calf(const behaviour::Calving& p, std::uint64_t seed, std::uint64_t mother, int year) noexcept
{
  return static_cast<double>(uniform(seed, herd::calf_id(mother, year), 0, Draw::start)) < p.male_at_birth;
}

/// The calf itself: its mass by its mother's, and milk.
void begin_nursing(const Rules& rules, Day today, Herd& a, std::size_t i, herd::Birth& birth)
{
  const int year = year_of(today);
  const double mother_kg =
    behaviour::live_mass_kg(rules.body, static_cast<double>(a.fat_kg[i]), static_cast<double>(a.protein_kg[i]));
  const double newborn_kg =
    behaviour::birth_mass_kg(rules.gestation, mother_kg, male_calf(rules.calving, draw_seed(rules.run), a.id[i], year));
  a.calf_kg[i] = a.calf_born_kg[i] = static_cast<float>(newborn_kg);
  a.nursing[i] = 1;
  birth.mother_age_y = year - a.birth_year[i];
  birth.birth_mass_kg = a.calf_kg[i];
  birth.mother_mass_kg = static_cast<float>(mother_kg);
  birth.mass_28d_kg = birth.mass_42d_kg = std::nanf("");
}

void give_birth(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                const landscape::Environment& e, Day today, Herd& a, std::size_t i, std::vector<herd::Birth>& births)
{
  const auto cell = static_cast<std::size_t>(a.cell[i]);
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
  begin_nursing(rules, today, a, i, birth);
  births.push_back(birth);

  a.pregnant[i] = 0;
  a.calf[i] = 1;
  a.calf_born[i] = days_since_1970(today);
  // She remembers where she was: old places fade with the years.
  const float renewed = 1.0f - exp_det(-1.0f / static_cast<float>(rules.memory_of(a.herd[i]).forget_years));
  a.remembered_x_m[i] += renewed * dx;
  a.remembered_y_m[i] += renewed * dy;
}

/// Counts the losses that `fate` brings an agent: its calf, itself, or both.
void lose(const Rules& rules, const Date& date, std::uint8_t fate, Herd& a, std::size_t i, LifeTally& tally)
{
  const std::int64_t each = rules.herds[a.herd[i]].animals_per_agent;
  const bool with_calf = a.calf[i] != 0;
  if (with_calf && (fate & (calf_dies | dies)) != 0) {  // a calf does not outlive its mother
    const Loss why = date.day - a.calf_born[i] <= 30 ? Loss::calf_june : Loss::calf_later;
    tally.lost[static_cast<std::size_t>(why)] += each;
    a.calf[i] = 0;
  }
  if ((fate & dies) != 0) tally.lost[static_cast<std::size_t>(cause_of(fate))] += each;
}

/// A weaned calf walks on its own: an agent with its mother's place, range and company.
void wean(const Rules& rules, Day today, Herd& a, std::size_t mother)
{
  const std::uint64_t seed = draw_seed(rules.run);
  const std::uint64_t id = herd::calf_id(a.id[mother], year_of(today));
  const std::size_t calf = herd::add(a);
  a.id[calf] = id;
  a.herd[calf] = a.herd[mother];
  a.male[calf] = male_calf(rules.calving, seed, a.id[mother], year_of(today)) ? 1 : 0;
  a.birth_year[calf] = static_cast<std::int16_t>(year_of(today));
  a.x_m[calf] = a.x_m[mother];
  a.y_m[calf] = a.y_m[mother];
  a.cell[calf] = a.cell[mother];
  a.heading_turn[calf] = a.heading_turn[mother];
  a.season[calf] = a.season[mother];
  a.season_since[calf] = a.season_since[mother];
  a.mode[calf] = a.mode[mother];
  a.aim[calf] = a.aim[mother];
  a.winter_area[calf] = a.winter_area[mother];
  a.calving_group[calf] = a.calving_group[mother];
  a.remembered_x_m[calf] = a.remembered_x_m[mother];
  a.remembered_y_m[calf] = a.remembered_y_m[mother];
  a.country[calf] = a.country[mother];
  a.frame[calf] = frame_of(rules.body, seed, id);
  const double empty_kg = static_cast<double>(a.calf_kg[mother]) * (1.0 - rules.body.gut);
  const double lean_kg = empty_kg / (1.0 + rules.calf.fat_at_weaning);
  a.fat_kg[calf] = static_cast<float>(empty_kg - lean_kg);
  a.protein_kg[calf] = static_cast<float>(lean_kg * rules.body.protein_in_lean);
  a.fed[calf] = a.fed[mother];
  a.calf[mother] = 0;
  a.nursing[mother] = 0;
}

void wean_all(const Rules& rules, Day today, Herd& a)
{
  const std::size_t grown = a.size();
  const auto calves =
    static_cast<std::size_t>(grown - static_cast<std::size_t>(std::count(a.calf.begin(), a.calf.end(), 0)));
  a.for_each_attribute([&](auto& attribute) { attribute.reserve(grown + calves); });
  for (std::size_t i = 0; i < grown; ++i) {
    if (a.calf[i] != 0) wean(rules, today, a, i);
  }
}

/// A mother goes no faster than her calf can follow; without one she is as fast as anyone.
void keep_to_calf(const Rules& rules, int day, Herd& a, std::size_t i) noexcept
{
  if (a.calf[i] == 0) {
    a.stride[i] = a.longest_share[i] = 1.0f;
    return;
  }
  const int age = day - a.calf_born[i];
  const bool calving = static_cast<Season>(a.season[i]) == Season::calving;
  a.stride[i] = behaviour::stride(rules.calf_at_heel, rules.seasons.calving_d, calving, age);
  const double fastest_km_h = rules.movement.longest_step_km / rules.run.step_h;
  a.longest_share[i] = behaviour::longest_share(rules.calf_at_heel, fastest_km_h, age);
}

/// The draw that holds for an animal all year and season.
float threshold_of(const Rules& rules, const Date& date, Season now, const Herd& a, std::size_t i) noexcept
{
  const Season kind = now == Season::rut ? Season::fall_migration : now;  // one threshold for all of autumn
  return uniform(draw_seed(rules.run), a.id[i], static_cast<std::uint32_t>(date.year), Draw::mode,
                 static_cast<std::uint32_t>(kind));
}

/// An animal's season, mode and pace for the day.
void wake(const Rules& rules, const landscape::Environment& environment, const Destinations& destinations,
          const Date& date, Herd& a, std::size_t i)
{
  const auto now = static_cast<Season>(a.season[i]);
  const behaviour::Heeds heeds = behaviour::heeds(now, date.day_of_year);
  const auto cues = cues_of(environment, destinations, date, heeds, a, i);
  const float draw = heeds.draw ? threshold_of(rules, date, now, a, i) : 0.5f;
  const Season next = behaviour::next_season(rules.seasons, now, cues, draw);
  if (next != now) {
    a.season[i] = static_cast<std::uint8_t>(next);
    a.season_since[i] = date.day;
    if (next == Season::late_summer) a.winter_area[i] = next_winter_area(rules, date.year, a, i);
  }
  a.mode[i] = static_cast<std::uint8_t>(mode_of(next));
  keep_to_calf(rules, date.day, a, i);
}

}  // namespace

void morning(const Rules& rules, const landscape::Environment& environment, const Destinations& destinations, Day today,
             Herd& animals)
{
  const Date date {today};
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) shared(rules, environment, destinations, animals, date, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    wake(rules, environment, destinations, date, animals, i);
  }
  animals.for_each_sum_of_today([](auto& sum) { std::ranges::fill(sum, 0); });
}

void evening(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
             const landscape::Environment& environment, Day today, Herd& animals, std::vector<herd::Birth>& births,
             std::vector<LifeTally>& tally)
{
  tally.assign(rules.herds.size(), {});
  const Date date {today};
  std::vector<std::uint8_t> fate = fates(rules, terrain, regions, today, animals);
  const std::size_t known = births.size();
  bool any_gone = false;
  for (std::size_t i = 0; i < fate.size(); ++i) {  // few have any
    if (fate[i] == 0) continue;
    LifeTally& of = tally[animals.herd[i]];
    lose(rules, date, fate[i], animals, i, of);
    if ((fate[i] & gives_birth) != 0) {
      give_birth(rules, terrain, regions, environment, today, animals, i, births);
      of.born += rules.herds[animals.herd[i]].animals_per_agent;
    }
    fate[i] &= dies;
    any_gone = any_gone || fate[i] != 0;
  }
  std::sort(births.begin() + static_cast<std::ptrdiff_t>(known), births.end(),
            [](const herd::Birth& a, const herd::Birth& b) { return a.mother < b.mother; });
  if (any_gone) herd::drop(animals, fate);

  if (date.day_of_year == static_cast<int>(rules.calving.weaning_doy)) wean_all(rules, today, animals);
  if (date.day_of_year == static_cast<int>(rules.calving.conception_doy)) {
    conceive(rules, date.year + 1, today, live_masses(rules.body, animals), animals);
  }
}

}  // namespace rangifer::engine
