#include "engine/herd_run.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/activity_day.h"
#include "engine/calving_ground.h"
#include "engine/company_day.h"
#include "engine/energy_day.h"
#include "engine/life_day.h"
#include "engine/start_herd.h"
#include "engine/trail_day.h"
#include "engine/use_seasons.h"
#include "engine/year_maps.h"

namespace rangifer::engine {
namespace {

bool is_last_of_year(Day day) { return year_of(day + std::chrono::days {1}) != year_of(day); }

}  // namespace

HerdRun::HerdRun(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                 Country& country, Observer& observer)
    : rules_ {rules},
      terrain_ {terrain},
      regions_ {regions},
      country_ {country},
      environment_ {std::as_const(country).environment()},
      observer_ {observer},
      destinations_ {winter_destinations(rules, terrain)},
      surfaces_ {rules, terrain, destinations_.to_go_km.size(), country.covariates()},
      kernels_ {make_kernels(rules.modes)},
      barriers_ {terrain.grid, terrain.developments, rules.movement.longest_step_km * 1000.0},
      around_ {terrain, rules.company.block_km},
      passing_ {terrain, rules.trails.block_km},
      births_ {terrain},
      order_ {terrain.grid},
      tally_ {rules, terrain, regions},
      use_ {rules.herds.size(), terrain.grid.size()}
{
  presence_.resize(terrain.grid);
  timing_.seconds["start"] += started_.seconds();
}

void HerdRun::begin()
{
  {
    const Stopwatch watch {timing_, "start"};
    animals_ = start_herd(rules_, terrain_, destinations_);
    update_calving_destinations(rules_, *country_.ways(rules_.movement), animals_, destinations_);
    for (std::size_t h = 0; h < rules_.herds.size(); ++h) {
      reference_.push_back(reference_ground(rules_, terrain_.grid, animals_, h));
    }
    followed_.choose(animals_, rules_.herds.size(), static_cast<std::size_t>(rules_.output.followed_agents),
                     rules_.run.first_day);
  }
  tell_followed();
}

/// All that the days to come depend on, and what the year and the run have counted so far. What else there is, is made
/// of the rules and the land, or anew each morning.
template <class Keeper>
void HerdRun::keep_all(Day& day, Keeper& state)
{
  state("day", day);
  state("animals", animals_);
  state("environment", country_.environment());
  state("presence", presence_);
  state("destinations", destinations_);
  state("reference", reference_);
  state("followed", followed_);
  state("births", births_);
  state("condition", condition_);
  state("ledger", ledger_);
  state("use", use_);
}

void HerdRun::begin_from(Snapshot state)
{
  Day day {};
  StateReader reader {std::move(state)};
  keep_all(day, reader);
  reader.finish();
  presence_.touch();  // what was known of its rows is not kept
  tell_followed();
}

Observer::After HerdRun::after(Day day)
{
  const Stopwatch watch {timing_, "records"};
  return observer_.after(day);
}

void HerdRun::keep(Day day)
{
  const Stopwatch watch {timing_, "records"};
  StateWriter writer;
  keep_all(day, writer);
  observer_.keep(day, writer.take());
}

void HerdRun::tell_followed()
{
  const Stopwatch watch {timing_, "records"};
  observer_.tracks_chosen(followed_.ids(), followed_.herds(), followed_.cohorts());
}

void HerdRun::live(Day day)
{
  {
    const Stopwatch watch {timing_, "trails"};
    bury_trails(rules_.trails, environment_, presence_);
  }
  activity_day(rules_, day_of_year(day), presence_);
  find_ways(day);
  sort(day);
  {
    const Stopwatch watch {timing_, "seasons"};
    morning(rules_, environment_, destinations_, day, animals_);
  }
  if (heeds_company(rules_.modes)) {
    const Stopwatch watch {timing_, "company"};
    company_day(rules_, animals_, around_, presence_);
  }
  {
    const Stopwatch watch {timing_, "surfaces"};
    surfaces_.update(environment_, presence_, destinations_, animals_, Surfaces::Extent::near_animals);
  }
  {
    const Stopwatch watch {timing_, "ground"};
    ground_.update(rules_, terrain_, country_.weather(), environment_, presence_, animals_,
                   country_.grazing(rules_.forage));
  }
  walk(day);
  {
    const Stopwatch watch {timing_, "trails"};
    tread_trails(rules_, animals_, environment_, passing_, presence_);
  }
  const herd::DayReport report = close(day);
  ledger_.add(report);
  {
    const Stopwatch watch {timing_, "records"};
    observer_.day_done(report, static_cast<std::int64_t>(animals_.size()));
  }
  if (is_last_of_year(day)) end_year(year_of(day));
}

/// Births and deaths, and what there is to say of the day.
herd::DayReport HerdRun::close(Day day)
{
  std::vector<std::int64_t> before;
  std::vector<LifeTally> life;
  std::vector<herd::HerdDay> energy;
  {
    const Stopwatch watch {timing_, "energy"};
    keep_energy(rules_, day, animals_, energy);
  }
  {
    const Stopwatch watch {timing_, "life"};
    before = count_alive(rules_, animals_);
    evening(rules_, terrain_, regions_, environment_, day, animals_, births_.list(), life);
    births_.note(rules_, day, country_.weather(), environment_, animals_);
    condition_.note(rules_, day, animals_);
  }
  const Stopwatch watch {timing_, "tally"};
  return tally_.report(environment_, day, life, before, std::move(energy), animals_);
}

void HerdRun::sort(Day day)
{
  const Stopwatch watch {timing_, "sorting"};
  const auto every = static_cast<int>(rules_.run.sort_every_days);
  if (every > 0 && (day - rules_.run.first_day).count() % every == 0) order_.sort(animals_);
}

/// Remembered ranges are grouped anew each February; while animals are on their way to them, the
/// ways are found anew each week, as the snow goes.
void HerdRun::find_ways(Day day)
{
  const Stopwatch watch {timing_, "destinations"};
  constexpr int february = 32, july = 182;
  const int doy = day_of_year(day);
  if (doy == february) assign_calving_groups(rules_, animals_);
  if (doy >= february && doy <= july && (doy - february) % 7 == 0) {
    update_calving_destinations(rules_, *country_.ways(rules_.movement), animals_, destinations_);
  }
}

void HerdRun::walk(Day day)
{
  const int steps = static_cast<int>(std::lround(24.0 / rules_.run.step_h));
  const std::size_t season = use_season_of(common_day_of_year(day));
  for (int s = 0; s < steps; ++s) {
    {
      const Stopwatch watch {timing_, "surfaces"};
      surfaces_.reach(environment_, destinations_, animals_);
    }
    {
      const Stopwatch watch {timing_, "movement"};
      const auto hour = static_cast<float>((s + 0.5) * rules_.run.step_h);
      const auto step = static_cast<std::uint32_t>(days_since_1970(day) * steps + s);
      move({rules_, terrain_, country_.weather(), environment_, presence_, destinations_, surfaces_, kernels_,
            draw_seed(rules_.run), step, hour, &ground_, &barriers_},
           animals_);
      timing_.agent_steps += static_cast<double>(animals_.size());
    }
    {
      const Stopwatch watch {timing_, "use"};
      use_.count(animals_, season);
    }
    follow(days_since_1970(day) * 24.0 + (s + 1) * rules_.run.step_h);
  }
}

void HerdRun::follow(double hours_since_1970)
{
  if (followed_.ids().empty()) return;
  const std::span<const herd::TrackPoint> points = look_at_followed();
  const Stopwatch watch {timing_, "records"};
  observer_.step_done(hours_since_1970, points);
}

std::span<const herd::TrackPoint> HerdRun::look_at_followed()
{
  const Stopwatch watch {timing_, "tracks"};
  return followed_.points(animals_, terrain_);
}

void HerdRun::end_year(int year)
{
  std::vector<herd::ImpactYear> impact;
  std::span<const herd::Birth> births;
  herd::YearMaps maps = year_maps(terrain_, environment_, births_.map(), year);
  {
    const Stopwatch watch {timing_, "year_end"};
    births = births_.close(environment_);
    for (std::size_t h = 0; h < rules_.herds.size(); ++h) {
      CalvingYear calving = calving_year({rules_, terrain_, regions_, environment_, reference_}, births,
                                         static_cast<std::int32_t>(h), year);
      condition_.report(h, births, calving.impact);
      ledger_.report(h, calving.impact);
      impact.push_back(std::move(calving.impact));
      maps.calving_isopleth.push_back(std::move(calving.isopleth));
    }
  }
  const Stopwatch watch {timing_, "records"};
  observer_.year_done(maps, births, impact);
  births_.start_anew();
  condition_ = Condition {};
  ledger_ = YearLedger {};
}

void HerdRun::finish()
{
  // Only now: whoever goes on from the state of the last day has the year still before him.
  if (!is_last_of_year(rules_.run.last_day)) end_year(year_of(rules_.run.last_day));
  const Stopwatch watch {timing_, "records"};
  for (std::size_t h = 0; h < rules_.herds.size(); ++h) {
    const double animal_days = static_cast<double>(rules_.herds[h].animals_per_agent) * rules_.run.step_h / 24.0;
    std::vector<Field> seasons = use_.take(h);
    for (Field& season : seasons) {
      for (float& use : season) use = static_cast<float>(static_cast<double>(use) * animal_days);
    }
    observer_.run_done(static_cast<std::int32_t>(h), seasons);
  }
}

}  // namespace rangifer::engine
