// The benchmark: `cmake --build --preset release --target bench`, or with options of Google Benchmark:
//   build/release/rangifer_bench [--results FILE] [--benchmark_filter=REGEX] [--benchmark_repetitions=N] ...
#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agreement.h"
#include "engine/processor.h"
#include "measured.h"
#include "report.h"

namespace rangifer::bench {

int all_threads() { return omp_get_num_procs(); }

std::vector<int> thread_counts()
{
  const std::set<int> counts {1, std::min(2, all_threads()), all_threads()};
  return {counts.begin(), counts.end()};
}

namespace {

/// The value of `--name VALUE` or `--name=VALUE`, taken out of the arguments; "" without it.
std::string take(std::vector<char*>& arguments, std::string_view name)
{
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    const std::string_view word = *at;
    if (word == name && at + 1 != arguments.end()) {
      std::string value = *(at + 1);
      arguments.erase(at, at + 2);
      return value;
    }
    if (word.starts_with(name) && word.substr(name.size()).starts_with('=')) {
      std::string value {word.substr(name.size() + 1)};
      arguments.erase(at);
      return value;
    }
  }
  return "";
}

bool has(const std::vector<char*>& arguments, std::string_view beginning)
{
  return std::ranges::any_of(arguments, [&](std::string_view word) { return word.starts_with(beginning); });
}

int write_results(const std::string& file, const std::string& agreement, const std::string& text)
{
  std::ofstream out {file};
  out << "# Results of a benchmark run\n\n"
         "Written by `build/release/rangifer_bench --results tests/bench/RESULTS.md`, which takes\n"
         "some three minutes and wants the machine for itself. Without `--results` it prints the same;\n"
         "`cmake --build --preset release --target bench` builds it and does that.\n\n"
      << machine() << "- Same walk: " << agreement << "\n\n"
      << text.substr(0, text.find_last_not_of('\n') + 1) << '\n';
  out.close();
  if (out) return 0;
  fmt::print(stderr, "{}: could not be written\n", file);
  return 1;
}

int run(std::vector<char*> arguments)
{
  const std::string results = take(arguments, "--results");
  if (!results.empty() && !std::ofstream {results, std::ios::app}) {  // better now than in two minutes
    fmt::print(stderr, "{}: cannot be written\n", results);
    return 2;
  }
  std::string short_rows = "--benchmark_min_time=0.3";
  if (!has(arguments, "--benchmark_min_time")) arguments.insert(arguments.begin() + 1, short_rows.data());
  const bool for_programs = has(arguments, "--benchmark_format=json") || has(arguments, "--benchmark_format=csv");
  if (for_programs && !results.empty()) {
    fmt::print(stderr, "--results needs --benchmark_format=console; found json or csv\n");
    return 2;
  }
  const bool only_lists = has(arguments, "--benchmark_list_tests") || has(arguments, "--help");
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  add_k10_rows();
  add_machine_rows();
  add_submodel_rows();
  add_year_rows();
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

  std::string agreement;
  if (!only_lists) {
    const Agreement checked = walk_alike();
    agreement = checked.text;
    std::FILE* beside = for_programs ? stderr : stdout;
    fmt::print(beside, "{}", machine());
    fmt::print(beside, "- Same walk: {}\n\n", agreement);
    if (!checked.agree) {
      fmt::print(stderr, "the plain program and the model do not walk alike: nothing to compare\n");
      return 1;
    }
  }
  std::fflush(stdout);
  if (for_programs) {  // Google Benchmark's own reporter, and nothing else on standard output
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
  }
  Rows rows;
  KeepingReporter reporter {rows};
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  if (only_lists) return 0;
  const std::string text = tables(rows);
  fmt::print("\n{}", text);
  return results.empty() ? 0 : write_results(results, agreement, text);
}

}  // namespace
}  // namespace rangifer::bench

int main(int argc, char** argv)
{
  try {
    return rangifer::bench::run({argv, argv + argc});
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
