#include "cluster/array_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cluster/tasks.h"

namespace rangifer::cluster {
namespace {

constexpr double most_warning_s = 300;     ///< before the time limit: SLURM may be a minute late
constexpr double share_of_warning = 0.25;  ///< of a time limit too short for that

/// A file name in an #SBATCH line, where % starts a placeholder.
std::string escaped(const std::string& path)
{
  std::string text;
  for (const char c : path) text += c == '%' ? "%%" : std::string(1, c);
  return text;
}

std::string directives(const ArrayJob& job)
{
  std::string text;
  const auto add = [&](const std::string& directive) { text += "#SBATCH --" + directive + "\n"; };
  const double warning_s = std::min(most_warning_s, share_of_warning * std::ceil(job.minutes) * 60);
  add("job-name=" + job.name);
  add(fmt::format("array={}{}", ranges_text(job.tasks), job.at_once > 0 ? fmt::format("%{}", job.at_once) : ""));
  add("nodes=1");
  add("ntasks=1");
  add(fmt::format("cpus-per-task={}", job.threads));
  add(fmt::format("mem={:.0f}M", std::ceil(job.memory_mb)));
  add("time=" + time_text(job.minutes));
  add(fmt::format("signal=B:USR1@{:.0f}", warning_s));
  add("requeue");
  add("open-mode=append");
  add(fmt::format("output=\"{}/log/task_%a.log\"", escaped(job.folder.string())));
  if (!job.partition.empty()) add("partition=" + job.partition);
  if (!job.account.empty()) add("account=" + job.account);
  if (!job.qos.empty()) add("qos=" + job.qos);
  return text;
}

/// What the rest of the script is about.
std::string settings(const ArrayJob& job)
{
  return fmt::format(
    "program={}\nensemble={}\nfolder={}\nmembers={}  # of the ensemble, numbered from 0\ndigits={}\npack={}  # members "
    "to a task\nthreads={}\nrestarts={}  # a task may go back into the queue so often\n",
    quoted(job.program.string()), quoted(job.ensemble.string()), quoted(job.folder.string()), job.members, job.digits,
    job.pack, job.threads, job.restarts);
}

constexpr std::string_view environment = R"(
# Threads are not pinned. SLURM keeps a task on its own cores where the site wants that (task/affinity, task/cgroup);
# where it does not, OMP_PROC_BIND=close would put every task of a node on its first core. Pinning within the fence
# would crowd the threads that read weather and write the result onto one core. Waiting threads give their core back.
export OMP_NUM_THREADS=$threads OMP_PLACES=cores OMP_PROC_BIND=false OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=5000
)";

constexpr std::string_view functions = R"script(
child= signals=0 again= failed=0

# SLURM's warning before the time limit, and pre-emption: the run writes a checkpoint and ends with 75.
pass_on() {
  signals=$((signals + 1))
  if [[ -n $child ]]; then kill -USR1 "$child" 2>/dev/null; fi
}
trap pass_on USR1 TERM

# Waits for the run; its exit status is in $status. A signal ends bash's wait early, so wait until none came in between.
wait_for_run() {
  local before code
  status=127
  while :; do
    before=$signals
    wait "$child"
    code=$?
    if ((code != 127)); then status=$code; fi
    if ((signals == before)); then break; fi
  done
  child=
}

# bring FROM TO: a copy that has its name only when it is whole.
bring() { cp -- "$1" "$2.copy" && sync -- "$2.copy" && mv -f -- "$2.copy" "$2"; }

# bring_checkpoints FROM TO: what FROM has and TO has not; then what FROM no longer has goes from TO.
bring_checkpoints() {
  local file name
  [[ -d $1 ]] || return 0
  mkdir -p -- "$2"
  for file in "$1"/*.result.h5 "$1"/*.state.h5; do  # a state last: with it the pair is there
    name=${file##*/}
    if [[ -e $file && ! "$2/$name" -nt $file ]]; then bring "$file" "$2/$name"; fi
  done
  for file in "$2"/*; do
    name=${file##*/}
    if [[ ! -e $1/$name ]]; then rm -f -- "$file"; fi
  done
}

# keep_bringing FROM TO: every ten minutes, for a node may be lost with all that lies on it. Until it is killed.
keep_bringing() {
  local nap
  trap 'kill "$nap"; exit' TERM
  while :; do
    sleep 600 &
    nap=$!
    wait "$nap"
    bring_checkpoints "$1" "$2"
  done
}

