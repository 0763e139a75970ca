#include "engine/simulation.h"

#include <omp.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <utility>

#include "base/error.h"
#include "engine/country.h"
#include "engine/herd_run.h"

namespace rangifer::engine {
namespace {

/// Says which of several runs it was.
[[noreturn]] void throw_of(const std::string& name, const std::exception_ptr& e)
{
  try {
    std::rethrow_exception(e);
  } catch (const InputError& why) {
    throw InputError(name.empty() ? why.what() : name + ": " + why.what());
  } catch (const RunError& why) {
    throw RunError(name.empty() ? why.what() : name + ": " + why.what());
  }
}

/// The runs of one country.
class HerdRuns {
public:
  HerdRuns(std::span<Member> members, landscape::Source& weather, Members how)
      : members_ {members},
        how_ {how},
        country_ {members.front().rules, members.front().terrain, weather, members.size()},
        runs_(members.size())
  {
    for_each([&](std::size_t i) {
      const Member& m = members_[i];
      runs_[i] = std::make_unique<HerdRun>(m.rules, m.terrain, m.regions, country_, m.observer);
    });
  }

  std::vector<Timing> go()
  {
    const bool begun = members_.front().from.empty() ? begin() : go_on_from();
    return begun && live() ? finish() : timings(true);
  }

private:
  /// Calls f with the number of each run: side by side as many as there are threads, and all threads for each of those
  /// left over. What f throws comes out when all are done, of the first run that threw.
  template <class F>
  void for_each(F&& f)
  {
    const auto n = static_cast<std::ptrdiff_t>(members_.size());
    const std::ptrdiff_t threads = omp_get_max_threads();
    const std::ptrdiff_t abreast = how_ == Members::one_by_one || threads == 1 ? 0 : n - n % threads;
    std::vector<std::exception_ptr> thrown(members_.size());
    const auto call = [&](std::ptrdiff_t i) {
      try {
        f(static_cast<std::size_t>(i));
      } catch (...) {
        thrown[static_cast<std::size_t>(i)] = std::current_exception();
      }
    };
    if (abreast > 0) {
#pragma omp parallel for default(none) shared(call, abreast) schedule(dynamic, 1)
      for (std::ptrdiff_t i = 0; i < abreast; ++i) call(i);
    }
    for (std::ptrdiff_t i = abreast; i < n; ++i) call(i);
    for (std::size_t i = 0; i < thrown.size(); ++i) {
      if (thrown[i]) throw_of(members_[i].name, thrown[i]);
    }
  }

  /// Builds the snow up and places the herds; false if an observer wants to stop before that.
  bool begin()
  {
    const RunRules& run = members_.front().rules.run;
    for (day_ = first_weather_day(run); day_ < run.first_day; day_ += std::chrono::days {1}) {
      country_.sense(day_);
      if (std::ranges::count(asked(), Observer::After::keep_and_stop) > 0) return false;
    }
    for_each([&](std::size_t i) { runs_[i]->begin(); });
    return true;
  }

  bool go_on_from()
  {
    day_ = day_of(members_.front().from) + std::chrono::days {1};
    for (std::size_t i = 0; i < runs_.size(); ++i) runs_[i]->begin_from(std::move(members_[i].from));
    return true;
  }

  /// False if an observer wants to stop.
  bool live()
  {
    for (; day_ <= members_.front().rules.run.last_day; day_ += std::chrono::days {1}) {
      country_.sense(day_);
      for_each([&](std::size_t i) { runs_[i]->live(day_); });
      const std::vector<Observer::After> next = asked();
      const bool stop = std::ranges::count(next, Observer::After::keep_and_stop) > 0;
      for_each([&](std::size_t i) {
        if (stop || next[i] != Observer::After::go_on) runs_[i]->keep(day_);
      });
      if (stop) return false;
    }
    return true;
  }

  std::vector<Timing> finish()
  {
    for_each([&](std::size_t i) { runs_[i]->finish(); });
    return timings(false);
  }

  std::vector<Observer::After> asked()
  {
    std::vector<Observer::After> all;
    for (const auto& run : runs_) all.push_back(run->after(day_));
    return all;
  }

  [[nodiscard]] std::vector<Timing> timings(bool stopped) const
  {
    std::vector<Timing> all;
    for (const auto& run : runs_) {
      all.push_back(run->timing());
      all.back().stopped = stopped;
      for (const auto& [part, seconds] : country_.timing().seconds) all.back().seconds[part] += seconds;
    }
    return all;
  }

  std::span<Member> members_;
  Members how_;
  Country country_;
  std::vector<std::unique_ptr<HerdRun>> runs_;
  Day day_ {};  ///< today
};

}  // namespace

Timing simulate(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions,
                landscape::Source& weather, Observer& observer, Snapshot from)
{
  Member alone {rules, terrain, regions, observer, std::move(from)};
  return simulate({&alone, 1}, weather).front();
}

std::vector<Timing> simulate(std::span<Member> members, landscape::Source& weather, Members how)
{
  omp_set_max_active_levels(1);  // a run that has a thread to itself starts no others
  return HerdRuns {members, weather, how}.go();
}

void forget_use(Snapshot& state)
{
  for (auto& [name, bytes] : state) {
    const bool zero = name == "use/part" || name == "use/unsettled";
    const bool none = name.starts_with("use/total/") && name != "use/total/count";
    if (zero) std::ranges::fill(bytes, std::byte {0});
    if (none) bytes.clear();
  }
}

Day day_of(const Snapshot& state)
{
  Day day {};
  const auto part = state.find("day");
  if (part == state.end()) snapshot::refuse_missing("day");
  if (part->second.size() != sizeof day) snapshot::refuse_part("day", part->second.size(), sizeof day);
  std::memcpy(&day, part->second.data(), sizeof day);
  return day;
}

int use_threads(int threads)
{
  if (threads > 0) omp_set_num_threads(threads);
  return omp_get_max_threads();
}

Day first_weather_day(const RunRules& run) noexcept { return run.first_day - std::chrono::days {run.snow_lead_days}; }

}  // namespace rangifer::engine
