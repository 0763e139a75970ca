#include "cluster/array_script.h"

#include <catch2/catch.hpp>

using namespace rangifer::cluster;
using Catch::Matchers::Contains;

namespace {

ArrayJob job()
{
  ArrayJob j;
  j.name = "leasing";
  j.version = "0.1.0";
  j.program = "/opt/rangifer";
  j.ensemble = "/home/user/leasing.toml";
  j.folder = "/home/user/out";
  j.members = 60;
  j.tasks = {0, 1, 2, 3, 7};
  j.threads = 4;
  j.memory_mb = 812.2;
  j.minutes = 61;
  return j;
}

}  // namespace

TEST_CASE("the script asks SLURM for what a task needs", "[cluster]")
{
  const std::string text = array_script(job());
  CHECK(text.starts_with("#!/bin/bash\n"));
  for (const char* line :
       {"job-name=leasing", "array=0-3,7", "ntasks=1", "cpus-per-task=4", "mem=813M", "time=01:01:00",
        "signal=B:USR1@300", "requeue", "open-mode=append", "output=\"/home/user/out/log/task_%a.log\""}) {
    CHECK_THAT(text, Contains(std::string("#SBATCH --") + line + "\n"));
  }
  for (const char* absent : {"--partition", "--account", "--qos", "prologue"}) CHECK_THAT(text, !Contains(absent));
}

TEST_CASE("what a site wants is asked for where it is given", "[cluster]")
{
  ArrayJob j = job();
  j.partition = "short";
  j.account = "caribou";
  j.qos = "low";
  j.at_once = 20;
  j.prologue = {"module load GDAL", "export A=1"};
  j.scratch = "$SLURM_TMPDIR";
  const std::string text = array_script(j);
  for (const char* line :
       {"#SBATCH --partition=short\n", "#SBATCH --account=caribou\n", "#SBATCH --qos=low\n",
        "#SBATCH --array=0-3,7%20\n", "\nmodule load GDAL\nexport A=1\n", "\nscratch=\"$SLURM_TMPDIR\"\nset -u\n"}) {
    CHECK_THAT(text, Contains(line));
  }
  CHECK(text.find("module load") < text.find("set -u"));  // modules trip over it
}

TEST_CASE("a short task is warned when a quarter of its time is left", "[cluster]")
{
  ArrayJob j = job();
  j.minutes = 2;
  CHECK_THAT(array_script(j), Contains("--signal=B:USR1@30\n"));
}

TEST_CASE("threads are never pinned to the first core", "[cluster]")
{
  CHECK_THAT(array_script(job()), Contains("OMP_PLACES=cores OMP_PROC_BIND=false"));
}

TEST_CASE("names with blanks and quotes reach the program as they are", "[cluster]")
{
  ArrayJob j = job();
  j.folder = "/home/a user's/100 %";
  const std::string text = array_script(j);
  CHECK_THAT(text, Contains("folder='/home/a user'\\''s/100 %'\n"));
  CHECK_THAT(text, Contains("--output=\"/home/a user's/100 %%/log/task_%a.log\"\n"));
}

TEST_CASE("nothing in the script is made from the time or the machine", "[cluster]")
{
  CHECK(array_script(job()) == array_script(job()));
}
