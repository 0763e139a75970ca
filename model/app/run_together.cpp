#include "app/run_together.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <system_error>

#include "app/day_together.h"
#include "app/machine.h"
#include "app/messages.h"
#include "app/progress.h"
#include "app/run_setup.h"
#include "app/shared_country.h"
#include "base/error.h"
#include "engine/processor.h"
#include "engine/simulation.h"
#include "record/handle.h"

namespace rangifer::app {
namespace {

using Start = std::chrono::steady_clock::time_point;

/// One of the runs, and what it reads: the replicates of a scenario read it together.
struct Together {
  RunSetup run;
  std::shared_ptr<Inputs> inputs;
};
using Group = std::vector<Together>;

/// How far all of them are.
struct Total {
  std::filesystem::path folder;
  std::string command_line;
  std::size_t runs = 0, done = 0, kept = 0;
  double agent_steps = 0;
  std::uintmax_t file_bytes = 0;

  [[nodiscard]] std::string how_to_go_on(bool resumes) const
  {
    if (done + kept == 0) return "";
    return fmt::format("\n  of {} runs {} are done, and what {} have come to is kept in {}; go on with:\n  {}{}", runs,
                       done, kept, folder.string(), command_line, resumes ? "" : " --resume");
  }
};

std::vector<Together> scenarios_of(const std::vector<RunOptions>& asked)
{
  std::vector<Together> all;
  for (const RunOptions& options : asked) {
    Together one;
    one.run.options = options;
    one.run.scenario = scenario_of(one.run.options);
    if (all.empty() || all.back().run.options.scenario != options.scenario) say_warnings(one.run.scenario);
    one.run.options.out /= fmt::format("{}.h5", one.run.scenario.rules.run.replicate);
    all.push_back(std::move(one));
  }
  return all;
}

/// The checksum of a file that an earlier scenario reads, too, is known.
void take_over_sums(const std::vector<forcing::LayerFact>& from, std::vector<forcing::LayerFact>& to)
{
  for (forcing::LayerFact& fact : to) {
    const auto same = std::ranges::find_if(
      from, [&](const forcing::LayerFact& f) { return f.file == fact.file && f.files == fact.files; });
    if (same != from.end()) fact.sha256 = same->sha256;
  }
}

void open_all(std::vector<Together>& all)
{
  const Together* before = nullptr;
  for (Together& one : all) {
    if (before != nullptr && before->run.options.scenario == one.run.options.scenario) {
      one.inputs = before->inputs;
      place_ranges(one.run.scenario);
    } else {
      const auto start = std::chrono::steady_clock::now();
      one.inputs = std::make_shared<Inputs>(open_inputs(one.run.scenario));
      if (before != nullptr) take_over_sums(before->inputs->facts, one.inputs->facts);
      sum_inputs(*one.inputs, start);
    }
    settle_beginning(one.run, *one.inputs);
    before = &one;
  }
}

/// Runs that have the same country, in the order in which they were asked for; without those that are complete.
std::vector<Group> groups_of(std::vector<Together> all)
{
  std::vector<Group> groups;
  std::map<std::string, std::size_t> known;
  for (Together& one : all) {
    if (one.run.beginning.is_complete) continue;
    const auto [at, is_new] = known.emplace(country_of(one.run, *one.inputs), groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].push_back(std::move(one));
  }
  return groups;
}

void make_folder(const std::filesystem::path& folder)
{
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw InputError(fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
}

/// Of the first run, which stands for all; read anew if another group has taken it.
std::unique_ptr<landscape::Source> weather_of(Group& group)
{
  std::unique_ptr<landscape::Source> weather = std::move(group.front().inputs->weather);
  for (Together& one : group) one.inputs->weather.reset();
  if (!weather) weather = open_inputs(group.front().run.scenario).weather;
  return ahead(std::move(weather), group.front().run.scenario.rules.run.last_day);
}

std::string name_of(const Together& one)
{
  return fmt::format("{}, replicate {}", one.run.options.scenario.stem().string(),
                     one.run.scenario.rules.run.replicate);
}

/// A group from its first day to its results.
class GroupRun {
public:
  GroupRun(Group group, Start start, int threads)
      : group_ {std::move(group)},
        start_ {start},
        threads_ {threads},
        progress_ {first_day_of(group_.front().run), rules().run.last_day, 24.0 / rules().run.step_h,
                   group_.front().run.options.quiet},
        day_ {group_.size(), [this](Day day, std::int64_t agents) { progress_.day_done(day, agents); }},
        weather_ {weather_of(group_)}
  {
    for (Together& one : group_) {
      make_folder(one.run.options.out.parent_path());
      recorders_.push_back(
        recorder_of(one.run, *one.inputs, [this](Day day, std::int64_t agents) { day_.day_done(day, agents); }));
    }
  }

  /// False if a signal has stopped it; then all that could be kept is.
  bool go(Total& total)
  {
    try {
      const bool whole = live();
      progress_.finish();
      if (whole) close(total);
      else total.kept += kept();
      return whole;
    } catch (const InputError& e) {
      throw InputError(failed(e, total));
    } catch (const std::exception& e) {
      throw RunError(failed(e, total));
    }
  }

private:
  [[nodiscard]] const engine::Rules& rules() const { return group_.front().run.scenario.rules; }

  bool live()
  {
    std::vector<engine::Member> members;
    for (std::size_t i = 0; i < group_.size(); ++i) {
      Together& one = group_[i];
      members.push_back({one.run.scenario.rules, one.inputs->terrain, one.inputs->regions, *recorders_[i],
                         std::move(one.run.beginning.state), name_of(one)});
    }
    const double opening_s = since(start_);
    const auto timings = engine::simulate(
      members, *weather_, record::hdf5_bears_threads() ? engine::Members::side_by_side : engine::Members::one_by_one);
    for (std::size_t i = 0; i < group_.size(); ++i) {
      RunCost cost;
      cost.timing = timings[i];
      cost.opening_s = opening_s;
      cost.threads = threads_;
      cost.together = group_.size();
      cost.closing_s = finish_writing(*recorders_[i], cost.timing.stopped);
      costs_.push_back(std::move(cost));
    }
    return !costs_.front().timing.stopped;
  }

  void close(Total& total)
  {
    for (std::size_t i = 0; i < group_.size(); ++i) {
      costs_[i].wall_s = since(start_);
      close_result(group_[i].run, *weather_, *recorders_[i], costs_[i]);
      total.agent_steps += costs_[i].timing.agent_steps;
      total.file_bytes += costs_[i].file_bytes;
      ++total.done;
    }
  }

  [[nodiscard]] std::size_t kept() const
  {
    return static_cast<std::size_t>(
      std::ranges::count_if(recorders_, [](const auto& recorder) { return recorder->newest().has_value(); }));
  }

  std::string failed(const std::exception& e, Total& total)
  {
    progress_.finish();
    total.kept += kept();
    return fmt::format("{}\n  all runs stopped here{}", e.what(),
                       total.how_to_go_on(group_.front().run.options.resume));
  }

  Group group_;
  Start start_;
  int threads_;
  Progress progress_;
  DayTogether day_;
  std::unique_ptr<landscape::Source> weather_;
  std::vector<std::unique_ptr<Recorder>> recorders_;
  std::vector<RunCost> costs_;
};

void say_group(const std::vector<Group>& groups, std::size_t number)
{
  if (groups.size() == 1) return;
  std::vector<std::string> names;
  for (const Together& one : groups[number]) names.push_back(name_of(one));
  say(fmt::format("group {} of {}, which differ in weather, land, days or what is made of them: {}", number + 1,
                  groups.size(), fmt::join(names, "; ")));
}

void say_done(const Total& total, double wall_s, int threads, bool quiet)
{
  const std::string done = fmt::format(
    "{}: {} runs\n  {:.1f} s on {} thread{} ({}), {:.1f} million agent-steps/s in all; peak memory {:.0f} MB, results "
    "{:.1f} MB",
    total.folder.string(), total.done, wall_s, threads, threads == 1 ? "" : "s", engine::processor_level(),
    total.agent_steps / 1e6 / wall_s, peak_memory_mb(), static_cast<double>(total.file_bytes) / 1e6);
  note_in_log(done);
  if (!quiet) fmt::print("{}\n", done);
}

}  // namespace

int run_together(const std::vector<RunOptions>& asked)
{
  const auto start = std::chrono::steady_clock::now();
  const RunOptions& any = asked.front();
  Total total;
  total.folder = any.out.parent_path();
  total.command_line = any.command_line;
  total.runs = asked.size();
  std::vector<Together> all = scenarios_of(asked);
  const int threads = engine::use_threads(any.threads);
  static_cast<void>(engine::processor_level());  // a name that is none is refused here, before inputs are read
  open_all(all);
  total.done = static_cast<std::size_t>(
    std::ranges::count_if(all, [](const Together& one) { return one.run.beginning.is_complete; }));
  std::vector<Group> groups = groups_of(std::move(all));
  if (groups.empty()) return 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    say_group(groups, g);
    GroupRun group {std::move(groups[g]), g == 0 ? start : std::chrono::steady_clock::now(), threads};
    if (!group.go(total)) return say_stopped(total.how_to_go_on(any.resume));
  }
  say_done(total, since(start), threads, any.quiet);
  return 0;
}

}  // namespace rangifer::app
