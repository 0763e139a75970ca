#include <fmt/format.h>

#include <memory>
#include <string>

#include "engine/processor.h"
#include "k10_model.h"
#include "measured.h"
#include "plain_step.h"

namespace rangifer::bench {
namespace {

constexpr long sizes[] = {10'000, 218'000, 2'000'000};
constexpr long whole_herd = 218'000;

void count_steps(benchmark::State& state, double seconds, double agent_steps)
{
  state.counters["agent_steps_per_s"] = agent_steps / seconds;
  state.counters["ns_per_candidate"] = 1e9 * seconds / (agent_steps * PlainWalk::candidates);
}

/// The walk a row needs, kept for the next row: to set one up takes longer than many a row.
template <class Walk>
Walk& walk_of(long animals)
{
  static std::unique_ptr<Walk> walk;
  static long size = 0;
  if (size != animals) {
    walk.reset();
    walk = std::make_unique<Walk>(animals);
    size = animals;
  }
  return *walk;
}

/// An iteration is one step.
void plain(benchmark::State& state, long animals, int threads)
{
  const Threads these {threads};
  PlainWalk& walk = walk_of<PlainWalk>(animals);
  const double seconds = time_of(state, [&] { walk.step(); });
  count_steps(state, seconds, static_cast<double>(state.iterations()) * static_cast<double>(animals));
}

/// No more than this processor level until it goes out of scope; "" changes nothing.
class Level {
public:
  explicit Level(const std::string& level) : before_ {engine::processor_level()}
  {
    if (!level.empty()) engine::limit_processor_level(level);
  }
  ~Level() { engine::limit_processor_level(before_); }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

private:
  std::string before_;
};

/// Two types, so that walk_of keeps animals in order apart from animals in the order they came in.
struct InOrder : K10Model {
  using K10Model::K10Model;
};

/// An iteration is all steps from one sorting to the next, and the sorting.
template <class Walk>
void model(benchmark::State& state, long animals, int threads, const std::string& level)
{
  const Threads these {threads};
  const Level this_level {level};
  Walk& walk = walk_of<Walk>(animals);
  const int steps = K10Model::steps_between_sorts();
  const double seconds = time_of(state, [&] {
    if (std::is_same_v<Walk, InOrder>) walk.sort();
    for (int s = 0; s < steps; ++s) walk.step();
  });
  count_steps(state, seconds, static_cast<double>(state.iterations()) * steps * static_cast<double>(animals));
  state.SetLabel(std::string {engine::processor_level()});
}

void add(const char* program, long animals, int threads, const auto& row)
{
  const std::string name = fmt::format("K10/{}/agents:{}/threads:{}", program, animals, threads);
  benchmark::RegisterBenchmark(name.c_str(), row)->Unit(benchmark::kMillisecond);
}

bool machine_has(const char* level)
{
  const Level this_level {level};
  return engine::processor_level() == level;
}

}  // namespace

void add_k10_rows()
{
  for (const long n : sizes) {
    for (const int t : thread_counts()) {
      add("plain", n, t, [=](benchmark::State& s) { plain(s, n, t); });
      add("model", n, t, [=](benchmark::State& s) { model<InOrder>(s, n, t, ""); });
      add("model_unsorted", n, t, [=](benchmark::State& s) { model<K10Model>(s, n, t, ""); });
    }
  }
  for (const char* level : {"avx512", "avx2", "baseline"}) {
    if (!machine_has(level)) continue;
    const std::string program = fmt::format("model_{}", level);
    for (const int t : thread_counts()) {
      add(program.c_str(), whole_herd, t, [=](benchmark::State& s) { model<InOrder>(s, whole_herd, t, level); });
    }
  }
}

}  // namespace rangifer::bench
