#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "app/beginning.h"
#include "app/commands.h"
#include "app/inputs.h"
#include "app/recorder.h"
#include "app/run_cost.h"
#include "app/scenario.h"

namespace rangifer::app {

/// A run of which all that can be refused has been, before its first day.
struct RunSetup {
  RunOptions options;
  Scenario scenario;
  record::StateOrigin origin;
  Beginning beginning;
  std::optional<Day> weather_from;  ///< where it begins with the state of another run: the first day behind it
};

/// The scenario of a run, with its replicate. @throws InputError
[[nodiscard]] Scenario scenario_of(RunOptions& options);

void say_warnings(const Scenario& scenario);

/// Checksums of all inputs, which the log and --verbose tell of. @param start  when reading them began
void sum_inputs(Inputs& inputs, std::chrono::steady_clock::time_point start);

/// Finds where the run begins and says so; also what its result replaces.
/// @throws InputError  a checkpoint that would be lost, or is of another run
void settle_beginning(RunSetup& run, const Inputs& inputs);

[[nodiscard]] Day first_day_of(const RunSetup& run);

/// Whoever writes the result of a run, `inputs` long. Takes what the run begins with but for the state.
[[nodiscard]] std::unique_ptr<Recorder> recorder_of(RunSetup& run, const Inputs& inputs, DayListener listener);

/// Waits until what the run has told is on the disk; returns the seconds.
double finish_writing(Recorder& recorder, bool stopped);

/// Completes what the run has cost, and closes its result.
void close_result(const RunSetup& run, const landscape::Source& weather, Recorder& recorder, RunCost& cost);

/// Reads days ahead of the run where HDF5 bears that: the result is written meanwhile, and both end in HDF5.
[[nodiscard]] std::unique_ptr<landscape::Source> ahead(std::unique_ptr<landscape::Source> weather, Day last_day);

/// "\n  all up to 2005-12-31 is kept in ...; go on with:\n  rangifer run baseline.toml --resume" if there is a
/// checkpoint.
[[nodiscard]] std::string how_to_go_on(const RunOptions& options, const Recorder& recorder);

[[nodiscard]] double since(std::chrono::steady_clock::time_point start);

/// Says that a signal has stopped the command, and how to go on; the exit code.
[[nodiscard]] int say_stopped(const std::string& go_on);

}  // namespace rangifer::app
