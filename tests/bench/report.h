#pragma once
#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace rangifer::bench {

/// One row of a run, by name; of several repetitions the median of each number.
class Rows {
public:
  void add(const benchmark::BenchmarkReporter::Run& run);
  /// NaN where the row was not run or has no such counter; counter "ms" is the time of an iteration.
  [[nodiscard]] double number(const std::string& row, const std::string& counter) const;
  [[nodiscard]] std::string label(const std::string& row) const;
  /// Rows whose names begin with `prefix`, in the order they were run.
  [[nodiscard]] std::vector<std::string> names(const std::string& prefix) const;
  [[nodiscard]] std::vector<std::string> counters(const std::string& row) const;

private:
  std::vector<std::string> order_;
  std::map<std::string, std::map<std::string, std::vector<double>>> numbers_;
  std::map<std::string, std::string> label_;
};

/// Prints rows as Google Benchmark does, and keeps them.
class KeepingReporter : public benchmark::ConsoleReporter {
public:
  explicit KeepingReporter(Rows& rows);
  void ReportRuns(const std::vector<Run>& runs) override;

private:
  Rows& rows_;
};

/// What a run says, as Markdown tables: ratios to the plain program, what a candidate costs beside what the machine
/// asks for it, processor levels, submodels, model years. Tables without a row are left out.
[[nodiscard]] std::string tables(const Rows& rows);

/// Which machine, compiler and settings, as a Markdown list.
[[nodiscard]] std::string machine();

}  // namespace rangifer::bench
