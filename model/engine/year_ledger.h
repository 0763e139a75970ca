#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "base/week.h"
#include "herd/report.h"

namespace rangifer::engine {

/// First and last day of the year on which crossings count as out (westward, in spring) and back (eastward): lines
/// drawn for the report (E), out from the start of spring migration until cows are on the plain, back from then to the
/// rut.
struct CrossingDays {
  int first, last;
};
inline constexpr std::array<CrossingDays, 2> crossing_days {{{91, 196}, {167, 334}}};

/// What the days of a year add up to: where a herd spent them, when it crossed the border, who had it near.
class YearLedger {
public:
  void add(const herd::DayReport& day);

  /// Fills crossings, days in regions and weeks of communities of `out` for a herd.
  void report(std::size_t herd, herd::ImpactYear& out) const;

  template <class Keeper>
  void keep(Keeper& state)
  {
    state("of_herd", of_herd_);
  }

private:
  static constexpr std::size_t longest_year_d = 366;
  struct Sums {
    std::int64_t animal_days = 0, days = 0;
    std::vector<std::int64_t> in_region;
    std::array<std::array<std::int64_t, longest_year_d + 1>, 2> crossed {};  ///< [direction][day of the year]
    std::array<std::int64_t, weeks_in_year> days_of_week {};
    std::size_t communities = 0;
    std::vector<std::int64_t> near_community;  ///< [week][community]

    template <class Keeper>
    void keep(Keeper& state)
    {
      state("animal_days", animal_days);
      state("days", days);
      state("in_region", in_region);
      state("crossed", crossed);
      state("days_of_week", days_of_week);
      state("communities", communities);
      state("near_community", near_community);
    }
  };
  std::vector<Sums> of_herd_;
};

}  // namespace rangifer::engine
