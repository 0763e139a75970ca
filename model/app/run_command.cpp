#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "app/commands.h"
#include "app/messages.h"
#include "app/progress.h"
#include "app/run_member.h"
#include "app/run_setup.h"
#include "app/run_together.h"
#include "app/runs_asked.h"
#include "app/stop_signal.h"
#include "base/error.h"
#include "engine/processor.h"
#include "engine/simulation.h"

namespace rangifer::app {
namespace {

using Start = std::chrono::steady_clock::time_point;

/// Better refused before an hour's run than after it.
void check_out(const std::filesystem::path& out)
{
  const auto folder = out.has_parent_path() ? out.parent_path() : std::filesystem::path {"."};
  if (std::filesystem::is_directory(out)) {
    throw InputError(
      fmt::format("{}: is a folder; name a file in it, such as {}", out.string(), (out / "run.h5").string()));
  }
  if (!std::filesystem::is_directory(folder)) {
    throw InputError(fmt::format("{}: there is no folder {}; make it first, or write elsewhere with -o", out.string(),
                                 folder.string()));
  }
}

/// The run itself, until all of it is written; an error that stops it says so, and that there is no result.
void simulate(RunSetup& run, Inputs& inputs, Recorder& recorder, Progress& progress, RunCost& cost)
{
  const auto stopped = [&](const std::exception& e) {
    progress.finish();
    return fmt::format("{}\n  the run stopped here; {} was not written{}", e.what(), run.options.out.string(),
                       how_to_go_on(run.options, recorder));
  };
  try {
    cost.timing = engine::simulate(run.scenario.rules, inputs.terrain, inputs.regions, *inputs.weather, recorder,
                                   std::move(run.beginning.state));
    cost.closing_s = finish_writing(recorder, cost.timing.stopped);
    progress.finish();
  } catch (const InputError& e) {
    throw InputError(stopped(e));
  } catch (const std::exception& e) {
    throw RunError(stopped(e));
  }
}

/// @param asked  as it was asked for: of a member of an ensemble, the ensemble file
int run_one(const RunOptions& asked, Start start)
{
  RunSetup run;
  run.options = as_plain_run(asked);
  RunOptions& options = run.options;
  run.scenario = scenario_of(options);
  say_warnings(run.scenario);
  settle_member(asked, run.scenario);
  if (options.out.empty()) options.out = std::filesystem::path {"outputs"} / (options.scenario.stem().string() + ".h5");
  check_out(options.out);
  RunCost cost;
  cost.threads = engine::use_threads(options.threads);
  static_cast<void>(engine::processor_level());  // a name that is none is refused here, before inputs are read
  if (!options.resume_from.empty()) run.weather_from = first_day_behind(options.resume_from, run.scenario);
  Inputs inputs = open_inputs(run.scenario, run.weather_from);
  sum_inputs(inputs, start);
  settle_beginning(run, inputs);
  if (run.beginning.is_complete) return 0;
  const auto& rules = run.scenario.rules;
  inputs.weather = ahead(std::move(inputs.weather), rules.run.last_day);

  const Day first_day = first_day_of(run);
  Progress progress {first_day, rules.run.last_day, 24.0 / rules.run.step_h, options.quiet};
  const auto recorder = recorder_of(run, inputs, [&](Day day, std::int64_t agents) { progress.day_done(day, agents); });
  cost.opening_s = since(start);
  simulate(run, inputs, *recorder, progress, cost);
  if (cost.timing.stopped) return say_stopped(how_to_go_on(options, *recorder));

  cost.wall_s = since(start);
  close_result(run, *inputs.weather, *recorder, cost);
  const std::string done = fmt::format("{}: {} to {}, {} herd{}\n{}", options.out.string(), to_string(first_day),
                                       to_string(rules.run.last_day), rules.herds.size(),
                                       rules.herds.size() == 1 ? "" : "s", closing_lines(cost));
  note_in_log(done);
  if (!options.quiet) fmt::print("{}\n", done);
  return 0;
}

}  // namespace

int run_command(const RunOptions& asked)
{
  const auto start = std::chrono::steady_clock::now();
  const std::vector<RunOptions> runs = runs_asked(asked);
  listen_for_stop_signals();
  open_messages(asked.quiet ? Verbosity::quiet : asked.verbose ? Verbosity::verbose : Verbosity::normal, asked.log);
  note_in_log(asked.command_line);
  return runs.size() == 1 ? run_one(runs.front(), start) : run_together(runs);
}

}  // namespace rangifer::app
