#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/calendar.h"
#include "base/grid.h"
#include "base/snapshot.h"
#include "herd/report.h"

namespace rangifer::engine {

/// Who wants to know what happened. The engine opens no file: it tells this.
class Observer {
public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;

  /// Agents that step_done() will follow, once, before the first step.
  virtual void tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                             std::span<const std::int32_t> cohorts) = 0;
  /// End of a movement step; hours since 1970-01-01.
  virtual void step_done(double hours_since_1970, std::span<const herd::TrackPoint> points) = 0;
  virtual void day_done(const herd::DayReport& day, std::int64_t agents) = 0;
  virtual void year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                         std::span<const herd::ImpactYear> impact) = 0;
  /// What is to happen when a day has been told of.
  enum class After : std::uint8_t { go_on, keep, keep_and_stop };

  /// Asked at the end of each day, those of weather alone before the first included: they leave nothing to keep.
  virtual After after(Day) { return After::go_on; }
  /// The state at the end of `day`, where after() wanted it: simulate() can go on from it.
  virtual void keep(Day, Snapshot) {}

  /// At the end: animal-days per season and cell, for each herd.
  virtual void run_done(std::int32_t herd, std::span<const Field> use_by_season) = 0;
};

}  // namespace rangifer::engine
