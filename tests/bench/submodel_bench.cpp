#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "engine/energy_day.h"
#include "engine/environment_day.h"
#include "engine/flight.h"
#include "engine/ground.h"
#include "engine/life_day.h"
#include "engine/move.h"
#include "engine/place_order.h"
#include "engine/start_herd.h"
#include "engine/surfaces.h"
#include "engine/tally.h"
#include "engine/trail_day.h"
#include "engine/use_count.h"
#include "made_up_country.h"
#include "measured.h"

namespace rangifer::bench {
namespace {

constexpr long animals = 218'000;
constexpr double cell_m = 2000;

/// The made-up country with its herd on a day of the year, when most parts of the day have something to do.
struct Stage {
  Country country {cell_m, animals};
  landscape::Weather weather;
  landscape::Environment environment;
  landscape::Presence presence;
  engine::Destinations destinations;
  herd::Herd herd;
  Day day;

  explicit Stage(Day today) : day {today}
  {
    MadeUpWeather source {country.terrain};
    environment.resize(country.terrain.grid);
    presence.resize(country.terrain.grid);
    for (Day d = today - std::chrono::days {240}; d <= today; d += std::chrono::days {1}) {
      source.read(d, weather);
      engine::environment_day(country.rules, country.terrain, weather, environment);
    }
    engine::bury_trails(country.rules.trails, environment, presence);
    destinations = engine::winter_destinations(country.rules, country.terrain);
    herd = engine::start_herd(country.rules, country.terrain, destinations);
    engine::assign_calving_groups(country.rules, herd);
    engine::update_calving_destinations(country.rules, {country.rules.movement, country.terrain, &environment}, herd,
                                        destinations);
  }

  void put(behaviour::Season season, herd::Mode mode)
  {
    std::fill(herd.season.begin(), herd.season.end(), static_cast<std::uint8_t>(season));
    std::fill(herd.mode.begin(), herd.mode.end(), static_cast<std::uint8_t>(mode));
  }

  [[nodiscard]] double cells() const { return static_cast<double>(country.terrain.grid.size()); }
  [[nodiscard]] double agents() const { return static_cast<double>(herd.size()); }
};

/// Early July: insects are about, calves are young, plants are green. Made when first needed.
Stage& summer()
{
  static Stage stage {make_day(2001, 7, 5)};
  stage.put(behaviour::Season::post_calving, herd::Mode::post_calving);
  return stage;
}

void add(const char* part, const char* what, const std::function<void(benchmark::State&)>& row)
{
  for (const int threads : thread_counts()) {
    const std::string name = fmt::format("submodel/{}/{}/threads:{}", part, what, threads);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
      const Threads these {threads};
      row(state);
    })->Unit(benchmark::kMillisecond);
  }
}

void environment(benchmark::State& state)
{
  Stage& s = summer();
  landscape::Environment e;
  const double seconds = time_of(
    state, [&] { e = s.environment; },
    [&] { engine::environment_day(s.country.rules, s.country.terrain, s.weather, e); });
  count_ns(state, "ns_per_cell", seconds, s.cells());
}

/// Every surface in use in summer, one for each calving group and each way insects make animals walk, as if all
/// that they are made of had changed: taking turns with a copy of the day makes it so.
void surfaces(benchmark::State& state)
{
  Stage& s = summer();
  const std::array<landscape::Environment, 2> days {s.environment, s.environment};
  engine::Surfaces surfaces {s.country.rules, s.country.terrain, s.destinations.to_go_km.size()};
  double built = 0;
  std::size_t day = 0;
  const double seconds = time_of(state, [&] {
    surfaces.update(days[day++ % 2], s.presence, s.destinations, s.herd);
    built += static_cast<double>(surfaces.built());
  });
  const double each_time = built / static_cast<double>(state.iterations());
  state.counters["surfaces"] = each_time;
  count_ns(state, "ns_per_cell", seconds, s.cells() * each_time);
}

void destinations(benchmark::State& state)
{
  Stage& s = summer();
  engine::Destinations d = s.destinations;
  const double seconds = time_of(state, [&] {
    const engine::Ways ways {s.country.rules.movement, s.country.terrain, &s.environment};
    engine::update_calving_destinations(s.country.rules, ways, s.herd, d);
  });
  const auto groups = static_cast<double>(s.country.rules.memory.groups);
  count_ns(state, "ns_per_cell", seconds, s.cells() * groups);
}

/// flee_insects() over the whole herd, in blocks as move() does it.
void flee(const engine::StepScene& scene, herd::Herd& herd)
{
  constexpr std::ptrdiff_t block = 256;
  const auto n = static_cast<std::ptrdiff_t>(herd.size());
#pragma omp parallel for default(none) shared(scene, herd, n) schedule(static)
  for (std::ptrdiff_t first = 0; first < n; first += block) {
    engine::flee_insects(scene, herd, static_cast<std::size_t>(first),
                         static_cast<std::size_t>(std::min(first + block, n)));
  }
}

