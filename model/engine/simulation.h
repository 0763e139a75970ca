#pragma once
#include <map>
#include <string>

#include "engine/observer.h"
#include "engine/rules.h"
#include "landscape/regions.h"
#include "landscape/source.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Seconds spent in each part of the run, and how much was done. The parts share out all of simulate();
/// "records" is the time the observer took.
struct Timing {
  std::map<std::string, double> seconds;
  double agent_steps = 0;
  bool stopped = false;  ///< before the last day, because the observer wanted it
};

/// Runs the scenario from its first day to its last:
///   forcing -> environment -> seasons -> surfaces -> movement steps -> births and deaths -> records.
/// The numbers depend on rules, terrain, regions and weather alone, not on the number of threads.
///
/// @param from  the state at the end of an earlier day, as Observer::keep() was given it: goes on with the day after,
///              to the same numbers as without a stop; empty: from the start
/// @throws InputError  from the weather source, or for a herd that cannot be placed
Timing simulate(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                landscape::Source& weather, Observer& observer, Snapshot from = {});

/// Forgets what the run has counted of use since its start, for another run that begins with the state.
void forget_use(Snapshot& state);

/// The day at whose end a state was kept. @throws RunError if it is no state of a run
[[nodiscard]] Day day_of(const Snapshot& state);

/// How many threads the parallel loops use; 0 leaves it to OpenMP. Returns what it will be.
int use_threads(int threads);

/// First day of weather that a run asks for: its snow has to build up first.
[[nodiscard]] Day first_weather_day(const RunRules& run) noexcept;

}  // namespace rangifer::engine
