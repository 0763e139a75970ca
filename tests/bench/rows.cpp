#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "report.h"

namespace rangifer::bench {

void Rows::add(const benchmark::BenchmarkReporter::Run& run)
{
  if (run.run_type != benchmark::BenchmarkReporter::Run::RT_Iteration || run.error_occurred) return;
  const std::string name = run.run_name.str();
  auto& numbers = numbers_[name];
  if (numbers.empty()) order_.push_back(name);
  numbers["ms"].push_back(1e3 * run.real_accumulated_time / static_cast<double>(run.iterations));
  for (const auto& [counter, value] : run.counters) numbers[counter].push_back(value);
  label_[name] = run.report_label;
}

double Rows::number(const std::string& row, const std::string& counter) const
{
  const auto of_row = numbers_.find(row);
  if (of_row == numbers_.end()) return std::nan("");
  const auto found = of_row->second.find(counter);
  if (found == of_row->second.end()) return std::nan("");
  std::vector<double> sorted = found->second;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t n = sorted.size();
  return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
}

std::string Rows::label(const std::string& row) const
{
  const auto found = label_.find(row);
  return found == label_.end() ? "" : found->second;
}

std::vector<std::string> Rows::names(const std::string& prefix) const
{
  std::vector<std::string> found;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(found),
               [&](const std::string& name) { return name.starts_with(prefix); });
  return found;
}

std::vector<std::string> Rows::counters(const std::string& row) const
{
  std::vector<std::string> names;
  for (const auto& [counter, values] : numbers_.at(row)) names.push_back(counter);
  return names;
}

KeepingReporter::KeepingReporter(Rows& rows)
    : ConsoleReporter {isatty(STDOUT_FILENO) != 0 ? OO_Color : OO_None}, rows_ {rows}
{
}

void KeepingReporter::ReportRuns(const std::vector<Run>& runs)
{
  for (const Run& run : runs) rows_.add(run);
  ConsoleReporter::ReportRuns(runs);
}

}  // namespace rangifer::bench
