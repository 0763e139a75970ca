#include "app/submitted.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "app/child_process.h"
#include "app/csv.h"
#include "cluster/tasks.h"

namespace rangifer::app {
namespace {

constexpr const char* head = "job,submitted,pack,array";

}  // namespace

std::vector<Submitted> submitted_in(const EnsembleFolder& folder)
{
  std::vector<Submitted> jobs;
  for (const std::string& line : lines_of(folder.file("submitted.csv"))) {
    std::istringstream fields(line);
    Submitted job;
    std::string pack;
    std::getline(fields, job.job, ',');
    std::getline(fields, job.time, ',');
    std::getline(fields, pack, ',');
    std::getline(fields, job.array);
    job.pack = std::strtoul(pack.c_str(), nullptr, 10);
    if (job.pack > 0) jobs.push_back(job);  // not the head
  }
  return jobs;
}

void note_submitted(const EnsembleFolder& folder, const Submitted& job)
{
  const std::filesystem::path file = folder.file("submitted.csv");
  std::string text;
  for (const std::string& line : lines_of(file)) text += line + "\n";
  if (text.empty()) text = fmt::format("{}\n", head);
  write_whole(file, fmt::format("{}{},{},{},{}\n", text, job.job, job.time, job.pack, csv_text(job.array)));
}

std::map<std::size_t, Queued> queued_members(const EnsembleFolder& folder, std::size_t members)
{
  std::map<std::size_t, Queued> queued;
  for (const Submitted& job : submitted_in(folder)) {
    // One at a time: squeue refuses a list in which it has forgotten one.
    const auto answer = ask("squeue", {"-h", "-j", job.job, "-o", std::string {cluster::squeue_format}});
    if (!answer) return queued;  // no SLURM here
    if (answer->code != 0) continue;
    for (const cluster::QueuedTask& task : cluster::tasks_in(answer->out)) {
      const std::size_t first = task.task * job.pack;
      for (std::size_t m = first; m < std::min(first + job.pack, members); ++m) {
        queued.emplace(m, Queued {fmt::format("{}_{}", task.job, task.task), task.state, task.reason});
      }
    }
  }
  return queued;
}

}  // namespace rangifer::app
