#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/observer.h"
#include "engine/rules.h"
#include "engine/timing.h"
#include "landscape/regions.h"
#include "landscape/source.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Runs the scenario from its first day to its last:
///   forcing -> environment -> seasons -> surfaces -> movement steps -> births and deaths -> records.
/// The numbers depend on rules, terrain, regions and weather alone, not on the number of threads.
///
/// @param from  the state at the end of an earlier day, as Observer::keep() was given it: goes on with the day after,
///              to the same numbers as without a stop; empty: from the start
/// @throws InputError  from the weather source, or for a herd that cannot be placed
Timing simulate(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                landscape::Source& weather, Observer& observer, Snapshot from = {});

/// One of several runs in the same country: they differ in their herds, in what is built, in seed and replicate.
struct Member {
  const Rules& rules;
  const landscape::Terrain& terrain;
  const landscape::Regions& regions;
  Observer& observer;
  Snapshot from {};
  std::string name {};  ///< for errors; "": they need none
};

/// Whether each of several runs may have a thread to itself, or all threads take one run after the other: an observer
/// that must not be told from several threads wants the second.
enum class Members : std::uint8_t { side_by_side, one_by_one };

/// The same for several runs: the weather of a day and what it makes of the land is worked out once for all of them.
/// Each comes to the numbers it comes to alone. If one is to stop, all are, and those that can keep their state.
///
/// @param members  alike in EnvironmentRules, first and last day, snow lead, grid and land; all from the start or all
///                 from the same day
/// @returns of each; weather and environment stand in all of them
[[nodiscard]] std::vector<Timing> simulate(std::span<Member> members, landscape::Source& weather,
                                           Members how = Members::side_by_side);

/// Forgets what the run has counted of use since its start, for another run that begins with the state.
void forget_use(Snapshot& state);

/// The day at whose end a state was kept. @throws RunError if it is no state of a run
[[nodiscard]] Day day_of(const Snapshot& state);

/// How many threads the parallel loops use; 0 leaves it to OpenMP. Returns what it will be.
int use_threads(int threads);

/// First day of weather that a run asks for: its snow has to build up first.
[[nodiscard]] Day first_weather_day(const RunRules& run) noexcept;

}  // namespace rangifer::engine
