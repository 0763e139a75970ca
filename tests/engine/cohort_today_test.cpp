#include "engine/cohort_today.h"

#include <catch2/catch.hpp>

using namespace rangifer;

TEST_CASE("classes of a day are those of the herd's own rule", "[engine]")
{
  for (Day day = make_day(2003, 12, 1); day <= make_day(2005, 2, 1); day += std::chrono::days {1}) {
    const engine::CohortToday cohort_of {day};
    for (int born = 1980; born <= year_of(day); ++born) {
      REQUIRE(cohort_of(false, born) == herd::cohort_of(false, born, day));
      REQUIRE(cohort_of(true, born) == herd::cohort_of(true, born, day));
    }
  }
}