/// @param flight_alone  only what insects do, without the step that follows
void insects(benchmark::State& state, bool flight_alone)
{
  Stage& s = summer();
  engine::Surfaces surfaces {s.country.rules, s.country.terrain, s.destinations.to_go_km.size()};
  surfaces.update(s.environment, s.presence, s.destinations, s.herd);
  const engine::StepKernels kernels = engine::make_kernels(s.country.rules.modes);
  herd::Herd herd = s.herd;
  std::uint32_t step = 0;
  const double seconds = time_of(state, [&] {
    const engine::StepScene scene {
      s.country.rules, s.country.terrain, s.weather, s.environment, s.presence, s.destinations,
      surfaces,        kernels,           1,         step++,        14.5f};
    if (flight_alone) flee(scene, herd);
    else engine::move(scene, herd);
  });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

/// What every cell takes and gives.
void ground(benchmark::State& state)
{
  Stage& s = summer();
  engine::Ground of_day;
  const double seconds = time_of(
    state, [&] { of_day.update(s.country.rules, s.country.terrain, s.weather, s.environment, s.presence, s.herd); });
  count_ns(state, "ns_per_cell", seconds, s.cells());
}

/// Accounts of a day on which everyone could feed.
void energy(benchmark::State& state)
{
  Stage& s = summer();
  herd::Herd herd;
  std::vector<herd::HerdDay> report;
  const double seconds = time_of(
    state,
    [&] {
      herd = s.herd;
      herd.graze_kg.assign(herd.size(), 3.0f);
      herd.graze_mj.assign(herd.size(), 32.0f);
      herd.graze_protein_kg.assign(herd.size(), 0.4f);
      herd.walk_kj_kg.assign(herd.size(), 25.0f);
    },
    [&] { engine::keep_energy(s.country.rules, s.day, herd, report); });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

void morning(benchmark::State& state)
{
  Stage& s = summer();
  herd::Herd herd;
  const double seconds = time_of(
    state, [&] { herd = s.herd; },
    [&] { engine::morning(s.country.rules, s.environment, s.destinations, s.day, herd); });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

void evening(benchmark::State& state)
{
  Stage& s = summer();
  herd::Herd herd;
  std::vector<herd::Birth> births;
  std::vector<engine::LifeTally> tally;
  const double seconds = time_of(
    state,
    [&] {
      herd = s.herd;
      births.clear();
      tally.clear();
    },
    [&] {
      engine::evening(s.country.rules, s.country.terrain, s.country.regions, s.environment, s.day, herd, births, tally);
    });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

void tally(benchmark::State& state)
{
  Stage& s = summer();
  const std::vector<engine::LifeTally> life(1);
  const std::vector<std::int64_t> before = engine::count_alive(s.country.rules, s.herd);
  const engine::DayTally of_run {s.country.rules, s.country.terrain, s.country.regions};
  const double seconds =
    time_of(state, [&] { benchmark::DoNotOptimize(of_run.report(s.environment, s.day, life, before, {}, s.herd)); });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

void use_count(benchmark::State& state)
{
  Stage& s = summer();
  engine::UseCount use {1, s.country.terrain.grid.size()};
  const double seconds = time_of(state, [&] { use.count(s.herd, 5); });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

/// From no order at all; herds that were sorted a few days ago cost less.
void sorting(benchmark::State& state)
{
  Stage& s = summer();
  engine::PlaceOrder order {s.country.terrain.grid};
  herd::Herd herd;
  const double seconds = time_of(
    state, [&] { herd = s.herd; }, [&] { order.sort(herd); });
  count_ns(state, "ns_per_agent", seconds, s.agents());
}

}  // namespace

void add_submodel_rows()
{
  const std::string of_cells = fmt::format("cells:{:.0f}", 900'000 / cell_m * (800'000 / cell_m));
  const std::string of_agents = fmt::format("agents:{}", animals);
  const char *cells = of_cells.c_str(), *agents = of_agents.c_str();
  add("environment_day", cells, environment);
  add("surfaces_update", cells, surfaces);
  add("destinations_update", cells, destinations);
  add("ground_update", cells, ground);
  add("insect_flight", agents, [](benchmark::State& s) { insects(s, true); });
  add("step_with_insects", agents, [](benchmark::State& s) { insects(s, false); });
  add("morning", agents, morning);
  add("energy", agents, energy);
  add("evening", agents, evening);
  add("tally", agents, tally);
  add("use_count", agents, use_count);
  add("sorting", agents, sorting);
}

}  // namespace rangifer::bench
