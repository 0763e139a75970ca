#include <fmt/format.h>

#include <chrono>

#include "app/commands.h"
#include "app/inputs.h"
#include "app/machine.h"
#include "app/progress.h"
#include "app/recorder.h"
#include "app/run_cost.h"
#include "app/run_member.h"
#include "base/error.h"
#include "engine/processor.h"
#include "engine/simulation.h"
#include "record/handle.h"

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

/// The run itself, until all of it is written; an error that stops it says so, and that there is no result.
void simulate(const Scenario& scenario, const Inputs& inputs, Recorder& recorder, Progress& progress,
              const std::filesystem::path& out, RunCost& cost)
{
  const auto stopped = [&](const std::exception& e) {
    progress.finish();
    return fmt::format("{}\n  the run stopped here; {} was not written", e.what(), out.string());
  };
  try {
    cost.timing = engine::simulate(scenario.rules, inputs.terrain, inputs.regions, *inputs.weather, recorder);
    const auto last_day_done = std::chrono::steady_clock::now();
    recorder.finish();
    cost.closing_s = since(last_day_done);
    progress.finish();
  } catch (const InputError& e) {
    throw InputError(stopped(e));
  } catch (const std::exception& e) {
    throw RunError(stopped(e));
  }
}

}  // namespace

void run_command(const RunOptions& asked)
{
  const auto start = std::chrono::steady_clock::now();
  const RunOptions options = as_plain_run(asked);
  std::vector<std::string> set = options.set;
  if (options.replicate >= 0) set.push_back(fmt::format("run.replicate={}", options.replicate));
  Scenario scenario = read_scenario(options.scenario, set, options.set_from);
  settle_member(asked, scenario);
  const std::filesystem::path out =
    options.out.empty() ? std::filesystem::path {"outputs"} / (options.scenario.stem().string() + ".h5") : options.out;
  check_out(out);
  const int threads = engine::use_threads(options.threads);
  static_cast<void>(engine::processor_level());  // a name that is none is refused here, before inputs are read
  Inputs inputs = open_inputs(scenario);
  forcing::hash_inputs(inputs.facts);
  // The result is written while the next days are read, and both end in HDF5.
  inputs.weather = forcing::read_ahead(std::move(inputs.weather), scenario.rules.run.last_day,
                                       record::hdf5_bears_threads() ? days_ahead : 0, record::silence_hdf5);

  const auto& run = scenario.rules.run;
  Progress progress {run.first_day, run.last_day, 24.0 / run.step_h, options.quiet};
  Recorder recorder {out, scenario, inputs, [&](Day day, std::int64_t agents) { progress.day_done(day, agents); }};
  RunCost cost;
  cost.opening_s = since(start);
  simulate(scenario, inputs, recorder, progress, out, cost);

  cost.wall_s = since(start);
  cost.threads = threads;
  cost.waiting_for_input_s = inputs.weather->waited_s();
  cost.waiting_for_output_s = recorder.waited_s();
  cost.writing_s = recorder.writing_s();
  cost.peak_memory_mb = peak_memory_mb();
  cost.bytes = recorder.bytes();
  recorder.close(performance_of(cost));
  cost.file_bytes = std::filesystem::file_size(out);

  if (options.quiet) return;
  fmt::print("{}: {} to {}, {} herd{}\n{}\n", out.string(), to_string(run.first_day), to_string(run.last_day),
             scenario.rules.herds.size(), scenario.rules.herds.size() == 1 ? "" : "s", closing_lines(cost));
}

}  // namespace rangifer::app
