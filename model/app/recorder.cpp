#include "app/recorder.h"

#include <chrono>

#include "app/version.h"
#include "base/error.h"
#include "engine/tally.h"
#include "engine/use_seasons.h"

namespace rangifer::app {
namespace {

record::RunDescription describe(Scenario& scenario, const Inputs& inputs)
{
  record::RunDescription d;
  const auto& run = scenario.rules.run;
  d.title = run.title;
  d.scenario_text = scenario.text;
  d.parameters_json = parameters_json(scenario);
  d.inputs_json = inputs_json(inputs.facts);
  d.version = version();
  d.commit = commit();
  d.seed = static_cast<std::uint64_t>(run.seed);
  d.replicate = run.replicate;
  d.step_h = run.step_h;
  const auto crs = forcing::describe_crs(scenario.grid.crs);
  d.crs_wkt = crs.wkt;
  d.crs_text.insert(crs.text.begin(), crs.text.end());
  for (const auto& [name, number] : crs.number) d.crs_number[name].push_back(number);
  d.first_day = run.first_day;
  for (const auto& herd : scenario.rules.herds) d.herds.push_back(herd.name);
  for (const auto& season : engine::use_seasons) d.seasons.emplace_back(season.name);
  d.latitude_band_edge_deg = engine::latitude_band_edges(inputs.terrain);
  return d;
}

/// Adds the time until it goes out of scope.
struct Clocked {
  double& seconds;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  ~Clocked() { seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
};

}  // namespace

Recorder::Recorder(std::filesystem::path path, Scenario& scenario, const Inputs& inputs, DayListener listener)
    : path_ {std::move(path)},
      inputs_ {inputs},
      description_ {describe(scenario, inputs)},
      listener_ {std::move(listener)}
{
}

Recorder::~Recorder() = default;

void Recorder::tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                             std::span<const std::int32_t> cohorts)
{
  description_.track_ids.assign(ids.begin(), ids.end());
  description_.track_herd.assign(herds.begin(), herds.end());
  description_.track_cohort.assign(cohorts.begin(), cohorts.end());
  file_ = std::make_unique<record::RunFile>(path_, description_, inputs_.terrain, inputs_.regions);
}

void Recorder::step_done(double hours_since_1970, std::span<const herd::TrackPoint> points)
{
  const Clocked clock {seconds_};
  file_->append_track(hours_since_1970, points);
}

void Recorder::day_done(const herd::DayReport& day, std::int64_t agents)
{
  {
    const Clocked clock {seconds_};
    file_->append(day);
  }
  listener_(day.day, agents);
}

void Recorder::year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                         std::span<const herd::ImpactYear> impact)
{
  const Clocked clock {seconds_};
  file_->append(births);
  file_->append(maps);
  for (const herd::ImpactYear& year : impact) file_->append(year);
}

void Recorder::run_done(std::int32_t herd, std::span<const Field> use_by_season)
{
  const Clocked clock {seconds_};
  file_->write_use(herd, use_by_season);
}

void Recorder::close(const record::Performance& performance) { file_->close(performance); }

}  // namespace rangifer::app
