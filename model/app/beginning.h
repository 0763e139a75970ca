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
  bool is_complete = false;                     ///< the result is there already: nothing to do
  std::string note;                             ///< for people, one line or more; "": nothing to say
};

/// Of which run a state or a result is: all but the day. `branched_from`: link_to() the state it begins with, "" for
/// none.
[[nodiscard]] record::StateOrigin origin_of(Scenario& scenario, const Inputs& inputs, std::string branched_from);

/// For --resume: behind the newest whole checkpoint of the result `out`, which is of the run `here`; without one, no
/// state and a note that says so.
/// @throws InputError if the checkpoint is of another scenario, seed, input or program: says what differs
[[nodiscard]] Beginning find_checkpoint(const record::StateOrigin& here, const std::filesystem::path& out);

/// The first day after a state that is to be branched from. @throws InputError if it is none, or lies outside the run
[[nodiscard]] Day first_day_behind(const std::filesystem::path& state, const Scenario& scenario);

/// What a run that begins with the state `file` says of it: JSON. @throws InputError if it is none
[[nodiscard]] std::string link_to(const std::filesystem::path& file);

/// For --resume-from: behind the state `file` of any run with the same animals on the same land.
/// @throws InputError says what differs of what has to be the same
[[nodiscard]] Beginning branch_from(const std::filesystem::path& file, Scenario& scenario, const Inputs& inputs);

}  // namespace rangifer::app
