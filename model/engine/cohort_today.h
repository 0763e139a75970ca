#pragma once
#include <algorithm>
#include <array>

#include "herd/herd.h"

namespace rangifer::engine {

/// herd::cohort_of() on one day, the calendar asked once instead of once an agent.
class CohortToday {
public:
  explicit CohortToday(Day today)
  {
    // Whoever is a calf today was born in this year or, until June, in the last one.
    youngest_ = year_of(today);
    if (herd::cohort_of(false, youngest_ - 1, today) == herd::Cohort::calf) --youngest_;
    for (int age = 0; age < ages; ++age) {
      for (const bool male : {false, true}) {
        cohort_[static_cast<std::size_t>(2 * age + (male ? 1 : 0))] = herd::cohort_of(male, youngest_ - age, today);
      }
    }
  }

  [[nodiscard]] herd::Cohort operator()(bool male, int birth_year) const noexcept
  {
    const int age = std::clamp(youngest_ - birth_year, 0, ages - 1);
    return cohort_[static_cast<std::size_t>(2 * age + (male ? 1 : 0))];
  }

private:
  static constexpr int ages = 3;  // calf, yearling, adult
  int youngest_ = 0;
  std::array<herd::Cohort, 2 * ages> cohort_ {};
};

}  // namespace rangifer::engine
