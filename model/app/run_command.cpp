#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "app/beginning.h"
#include "app/commands.h"
#include "app/inputs.h"
#include "app/machine.h"
#include "app/messages.h"
#include "app/progress.h"
#include "app/recorder.h"
#include "app/run_cost.h"
#include "app/run_member.h"
#include "app/stop_signal.h"
#include "base/error.h"
#include "engine/processor.h"
#include "engine/simulation.h"
#include "record/handle.h"
#include "record/result_reader.h"

namespace rangifer::app {
namespace {

/// Days of weather that may lie ready in memory: enough to ride over a file that is opened.
constexpr int days_ahead = 4;

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

double since(std::chrono::steady_clock::time_point start)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// "\n  go on with: rangifer run baseline.toml --resume" if there is a checkpoint.
std::string how_to_go_on(const RunOptions& options, const Recorder& recorder)
{
  const auto newest = recorder.newest();
  if (!newest) return "";
  return fmt::format("\n  all up to {} is kept in {}; go on with:\n  {}{}", to_string(newest->day),
                     newest->state.parent_path().string(), options.command_line, options.resume ? "" : " --resume");
}

/// The run itself, until all of it is written; an error that stops it says so, and that there is no result.
void simulate(const Scenario& scenario, const Inputs& inputs, Recorder& recorder, Progress& progress,
              const RunOptions& options, Snapshot from, RunCost& cost)
{
  const auto stopped = [&](const std::exception& e) {
    progress.finish();
    return fmt::format("{}\n  the run stopped here; {} was not written{}", e.what(), options.out.string(),
                       how_to_go_on(options, recorder));
  };
  try {
    cost.timing =
      engine::simulate(scenario.rules, inputs.terrain, inputs.regions, *inputs.weather, recorder, std::move(from));
    const auto last_day_done = std::chrono::steady_clock::now();
    if (cost.timing.stopped) recorder.finish_checkpoint();
    else recorder.finish();
    cost.closing_s = since(last_day_done);
    progress.finish();
  } catch (const InputError& e) {
    throw InputError(stopped(e));
  } catch (const std::exception& e) {
    throw RunError(stopped(e));
  }
}

/// An unfinished run of the same scenario must not be lost because somebody forgot --resume.
void refuse_to_start_over(const record::StateOrigin& here, const RunOptions& options)
{
  if (options.anew) return;
  std::string kept;
  try {
    const Beginning found = find_checkpoint(here, options.out);
    if (found.after) kept = to_string(*found.after);
  } catch (const InputError&) {  // of another run: replaced, as a result of this name would be
  }
  if (kept.empty()) return;
  throw InputError(
    fmt::format("{}.checkpoints: this run has been kept there up to {}; go on from it with --resume, or "
                "start at the beginning with --anew",
                options.out.string(), kept));
}

Beginning find_beginning(Scenario& scenario, const Inputs& inputs, const record::StateOrigin& here,
                         const RunOptions& options)
{
  Beginning own;
  if (options.resume) own = find_checkpoint(here, options.out);
  else refuse_to_start_over(here, options);
  const bool begun = own.after || own.is_complete;
  return begun || options.resume_from.empty() ? own : branch_from(options.resume_from, scenario, inputs);
}

/// A result of this name that is of another run is about to be lost; the same run again replaces nothing of worth.
void say_what_is_replaced(const std::filesystem::path& out, const record::StateOrigin& here)
{
  if (!std::filesystem::exists(out)) return;
  try {
    const record::ResultReader there(out);
    const bool parameters = there.root_text("parameters") != here.parameters_json;
    if (!parameters && there.root_text("inputs") == here.inputs_json) return;
    say(fmt::format("replaces {}, a result of {} with other {}", out.string(), there.root_text("title"),
                    parameters ? "parameters" : "inputs"));
  } catch (const InputError&) {
    say(fmt::format("replaces {}, which is no result of a run", out.string()));
  }
}

void say_inputs(const Inputs& inputs, double seconds)
{
  for (const forcing::LayerFact& fact : inputs.facts) {
    say_in_detail(fmt::format("  {:16} {} {} SHA-256 {}", fact.role, fact.file, fact.variable, fact.sha256));
  }
  say_in_detail(fmt::format("inputs read and summed in {:.1f} s", seconds));
}

int say_stopped(const RunOptions& options, const Recorder& recorder)
{
  const std::string go_on = how_to_go_on(options, recorder);
  const std::string message =
    fmt::format("rangifer: stopped by {}{}", stop_signal_name(),
                go_on.empty() ? " before the first day was done: there is nothing to keep" : go_on);
  fmt::print(stderr, "{}\n", message);
  note_in_log(message);
  return stopped_code;
}

}  // namespace

int run_command(const RunOptions& asked)
{
  const auto start = std::chrono::steady_clock::now();
  listen_for_stop_signals();
  open_messages(asked.quiet ? Verbosity::quiet : asked.verbose ? Verbosity::verbose : Verbosity::normal, asked.log);
  note_in_log(asked.command_line);
  RunOptions options = as_plain_run(asked);
  if (options.replicate >= 0) options.set.push_back(fmt::format("run.replicate={}", options.replicate));
  Scenario scenario = read_scenario(options.scenario, options.set, options.set_from);
  for (const std::string& warning : scenario.warnings) say("warning: " + warning);
  settle_member(asked, scenario);
  if (options.out.empty()) options.out = std::filesystem::path {"outputs"} / (options.scenario.stem().string() + ".h5");
  check_out(options.out);
  const int threads = engine::use_threads(options.threads);
  static_cast<void>(engine::processor_level());  // a name that is none is refused here, before inputs are read
  std::optional<Day> weather_from;
  if (!options.resume_from.empty()) weather_from = first_day_behind(options.resume_from, scenario);
  Inputs inputs = open_inputs(scenario, weather_from);
  forcing::hash_inputs(inputs.facts);
  say_inputs(inputs, since(start));
  const record::StateOrigin origin =
    origin_of(scenario, inputs, options.resume_from.empty() ? "" : link_to(options.resume_from));
  Beginning beginning = find_beginning(scenario, inputs, origin, options);
  if (!beginning.note.empty()) say(beginning.note);
  if (beginning.is_complete) return 0;
  say_what_is_replaced(options.out, origin);
  // The result is written while the next days are read, and both end in HDF5.
  inputs.weather = forcing::read_ahead(std::move(inputs.weather), scenario.rules.run.last_day,
                                       record::hdf5_bears_threads() ? days_ahead : 0, record::silence_hdf5);

  const auto& run = scenario.rules.run;
  record::RunDescription description = describe_run(scenario, inputs);
  if (weather_from) description.first_day = *weather_from;
  description.branched_from = origin.branched_from;
  const Day first_day = beginning.after ? *beginning.after + std::chrono::days {1} : run.first_day;
  Progress progress {first_day, run.last_day, 24.0 / run.step_h, options.quiet};
  Recorder recorder {options.out,
                     std::move(description),
                     inputs,
                     run.last_day,
                     [&](Day day, std::int64_t agents) { progress.day_done(day, agents); },
                     {scenario.checkpoint, origin, beginning.result, stop_asked}};
  RunCost cost;
  cost.opening_s = since(start);
  simulate(scenario, inputs, recorder, progress, options, std::move(beginning.state), cost);
  if (cost.timing.stopped) return say_stopped(options, recorder);

  cost.wall_s = since(start);
  cost.threads = threads;
  if (beginning.result) cost.resumed_after = to_string(*beginning.after);
  cost.waiting_for_input_s = inputs.weather->waited_s();
  cost.waiting_for_output_s = recorder.waited_s();
  cost.writing_s = recorder.writing_s();
  cost.peak_memory_mb = peak_memory_mb();
  cost.bytes = recorder.bytes();
  recorder.close(performance_of(cost));
  recorder.drop_checkpoints();
  cost.file_bytes = std::filesystem::file_size(options.out);

  const std::string done =
    fmt::format("{}: {} to {}, {} herd{}\n{}", options.out.string(), to_string(first_day), to_string(run.last_day),
                scenario.rules.herds.size(), scenario.rules.herds.size() == 1 ? "" : "s", closing_lines(cost));
  note_in_log(done);
  if (!options.quiet) fmt::print("{}\n", done);
  return 0;
}

}  // namespace rangifer::app
