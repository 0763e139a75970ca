#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/scenario.h"
#include "base/parameter.h"

/// The tables of an ensemble file.
namespace rangifer::app {

/// More would be a slip of the hand.
inline constexpr std::int64_t most_members = 100'000;

/// `[ensemble]`.
struct EnsembleRules {
  std::string title, folder, scenario;
  Texts set;

  static constexpr std::array<Parameter<EnsembleRules>, 4> table {{
    {"title", &EnsembleRules::title, "", 0, 0, "-", "", "what the ensemble is called; every result carries it"},
    {"folder", &EnsembleRules::folder, "", 0, 0, "-", "",
     "where the members go, relative to this file; made if it is not there", true},
    {"scenario", &EnsembleRules::scenario, "", 0, 0, "-", "",
     "scenario of all members, relative to this file; left out where an axis has scenarios"},
    {"set", &EnsembleRules::set, "", 0, 0, "-", "",
     "overrides for all members, as --set takes them: [\"grid.cell=4000\"]; file names relative to this file"},
  }};
};

/// `[[ensemble.axis]]`: one thing that varies. Exactly one of scenarios, values, set, replicates and samples says how.
struct AxisRules {
  std::string name, key;
  Texts scenarios, labels, keys;
  Values values;
  TextLists set;
  std::int64_t replicates = 1, first = 0, samples = 1, seed = 1;

  static constexpr std::array<Parameter<AxisRules>, 11> table {{
    {"name", &AxisRules::name, "", 0, 0, "-", "", "a word: the coordinate of the collected results", true},
    {"scenarios", &AxisRules::scenarios, "", 0, 0, "-", "", "scenario files, relative to this file"},
    {"key", &AxisRules::key, "", 0, 0, "-", "", "key of the scenario that takes the values: run.first_day"},
    {"values", &AxisRules::values, "", 0, 0, "-", "", "what the key is set to: [2001-01-01, 2002-01-01]"},
    {"set", &AxisRules::set, "", 0, 0, "-", "",
     "several overrides for each value, as --set takes them: [[\"a.b=1\", \"c.d=2\"], [\"a.b=3\", \"c.d=4\"]]; needs "
     "labels"},
    {"labels", &AxisRules::labels, "", 0, 0, "-", "names of the files without folder and ending; the values",
     "what the scenarios, values or lists of overrides are called"},
    {"replicates", &AxisRules::replicates, "1", 1, most_members, "-", "", "how many replicates"},
    {"first", &AxisRules::first, "1", 0, 1000000, "-", "", "number of the first of the replicates"},
    {"samples", &AxisRules::samples, "1", 1, most_members, "-", "", "points of a Latin hypercube over keys"},
    {"keys", &AxisRules::keys, "", 0, 0, "-", "",
     "keys that the samples vary, each within the range of its parameter or as key=low:high"},
    {"seed", &AxisRules::seed, "1", 0, 1000000000, "-", "", "of the hypercube; the runs have the scenario's"},
  }};
};

/// `[ensemble.job]`: what a batch system is asked for.
struct JobRules {
  std::int64_t threads = 1;
  double memory_mb = 0, minutes = 0;
  double memory_safety = 1.3, time_safety = 2;
  std::int64_t pack = 0, at_once = 0, restarts = 100;
  std::string partition, account, qos, scratch;
  Texts prologue;

  static constexpr std::array<Parameter<JobRules>, 13> table {{
    {"threads", &JobRules::threads, "1", 1, 1024, "-", "many members fill cores better than many threads",
     "threads, and cores, of a member"},
    {"memory", &JobRules::memory_mb, "MB", 0, 1e8, "-", "", "memory of a task; 0: from an estimate"},
    {"time", &JobRules::minutes, "min", 0, 1e6, "-", "", "time limit of a task; 0: from an estimate"},
    {"memory_safety", &JobRules::memory_safety, "1", 1, 100, "E", "", "factor on the memory of the estimate"},
    {"time_safety", &JobRules::time_safety, "1", 1, 100, "E", "nodes differ, and share disks and memory",
     "factor on the time of the estimate"},
    {"pack", &JobRules::pack, "1", 0, most_members, "-", "",
     "members that a task runs one after the other; 0: one, or as many short ones as fill about an hour"},
    {"at_once", &JobRules::at_once, "1", 0, most_members, "-", "", "most tasks that run at a time; 0: no limit"},
    {"restarts", &JobRules::restarts, "1", 0, 10000, "E", "",
     "how often a task that was stopped may go back into the queue by itself"},
    {"partition", &JobRules::partition, "", 0, 0, "-", "", "partition; empty: the site's default"},
    {"account", &JobRules::account, "", 0, 0, "-", "", "account; empty: the user's default"},
    {"qos", &JobRules::qos, "", 0, 0, "-", "", "quality of service; empty: the default"},
    {"scratch", &JobRules::scratch, "", 0, 0, "-", "",
     "fast local folder to run in, such as $SLURM_TMPDIR or /scratch/$USER; empty: the members' folder"},
    {"prologue", &JobRules::prologue, "", 0, 0, "-", "", "lines of shell before the runs: [\"module load GDAL\"]"},
  }};
};

/// Every table of an ensemble file, for the parameter page.
[[nodiscard]] std::vector<Table> ensemble_tables();

}  // namespace rangifer::app