# fail MEMBER WHY: a note beside the results, with the end of the log.
fail() {
  local note
  printf -v note '%s/member_%0*d.failed' "$folder" "$digits" "$1"
  { printf '%s\n' "$2"; tail -n 20 -- "$log"; } >"$note.new" && mv -f -- "$note.new" "$note"
  echo "member $1 failed: $2"
  failed=1
}

run_member() {
  local number=$1 name result place copier=
  printf -v name 'member_%0*d' "$digits" "$number"
  result=$folder/$name.h5 log=$folder/log/$name.log place=$folder
  if [[ -e $result ]]; then echo "member $number is there"; return; fi
  rm -f -- "$folder/$name.failed"
  printf '== %s, job %s on %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "${SLURM_JOB_ID:-}" "$(hostname)" >>"$log"
  if [[ -n $scratch ]]; then
    place=$scratch
    rm -rf -- "$place/$name".*
    bring_checkpoints "$result.checkpoints" "$place/$name.h5.checkpoints"
    keep_bringing "$place/$name.h5.checkpoints" "$result.checkpoints" >/dev/null &
    copier=$!
  fi
  "$program" run "$ensemble" --member "$number" --resume --threads "$threads" -o "$place/$name.h5" >>"$log" 2>&1 &
  child=$!
  if ((signals > 0)); then kill -USR1 "$child" 2>/dev/null; fi  # one that came before there was a child
  wait_for_run
  if [[ -n $copier ]]; then
    kill "$copier" 2>/dev/null
    wait "$copier" 2>/dev/null
    rm -f -- "$result.checkpoints"/*.copy
    if ((status == 0)); then
      if bring "$place/$name.h5" "$result"; then rm -rf -- "$result.checkpoints"; else status=1; fi
    else
      bring_checkpoints "$place/$name.h5.checkpoints" "$result.checkpoints"
    fi
  fi
  # 138 and 143: the signal came before the run was ready for it; nothing is lost.
  if ((status == 0)); then echo "member $number is done"
  elif ((status == 75)) || ((signals > 0 && (status == 138 || status == 143))); then again=1
  elif ((status > 128)); then fail "$number" "killed by signal $((status - 128))"
  else fail "$number" "exit code $status"
  fi
}

# Some sites requeue a pre-empted job themselves; then this one is too late, and does no harm.
back_into_the_queue() {
  if ((${SLURM_RESTART_COUNT:-0} >= restarts)); then
    echo "stopped, and has been back in the queue $restarts times: [ensemble.job] restarts"
  else
    echo "stopped; back into the queue"
    scontrol requeue "$SLURM_JOB_ID" || echo "cannot go back into the queue; rangifer submit again runs what is missing"
  fi
  exit 75
}
)script";

constexpr std::string_view body = R"script(
if [[ -n $scratch ]]; then
  scratch=$scratch/rangifer_${SLURM_JOB_ID:-$$}
  mkdir -p -- "$scratch" || exit 1
  trap 'rm -rf -- "$scratch"' EXIT
fi
mkdir -p -- "$folder/log"
first=$((SLURM_ARRAY_TASK_ID * pack))
for ((m = first; m < first + pack && m < members; ++m)); do
  if ((signals > 0)); then again=1; fi
  if [[ -n $again ]]; then break; fi
  run_member "$m"
done
if [[ -n $again ]]; then back_into_the_queue; fi
exit $failed
)script";

}  // namespace

std::string quoted(const std::string& text)
{
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string array_script(const ArrayJob& job)
{
  std::string text = fmt::format("#!/bin/bash\n# Written by rangifer {}: a task for {} of {}.\n", job.version,
                                 job.pack == 1 ? "each member" : fmt::format("every {} members", job.pack),
                                 job.ensemble.filename().string());
  text += directives(job);
  text += "\n" + settings(job);
  text += environment;
  if (!job.prologue.empty()) text += fmt::format("\n# prologue of [ensemble.job]\n{}\n", fmt::join(job.prologue, "\n"));
  // Behind the prologue, which may set what it is made from, and which `set -u` would trip up.
  text += fmt::format("\nscratch=\"{}\"\nset -u\n", job.scratch);
  text += functions;
  return text + std::string {body};
}

}  // namespace rangifer::cluster
