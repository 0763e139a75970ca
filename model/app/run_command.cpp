#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>

#include "app/commands.h"
#include "app/inputs.h"
#include "app/progress.h"
#include "app/recorder.h"
#include "base/error.h"
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

double peak_memory_mb()
{
  rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// The run itself; an error that stops it says so, and that there is no result.
engine::Timing simulate(const Scenario& scenario, const Inputs& inputs, Recorder& recorder, Progress& progress,
                        const std::filesystem::path& out)
{
  const auto stopped = [&](const std::exception& e) {
    progress.finish();
    return fmt::format("{}\n  the run stopped here; {} was not written", e.what(), out.string());
  };
  try {
    engine::Timing timing = engine::simulate(scenario.rules, inputs.terrain, inputs.regions, *inputs.weather, recorder);
    progress.finish();
    return timing;
  } catch (const InputError& e) {
    throw InputError(stopped(e));
  } catch (const std::exception& e) {
    throw RunError(stopped(e));
  }
}

}  // namespace

void run_command(const RunOptions& options)
{
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::string> set = options.set;
  if (options.replicate >= 0) set.push_back(fmt::format("run.replicate={}", options.replicate));
  Scenario scenario = read_scenario(options.scenario, set);
  const std::filesystem::path out =
    options.out.empty() ? std::filesystem::path {"outputs"} / (options.scenario.stem().string() + ".h5") : options.out;
  check_out(out);
  const int threads = engine::use_threads(options.threads);
  Inputs inputs = open_inputs(scenario);
  forcing::hash_inputs(inputs.facts);
  // The result is written while the next days are read, and both end in HDF5.
  inputs.weather = forcing::read_ahead(std::move(inputs.weather), scenario.rules.run.last_day,
                                       record::hdf5_bears_threads() ? days_ahead : 0, record::silence_hdf5);

  const auto& run = scenario.rules.run;
  Progress progress {run.first_day, run.last_day, 24.0 / run.step_h, options.quiet};
  Recorder recorder {out, scenario, inputs, [&](Day day, std::int64_t agents) { progress.day_done(day, agents); }};
  const engine::Timing timing = simulate(scenario, inputs, recorder, progress, out);

  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  record::Performance performance;
  performance.number["wall_time_s"] = seconds;
  performance.number["threads"] = threads;
  performance.number["agent_steps"] = timing.agent_steps;
  performance.number["peak_memory_MB"] = peak_memory_mb();
  performance.number["seconds_writing"] = recorder.seconds();
  performance.number["seconds_waiting_for_input"] = inputs.weather->waited_s();
  for (const auto& [part, spent] : timing.seconds) performance.number["seconds_" + part] = spent;
  performance.text["compiler"] = __VERSION__;
  recorder.close(performance);

  if (options.quiet) return;
  fmt::print("{}: {} to {}, {} herd{}\n", out.string(), to_string(run.first_day), to_string(run.last_day),
             scenario.rules.herds.size(), scenario.rules.herds.size() == 1 ? "" : "s");
  fmt::print("  {:.1f} s on {} thread{}, peak memory {:.0f} MB, {:.2f} million agent-steps/s in movement\n", seconds,
             threads, threads == 1 ? "" : "s", peak_memory_mb(),
             timing.agent_steps / 1e6 / timing.seconds.at("movement"));
  std::string parts;
  for (const auto& [part, spent] : timing.seconds) parts += fmt::format("  {} {:.0f} %", part, 100.0 * spent / seconds);
  fmt::print("{}  (within these: writing {:.0f} %, waiting for input {:.0f} %)\n", parts,
             100.0 * recorder.seconds() / seconds, 100.0 * inputs.weather->waited_s() / seconds);
}

}  // namespace rangifer::app
