#pragma once
#include <span>
#include <vector>

#include "engine/barriers.h"
#include "engine/block_density.h"
#include "engine/condition.h"
#include "engine/country.h"
#include "engine/destinations.h"
#include "engine/followed.h"
#include "engine/ground.h"
#include "engine/move.h"
#include "engine/observer.h"
#include "engine/place_order.h"
#include "engine/rules.h"
#include "engine/surfaces.h"
#include "engine/tally.h"
#include "engine/timing.h"
#include "engine/use_count.h"
#include "engine/year_births.h"
#include "engine/year_ledger.h"
#include "herd/herd.h"
#include "landscape/presence.h"
#include "landscape/regions.h"

namespace rangifer::engine {

/// The herds of one run, day by day, in a country that others may live in too: they never meet. Whoever holds it has
/// the country sense each day first.
class HerdRun {
public:
  HerdRun(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions, Country& country,
          Observer& observer);

  /// Places the animals, before the first day.
  void begin();
  /// Goes on after the day of a state; the country's environment becomes that of the state.
  void begin_from(Snapshot state);
  /// The day that the country has sensed last.
  void live(Day day);
  /// What the observer wants now that the day is done.
  [[nodiscard]] Observer::After after(Day day);
  /// Hands the observer the state.
  void keep(Day day);
  /// After the last day.
  void finish();

  [[nodiscard]] const Timing& timing() const noexcept { return timing_; }

private:
  template <class Keeper>
  void keep_all(Day& day, Keeper& state);
  void tell_followed();
  void find_ways(Day day);
  void sort(Day day);
  void walk(Day day);
  void follow(double hours_since_1970);
  [[nodiscard]] std::span<const herd::TrackPoint> look_at_followed();
  [[nodiscard]] herd::DayReport close(Day day);
  void end_year(int year);

  Clock started_;  // first, so that it also sees the others being made
  const Rules& rules_;
  const landscape::Terrain& terrain_;
  const landscape::Regions& regions_;
  Country& country_;
  const landscape::Environment& environment_;
  Observer& observer_;
  Destinations destinations_;
  Surfaces surfaces_;
  StepKernels kernels_;
  Barriers barriers_;
  BlockDensity around_, passing_;
  landscape::Presence presence_;
  herd::Herd animals_;
  YearBirths births_;
  Ground ground_;
  Condition condition_;
  YearLedger ledger_;
  std::vector<Field> reference_;  ///< of each herd: the calving places its cows remembered when the run began
  PlaceOrder order_;
  DayTally tally_;
  UseCount use_;
  Followed followed_;
  Timing timing_;
};

}  // namespace rangifer::engine
