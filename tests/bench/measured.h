#pragma once
#include <benchmark/benchmark.h>

#include <vector>

#include "../engine/threads.h"
#include "engine/timing.h"

namespace rangifer::bench {

/// The names of rows stay free of Google Benchmark's "/real_time".
using Stopwatch = engine::Clock;

/// Calls `work` as often as Google Benchmark wants it, each time after an untimed `prepare`.
/// @returns seconds in `work` alone, over all iterations
template <class Prepare, class Work>
double time_of(benchmark::State& state, Prepare&& prepare, Work&& work)
{
  double seconds = 0;
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    prepare();
    state.ResumeTiming();
    const Stopwatch watch;
    work();
    seconds += watch.seconds();
  }
  return seconds;
}

template <class Work>
double time_of(benchmark::State& state, Work&& work)
{
  const Stopwatch watch;
  for ([[maybe_unused]] auto _ : state) work();
  return watch.seconds();
}

/// "ns_per_cell" and the like: `seconds` over iterations times `things` in each.
inline void count_ns(benchmark::State& state, const char* counter, double seconds, double things)
{
  state.counters[counter] = 1e9 * seconds / (static_cast<double>(state.iterations()) * things);
}

/// Processors this program may use; the largest number of threads in any row.
[[nodiscard]] int all_threads();

/// 1, 2 and all, as far as the machine has them, each once.
[[nodiscard]] std::vector<int> thread_counts();

// Each adds its rows; the order of the calls is the order of the table.
void add_k10_rows();
void add_machine_rows();
void add_submodel_rows();
void add_year_rows();

}  // namespace rangifer::bench
