#pragma once
#include "engine/observer.h"

namespace rangifer::engine {

/// Hears and forgets: for runs whose time alone is of interest.
class SilentObserver : public Observer {
public:
  void tracks_chosen(std::span<const std::uint64_t>, std::span<const std::int32_t>,
                     std::span<const std::int32_t>) override
  {
  }
  void step_done(double, std::span<const herd::TrackPoint>) override {}
  void day_done(const herd::DayReport&, std::int64_t) override {}
  void year_done(const herd::YearMaps&, std::span<const herd::Birth>, std::span<const herd::ImpactYear>) override {}
  void run_done(std::int32_t, std::span<const Field>) override {}
};

}  // namespace rangifer::engine
