#include "app/run_setup.h"

#include <fmt/format.h>

#include "app/machine.h"
#include "app/messages.h"
#include "app/stop_signal.h"
#include "base/error.h"
#include "engine/simulation.h"
#include "record/handle.h"
#include "record/result_reader.h"

namespace rangifer::app {
namespace {

/// Days of weather that may lie ready in memory: enough to ride over a file that is opened.
constexpr int days_ahead = 4;

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

Beginning find_beginning(RunSetup& run, const Inputs& inputs)
{
  const RunOptions& options = run.options;
  Beginning own;
  if (options.resume) own = find_checkpoint(run.origin, options.out);
  else refuse_to_start_over(run.origin, options);
  const bool begun = own.after || own.is_complete;
  return begun || options.resume_from.empty() ? own : branch_from(options.resume_from, run.scenario, inputs);
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

}  // namespace

Scenario scenario_of(RunOptions& options)
{
  if (options.replicate >= 0) options.set.push_back(fmt::format("run.replicate={}", options.replicate));
  return read_scenario(options.scenario, options.set, options.set_from);
}

void say_warnings(const Scenario& scenario)
{
  for (const std::string& warning : scenario.warnings) say("warning: " + warning);
}

void sum_inputs(Inputs& inputs, std::chrono::steady_clock::time_point start)
{
  forcing::hash_inputs(inputs.facts);
  for (const forcing::LayerFact& fact : inputs.facts) {
    say_in_detail(fmt::format("  {:16} {} {} SHA-256 {}", fact.role, fact.file, fact.variable, fact.sha256));
  }
  say_in_detail(fmt::format("inputs read and summed in {:.1f} s", since(start)));
}

void settle_beginning(RunSetup& run, const Inputs& inputs)
{
  const std::filesystem::path& other = run.options.resume_from;
  run.origin = origin_of(run.scenario, inputs, other.empty() ? "" : link_to(other));
  run.beginning = find_beginning(run, inputs);
  if (!run.beginning.note.empty()) say(run.beginning.note);
  if (!run.beginning.is_complete) say_what_is_replaced(run.options.out, run.origin);
}

Day first_day_of(const RunSetup& run)
{
  const auto& after = run.beginning.after;
  return after ? *after + std::chrono::days {1} : run.scenario.rules.run.first_day;
}

std::unique_ptr<Recorder> recorder_of(RunSetup& run, const Inputs& inputs, DayListener listener)
{
  record::RunDescription description = describe_run(run.scenario, inputs);
  if (run.weather_from) description.first_day = *run.weather_from;
  description.branched_from = run.origin.branched_from;
  return std::make_unique<Recorder>(run.options.out, std::move(description), inputs, run.scenario.rules.run.last_day,
                                    std::move(listener),
                                    Pauses {run.scenario.checkpoint, run.origin, run.beginning.result, stop_asked});
}

double finish_writing(Recorder& recorder, bool stopped)
{
  const auto last_day_done = std::chrono::steady_clock::now();
  if (stopped) recorder.finish_checkpoint();
  else recorder.finish();
  return since(last_day_done);
}

void close_result(const RunSetup& run, const landscape::Source& weather, Recorder& recorder, RunCost& cost)
{
  if (run.beginning.result) cost.resumed_after = to_string(*run.beginning.after);
  cost.waiting_for_input_s = weather.waited_s();
  cost.waiting_for_output_s = recorder.waited_s();
  cost.writing_s = recorder.writing_s();
  cost.peak_memory_mb = peak_memory_mb();
  cost.bytes = recorder.bytes();
  recorder.close(performance_of(cost));
  recorder.drop_checkpoints();
  cost.file_bytes = std::filesystem::file_size(run.options.out);
}

std::unique_ptr<landscape::Source> ahead(std::unique_ptr<landscape::Source> weather, Day last_day)
{
  return forcing::read_ahead(std::move(weather), last_day, record::hdf5_bears_threads() ? days_ahead : 0,
                             record::silence_hdf5);
}

std::string how_to_go_on(const RunOptions& options, const Recorder& recorder)
{
  const auto newest = recorder.newest();
  if (!newest) return "";
  return fmt::format("\n  all up to {} is kept in {}; go on with:\n  {}{}", to_string(newest->day),
                     newest->state.parent_path().string(), options.command_line, options.resume ? "" : " --resume");
}

double since(std::chrono::steady_clock::time_point start)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int say_stopped(const std::string& go_on)
{
  const std::string message =
    fmt::format("rangifer: stopped by {}{}", stop_signal_name(),
                go_on.empty() ? " before the first day was done: there is nothing to keep" : go_on);
  fmt::print(stderr, "{}\n", message);
  note_in_log(message);
  return stopped_code;
}

}  // namespace rangifer::app
