#pragma once
#include <span>
#include <vector>

#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"

namespace rangifer::engine {

/// What a year says of the cows of each herd: counted before they give birth, weighed when they conceive.
class Condition {
public:
  /// Call it every evening, after deaths, births and conceptions.
  void note(const Rules& rules, Day today, const herd::Herd& animals);

  /// Fills mass and parturition of `out` for a herd with the year's births; NaN where a day was not in the run.
  void report(std::size_t herd, std::span<const herd::Birth> births, herd::ImpactYear& out) const;

  template <class Keeper>
  void keep(Keeper& state)
  {
    state("of_herd", of_herd_);
    state("counted", counted_);
    state("weighed", weighed_);
  }

private:
  struct Sums {
    std::int64_t adults = 0, two_years = 0;       ///< animals alive at the end of 31 May
    std::int64_t pregnant = 0, barren = 0;        ///< agents on the day of conception
    std::int64_t pregnant_kg = 0, barren_kg = 0;  ///< their masses, in units
  };
  std::vector<Sums> of_herd_;
  bool counted_ = false, weighed_ = false;
};

}  // namespace rangifer::engine
