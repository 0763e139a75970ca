#include "app/day_probe.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "engine/silent_observer.h"
#include "engine/simulation.h"

namespace rangifer::app {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::days;

/// Winter range, spring migration, calving, insects, fall migration, rut: days of the year.
constexpr std::array seasons {20, 115, 157, 195, 250, 310};

/// Days of weather before each probe.
constexpr std::int64_t lead = 3;

/// The weather, and when it was asked for: a day of the engine lasts from one question to the next.
class Asked : public landscape::Source {
public:
  explicit Asked(landscape::Source& from) : from_ {from} {}
  void read(Day day, landscape::Weather& out) override
  {
    at_.push_back(Clock::now());
    from_.read(day, out);
    answered_.push_back(Clock::now());
  }
  void forget()
  {
    at_.clear();
    answered_.clear();
  }
  [[nodiscard]] std::size_t questions() const { return at_.size(); }
  /// Seconds that the i-th question waited for its answer.
  [[nodiscard]] double waited_s(std::size_t i) const
  {
    return std::chrono::duration<double>(answered_[i] - at_[i]).count();
  }
  /// Seconds from the i-th question to the next.
  [[nodiscard]] double seconds(std::size_t i) const
  {
    return std::chrono::duration<double>(at_[i + 1] - at_[i]).count();
  }

private:
  landscape::Source& from_;
  std::vector<Clock::time_point> at_, answered_;
};

}  // namespace

std::vector<ProbeDays> choose_days(const engine::RunRules& run, int days_each)
{
  const Day last = std::max(run.first_day, run.last_day - days {days_each - 1});
  std::vector<Day> starts {run.first_day, last};
  for (const int year : {year_of(run.first_day), year_of(run.first_day) + 1})
    for (const int doy : seasons) starts.push_back(make_day(year, 1, 1) + days {doy - 1});
  std::ranges::sort(starts);
  std::vector<ProbeDays> out;
  for (const Day start : starts) {
    const bool near = !out.empty() && start - out.back().first < days {25};
    if (start < run.first_day || start > last || start >= run.first_day + days {365} || near) continue;
    const auto left = static_cast<int>((run.last_day - start).count()) + 1;
    out.push_back({start, std::min(days_each, left)});
  }
  return out;
}

ProbeCost probe(const engine::Rules& whole, Inputs& inputs, const std::vector<ProbeDays>& when)
{
  ProbeCost cost;
  engine::SilentObserver nobody;
  Asked weather {*inputs.weather};
  for (const ProbeDays& some : when) {
    engine::Rules rules = whole;
    rules.run.first_day = some.first;
    rules.run.last_day = some.first + days {some.days - 1};
    rules.run.snow_lead_days = std::min(lead, (some.first - engine::first_weather_day(whole.run)).count());
    weather.forget();
    const engine::Timing timing = engine::simulate(rules, inputs.terrain, inputs.regions, weather, nobody);
    for (const auto& [part, seconds] : timing.seconds) cost.part_s[part] += seconds;
    cost.days += some.days;
    // The first days of a probe wait for reading to begin anew, which days in the middle of a run do not.
    const auto settled = weather.questions() - static_cast<std::size_t>(some.days / 2);
    for (std::size_t i = settled; i < weather.questions(); ++i) {
      cost.forcing_s += weather.waited_s(i);
      ++cost.forcing_days;
    }
    // From one question for weather to the next a day of it is read and taken in; the last goes on with the herd.
    for (std::size_t i = 1; i + 1 < static_cast<std::size_t>(rules.run.snow_lead_days); ++i) {
      cost.lead_s += weather.seconds(i);
      ++cost.lead_days;
    }
  }
  return cost;
}

}  // namespace rangifer::app
