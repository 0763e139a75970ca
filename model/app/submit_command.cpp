#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "app/child_process.h"
#include "app/commands.h"
#include "app/ensemble_check.h"
#include "app/ensemble_folder.h"
#include "app/job_size.h"
#include "app/local_members.h"
#include "app/machine.h"
#include "app/submitted.h"
#include "app/version.h"
#include "base/error.h"
#include "cluster/array_script.h"
#include "cluster/tasks.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

constexpr int failure = 1;

void refuse_mixed(const SubmitOptions& options)
{
  if (options.local && (options.now || !options.script.empty())) {
    throw InputError("submit: --local runs the members here, without SLURM; leave --now and --output out");
  }
  if (!options.local && (options.jobs > 0 || options.threads > 0)) {
    throw InputError(
      "submit: --jobs and --threads go with --local; SLURM is told by threads and at_once of [ensemble.job]");
  }
}

/// A name for a job: SLURM takes any, but people and scripts read it in columns.
std::string job_name(const EnsembleFile& ensemble)
{
  std::string name = ensemble.file().stem().string();
  std::ranges::replace_if(
    name, [](char c) { return std::string_view {" \t\"'%,;"}.find(c) != std::string_view::npos; }, '_');
  return name;
}

cluster::ArrayJob array_job(const EnsembleFile& ensemble, const EnsembleFolder& folder, const JobSize& size,
                            const std::vector<std::size_t>& members)
{
  const JobRules& rules = ensemble.job();
  cluster::ArrayJob job;
  job.name = job_name(ensemble);
  job.version = version();
  job.program = this_program();
  job.ensemble = ensemble.file();
  job.folder = folder.path();
  job.members = ensemble.members();
  job.digits = ensemble.stem_of(0).size() - std::string_view {"member_"}.size();
  job.pack = size.pack;
  job.tasks = cluster::tasks_of(members, size.pack);
  job.at_once = static_cast<std::size_t>(rules.at_once);
  job.threads = size.threads;
  job.memory_mb = size.memory_mb;
  job.minutes = size.minutes;
  job.partition = rules.partition;
  job.account = rules.account;
  job.qos = rules.qos;
  job.scratch = rules.scratch;
  job.prologue = rules.prologue;
  job.restarts = rules.restarts;
  return job;
}

std::string now_text() { return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(std::time(nullptr))); }

/// Hands the script to SLURM and notes the number of the job.
void hand_over(const EnsembleFolder& folder, const fs::path& script, const cluster::ArrayJob& job)
{
  const auto answer = ask("sbatch", {"--parsable", script.string()});
  if (!answer) {
    throw InputError(
      fmt::format("--now: there is no sbatch here; on a machine of the cluster:  sbatch {}\n  (or run the "
                  "members on this machine with --local)",
                  script.string()));
  }
  const std::string number = answer->out.substr(0, answer->out.find_first_of(";\n"));
  if (answer->code != 0 || number.empty()) {
    throw InputError(fmt::format("--now: sbatch refused {}: {}", script.string(), answer->err + answer->out));
  }
  note_submitted(folder, {number, now_text(), cluster::ranges_text(job.tasks), job.pack});
  fmt::print("submitted as job {}\n", number);
}

void print_job(const EnsembleFile& ensemble, const cluster::ArrayJob& job, const JobSize& size, std::size_t missing,
               const fs::path& script)
{
  fmt::print("{}: {} of {} members in {} task{}{}\n", script.string(), missing, ensemble.members(), job.tasks.size(),
             job.tasks.size() == 1 ? "" : "s", job.pack > 1 ? fmt::format(" of up to {}", job.pack) : "");
  fmt::print("  a task asks for {} core{}, {:.0f} MB and {}{}\n", job.threads, job.threads == 1 ? "" : "s",
             job.memory_mb, cluster::time_text(job.minutes),
             size.estimated ? "  (from an estimate; [ensemble.job] overrides it)" : "");
}

int submit_array(const SubmitOptions& options, const EnsembleFile& ensemble, const EnsembleFolder& folder)
{
  std::vector<std::size_t> members = folder.missing();
  const std::size_t missing = members.size();
  const auto queued = queued_members(folder, ensemble.members());
  std::erase_if(members, [&](std::size_t m) { return queued.contains(m); });
  if (members.empty()) {
    fmt::print("{}: nothing to submit: {} of {} members are done, {} in the queue\n", ensemble.file().string(),
               ensemble.members() - missing, ensemble.members(), missing);
    return 0;
  }
  const JobSize size = size_job(ensemble);
  const cluster::ArrayJob job = array_job(ensemble, folder, size, members);
  const fs::path script = options.script.empty() ? folder.file("submit.sh") : options.script;
  write_whole(script, cluster::array_script(job));
  fs::permissions(script, fs::perms::owner_exec | fs::perms::group_exec, fs::perm_options::add);
  print_job(ensemble, job, size, members.size(), script);
  if (options.now) hand_over(folder, script, job);
  else fmt::print("  hand it to SLURM with --now, or:  sbatch {}\n", script.string());
  return 0;
}

/// As many at a time as cores and memory bear, and no more than asked for.
LocalLimits limits_of(const SubmitOptions& options, const EnsembleFile& ensemble, std::size_t members)
{
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  LocalLimits limits;
  limits.threads = options.threads > 0 ? options.threads : static_cast<int>(ensemble.job().threads);
  const int fit = std::max(1, cores / limits.threads);
  limits.jobs = std::min(options.jobs > 0 ? options.jobs : fit, static_cast<int>(members));
  if (limits.jobs > 1) limits.memory_mb = size_job(ensemble).memory_mb;
  return limits;
}

int run_here(const SubmitOptions& options, const EnsembleFile& ensemble, const EnsembleFolder& folder)
{
  std::vector<std::size_t> members = folder.missing();
  const std::size_t there = ensemble.members() - members.size();
  const auto queued = queued_members(folder, ensemble.members());
  std::erase_if(members, [&](std::size_t m) { return queued.contains(m) || folder.state(m) == MemberState::running; });
  const std::size_t elsewhere = ensemble.members() - there - members.size();
  if (there > 0) fmt::print(stderr, "{} of {} members are there already\n", there, ensemble.members());
  if (elsewhere > 0) fmt::print(stderr, "{} are running or in SLURM's queue\n", elsewhere);
  if (members.empty()) return 0;
  const LocalLimits limits = limits_of(options, ensemble, members.size());
  fmt::print(stderr, "{} members, {} at a time on {} thread{} each\n", members.size(), limits.jobs, limits.threads,
             limits.threads == 1 ? "" : "s");
  const LocalMembers::Result result = LocalMembers {ensemble, folder, limits}.run(members);
  fmt::print("{}: {} done, {} failed, {} still to run\n", folder.path().string(), there + result.done, result.failed,
             members.size() - result.done - result.failed);
  if (result.interrupted || result.stopped > 0) return stopped_code;
  return result.failed > 0 ? failure : 0;
}

}  // namespace

int submit_command(const SubmitOptions& options)
{
  refuse_mixed(options);
  const EnsembleFile ensemble {options.ensemble};
  const EnsembleFolder folder {ensemble};
  folder.settle(check_members(ensemble));
  return options.local ? run_here(options, ensemble, folder) : submit_array(options, ensemble, folder);
}

}  // namespace rangifer::app
