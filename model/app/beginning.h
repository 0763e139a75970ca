#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "app/inputs.h"
#include "app/scenario.h"
#include "record/checkpoints.h"

namespace rangifer::app {

/// Where a run begins: with its first day, behind a checkpoint of its own, or behind the state of another run.
struct Beginning {
  Snapshot state;                               ///< empty: with the first day
  std::optional<Day> after;                     ///< the day of the state
  std::optional<std::filesystem::path> result;  ///< of the own checkpoint: goes on in a copy of it
  std::string branched_from;                    ///< JSON, see outputs/FORMAT.md; "": of no other run
  bool is_complete = false;                     ///< the result is there already: nothing to do
  std::string note;                             ///< for people, one line or more; "": nothing to say
};

/// Of which run a state or a result is: all but the day.
[[nodiscard]] record::StateOrigin origin_of(Scenario& scenario, const Inputs& inputs);

/// For --resume: behind the newest whole checkpoint of the result `out`; with the first day where there is none.
/// @throws InputError if the checkpoint is of another scenario, seed, input or program: says what differs
[[nodiscard]] Beginning find_checkpoint(Scenario& scenario, const Inputs& inputs, const std::filesystem::path& out);

/// The first day after a state that is to be branched from. @throws InputError if it is none, or lies outside the run
[[nodiscard]] Day first_day_behind(const std::filesystem::path& state, const Scenario& scenario);

/// For --resume-from: behind the state `file` of any run with the same animals on the same land.
/// @throws InputError says what differs of what has to be the same
[[nodiscard]] Beginning branch_from(const std::filesystem::path& file, Scenario& scenario, const Inputs& inputs);

}  // namespace rangifer::app
