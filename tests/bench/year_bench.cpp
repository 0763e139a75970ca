#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/inputs.h"
#include "app/recorder.h"
#include "engine/silent_observer.h"
#include "engine/simulation.h"
#include "forcing/forcing.h"
#include "made_up_country.h"
#include "measured.h"
#include "record/handle.h"

namespace rangifer::bench {
namespace {

namespace fs = std::filesystem;

/// The same days from another source, with the seconds that reading takes.
class Timed : public landscape::Source {
public:
  Timed(std::unique_ptr<landscape::Source> from, double& seconds) : from_ {std::move(from)}, seconds_ {seconds} {}
  void read(Day day, landscape::Weather& out) override
  {
    const Stopwatch watch;
    from_->read(day, out);
    seconds_ += watch.seconds();
  }

private:
  std::unique_ptr<landscape::Source> from_;
  double& seconds_;  ///< written by the reader's thread, looked at when that has ended
};

void count_year(benchmark::State& state, double seconds, double agent_steps)
{
  state.counters["agent_steps_per_s"] = agent_steps / seconds;
  state.counters["s_a_year"] = seconds / static_cast<double>(state.iterations());
}

void without_files(benchmark::State& state, double cell_m, long animals, int threads)
{
  const Threads these {threads};
  const Country country {cell_m, animals};
  MadeUpWeather weather {country.terrain};
  engine::SilentObserver nobody;
  double steps = 0;
  const double seconds = time_of(state, [&] {
    steps += engine::simulate(country.rules, country.terrain, country.regions, weather, nobody).agent_steps;
  });
  count_year(state, seconds, steps);
}

const fs::path inputs_folder = fs::path {RANGIFER_SOURCE_DIR} / "inputs";

/// A scenario of inputs/ with settings over it.
struct Asked {
  std::string name;
  fs::path scenario;
  std::vector<std::string> set;
};

/// A scenario from opening its files to closing its result, where its inputs have been prepared.
void with_files(benchmark::State& state, const Asked& asked, int threads)
{
  if (!fs::exists(inputs_folder / "porcupine/weather.nc")) {
    state.SkipWithError("inputs/porcupine has not been prepared (./quickstart does it)");
    return;
  }
  const Threads these {threads};
  const fs::path out = fs::temp_directory_path() / fmt::format("rangifer_bench_{}.h5", getpid());
  double opening = 0, reading = 0, waited_in = 0, writing = 0, waited_out = 0, steps = 0;
  const double seconds = time_of(
    state, [&] { fs::remove(out); },
    [&] {
      const Stopwatch open;
      app::Scenario scenario = app::read_scenario(inputs_folder / asked.scenario, asked.set);
      app::Inputs inputs = app::open_inputs(scenario);
      opening += open.seconds();
      inputs.weather =
        forcing::read_ahead(std::make_unique<Timed>(std::move(inputs.weather), reading), scenario.rules.run.last_day,
                            record::hdf5_bears_threads() ? 4 : 0, record::silence_hdf5);
      app::Recorder recorder {out, app::describe_run(scenario, inputs), inputs, scenario.rules.run.last_day,
                              [](Day, std::int64_t) {}};
      steps += engine::simulate(scenario.rules, inputs.terrain, inputs.regions, *inputs.weather, recorder).agent_steps;
      recorder.finish();
      recorder.close({});
      waited_in += inputs.weather->waited_s();
      writing += recorder.writing_s();
      waited_out += recorder.waited_s();
    });
  fs::remove(out);
  count_year(state, seconds, steps);
  const auto years = static_cast<double>(state.iterations());
  state.counters["s_opening"] = opening / years;
  state.counters["s_reading"] = reading / years;
  state.counters["s_waiting_for_input"] = waited_in / years;
  state.counters["s_writing"] = writing / years;
  state.counters["s_waiting_for_output"] = waited_out / years;
}

}  // namespace

void add_year_rows()
{
  constexpr double cell_m = 4000;
  constexpr long animals = 10'900;
  for (const int t : thread_counts()) {
    benchmark::RegisterBenchmark(fmt::format("year/without_files/agents:{}/threads:{}", animals, t).c_str(),
                                 [=](benchmark::State& s) { without_files(s, cell_m, animals, t); })
      ->Unit(benchmark::kMillisecond);
  }
  const int all = all_threads();
  const std::vector<Asked> with {
    {"baseline", "porcupine/baseline.toml", {}},
    {"whole_herd_hourly", "scenarios/whole_herd_hourly.toml", {}},
    {"whole_herd_hourly_1km", "scenarios/whole_herd_hourly.toml", {"grid.cell=1000"}},
  };
  for (const Asked& asked : with) {
    const std::string row = fmt::format("year/{}_with_files/threads:{}", asked.name, all);
    benchmark::RegisterBenchmark(row.c_str(), [=](benchmark::State& s) { with_files(s, asked, all); })
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1);
  }
}

}  // namespace rangifer::bench
