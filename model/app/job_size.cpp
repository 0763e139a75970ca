#include "app/job_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/estimate.h"
#include "base/error.h"
#include "cluster/tasks.h"

namespace rangifer::app {
namespace {

constexpr double starting_minutes = 5;  ///< a busy file system may take so long to open what a run reads
constexpr double least_memory_mb = 200;

/// Only good for telling which of several runs is the larger.
double work_of(const Scenario& s)
{
  const engine::RunRules& run = s.rules.run;
  const double days = static_cast<double>((run.last_day - run.first_day).count()) + 1;
  double agents = 0;
  for (const engine::HerdRules& herd : s.rules.herds) {
    agents += static_cast<double>(herd.size) / static_cast<double>(herd.animals_per_agent);
  }
  return days * (agents * 24 / run.step_h + static_cast<double>(make_grid(s.grid).size()));
}

}  // namespace

std::size_t largest_member(const EnsembleFile& ensemble)
{
  std::size_t largest = 0;
  double most = 0;
  for (std::size_t m = 0; m < ensemble.members(); ++m) {
    const double work = work_of(ensemble.read(m));
    if (work <= most) continue;
    most = work;
    largest = m;
  }
  return largest;
}

JobSize size_job(const EnsembleFile& ensemble)
{
  const JobRules& job = ensemble.job();
  JobSize size {static_cast<int>(job.threads), static_cast<std::size_t>(job.pack), job.memory_mb, job.minutes};
  double member_s = 0;
  size.estimated = job.memory_mb == 0 || job.minutes == 0;
  if (size.estimated) {
    Scenario scenario = ensemble.read(largest_member(ensemble));
    const Estimate estimate = estimate_run(scenario, size.threads);
    member_s = estimate.wall_s;
    if (size.memory_mb == 0) size.memory_mb = std::max(least_memory_mb, estimate.memory_mb * job.memory_safety);
  }
  if (size.pack == 0) size.pack = size.estimated ? cluster::members_per_task(member_s) : 1;
  size.pack = std::min(size.pack, std::max<std::size_t>(ensemble.members(), 1));
  if (size.minutes == 0) {
    size.minutes = std::ceil(starting_minutes + static_cast<double>(size.pack) * member_s * job.time_safety / 60);
  }
  return size;
}

}  // namespace rangifer::app
