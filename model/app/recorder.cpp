#include "app/recorder.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "app/messages.h"
#include "app/version.h"
#include "base/error.h"
#include "engine/tally.h"
#include "engine/use_seasons.h"
#include "record/handle.h"

namespace rangifer::app {

record::RunDescription describe_run(Scenario& scenario, const Inputs& inputs)
{
  record::RunDescription d;
  const auto& run = scenario.rules.run;
  d.title = run.title;
  d.scenario_text = scenario.text;
  d.parameters_json = parameters_json(scenario);
  d.inputs_json = inputs_json(inputs.facts);
  d.ensemble_json = scenario.ensemble;
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
  for (const auto& community : scenario.rules.communities) d.communities.push_back(community.name);
  for (const auto& season : engine::use_seasons) {
    d.seasons.emplace_back(season.name);
    d.season_first_doy.push_back(season.first_doy);
  }
  d.latitude_band_edge_deg = engine::latitude_band_edges(inputs.terrain);
  return d;
}

namespace {

/// Days that may wait to be written: enough to ride over a chunk that is compressed, little to hold.
constexpr std::size_t days_behind = 8;
/// Of followed agents: more are handed over before the day is done.
constexpr std::size_t most_points = std::size_t {1} << 18;

}  // namespace

Recorder::Recorder(std::filesystem::path path, record::RunDescription run, const Inputs& inputs, Day last_day,
                   DayListener listener, Pauses pauses)
    : path_ {std::move(path)},
      inputs_ {inputs},
      description_ {std::move(run)},
      last_day_ {last_day},
      listener_ {std::move(listener)},
      pauses_ {std::move(pauses)},
      checkpoints_ {path_},
      has_kept_ {pauses_.result.has_value()},
      behind_ {record::hdf5_bears_threads() ? days_behind : 0, record::silence_hdf5}
{
}

Recorder::~Recorder() = default;

void Recorder::tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                             std::span<const std::int32_t> cohorts)
{
  description_.track_ids.assign(ids.begin(), ids.end());
  description_.track_herd.assign(herds.begin(), herds.end());
  description_.track_cohort.assign(cohorts.begin(), cohorts.end());
  file_ = pauses_.result
            ? std::make_unique<record::RunFile>(path_, description_, inputs_.terrain, inputs_.regions, *pauses_.result)
            : std::make_unique<record::RunFile>(path_, description_, inputs_.terrain, inputs_.regions);
}

void Recorder::step_done(double hours_since_1970, std::span<const herd::TrackPoint> points)
{
  steps_.hours_since_1970.push_back(hours_since_1970);
  steps_.points.insert(steps_.points.end(), points.begin(), points.end());
  if (steps_.points.size() >= most_points) post_steps();
}

void Recorder::post_steps()
{
  if (steps_.hours_since_1970.empty()) return;
  behind_.post(
    [this, steps = std::exchange(steps_, {})] { file_->append_tracks(steps.hours_since_1970, steps.points); });
}

void Recorder::day_done(const herd::DayReport& day, std::int64_t agents)
{
  post_steps();
  behind_.post([this, day] { file_->append(day); });
  listener_(day.day, agents);
}

void Recorder::year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                         std::span<const herd::ImpactYear> impact)
{
  behind_.post([this, maps, year_births = std::vector<herd::Birth>(births.begin(), births.end()),
                year_impact = std::vector<herd::ImpactYear>(impact.begin(), impact.end())] {
    file_->append(year_births);
    file_->append(maps);
    for (const herd::ImpactYear& of_herd : year_impact) file_->append(of_herd);
  });
}

/// A run whose last day is done is not stopped any more: what is left takes no longer than a checkpoint.
engine::Observer::After Recorder::after(Day day)
{
  if (day == last_day_) return pauses_.rules.keep ? After::keep : After::go_on;
  if (pauses_.stop_asked()) return After::keep_and_stop;
  if (!file_ || pauses_.rules.every_days == 0) return After::go_on;
  const auto days = (day - description_.first_day).count() + 1;
  return days % pauses_.rules.every_days == 0 ? After::keep : After::go_on;
}

void Recorder::keep(Day day, Snapshot state)
{
  behind_.post([this, day, kept = std::move(state)] {
    file_->write_out();
    record::StateOrigin origin = pauses_.origin;
    origin.day = day;
    if (!has_kept_) checkpoints_.remove();  // of an earlier run of this name
    const auto start = std::chrono::steady_clock::now();
    checkpoints_.keep(origin, kept, file_->partial());
    has_kept_ = true;
    say_in_detail(fmt::format("kept {} in {} ({:.2f} s)", to_string(day), checkpoints_.folder().string(),
                              std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()));
  });
}

std::optional<record::Checkpoint> Recorder::newest() const
{
  const auto all = has_kept_ ? checkpoints_.list() : std::vector<record::Checkpoint> {};
  return all.empty() ? std::nullopt : std::optional {all.front()};
}

void Recorder::drop_checkpoints() const
{
  if (!pauses_.rules.keep) checkpoints_.remove();
}

void Recorder::run_done(std::int32_t herd, std::span<const Field> use_by_season)
{
  behind_.post([this, herd, use = std::vector<Field>(use_by_season.begin(), use_by_season.end())] {
    file_->write_use(herd, use);
  });
}

void Recorder::finish()
{
  behind_.post([this] { file_->finish(); });
  behind_.finish();
}

void Recorder::close(const record::Performance& performance) { file_->close(performance); }

}  // namespace rangifer::app
