#include <algorithm>
#include <vector>

#include "base/random.h"
#include "machine_lanes.h"
#include "measured.h"

namespace rangifer::bench {
namespace {

constexpr std::size_t look_ups = 1 << 20;

std::vector<std::int32_t> places_in(std::size_t table)
{
  std::vector<std::int32_t> index(look_ups);
  for (std::size_t i = 0; i < look_ups; ++i) {
    index[i] = static_cast<std::int32_t>(words4(9, i, 0, Draw::start)[0] % table);
  }
  return index;
}

void gather(benchmark::State& state, std::size_t entries, bool sorted)
{
  const std::vector<std::int32_t> table(entries, 1);
  std::vector<std::int32_t> index = places_in(entries);
  if (sorted) std::sort(index.begin(), index.end());
  const double seconds = time_of(state, [&] { benchmark::DoNotOptimize(gather_sum(table, index)); });
  count_ns(state, "ns_per_look_up", seconds, look_ups);
}

void philox(benchmark::State& state)
{
  constexpr std::size_t draws = 1 << 18;
  std::uint64_t seed = 1;
  const double seconds = time_of(state, [&] { benchmark::DoNotOptimize(philox_sum(seed++, draws)); });
  count_ns(state, "ns_per_draw", seconds, draws);
}

}  // namespace

void add_machine_rows()
{
  constexpr std::size_t four_mib = 1 << 20, tables_of_a_mode = 2 * 4096;
  const auto add = [](const char* name, const auto& row) {
    benchmark::RegisterBenchmark(name, row)->Unit(benchmark::kMicrosecond);
  };
  add("machine/gather/4MiB/random", [](benchmark::State& s) { gather(s, four_mib, false); });
  add("machine/gather/4MiB/sorted", [](benchmark::State& s) { gather(s, four_mib, true); });
  add("machine/gather/32KiB/random", [](benchmark::State& s) { gather(s, tables_of_a_mode, false); });
  add("machine/philox", philox);
}

}  // namespace rangifer::bench
