#pragma once
#include <algorithm>
#include <array>

#include "base/calendar.h"
#include "behaviour/body.h"

namespace rangifer::engine {

/// Age in years, counted from 1 June of the year of birth.
[[nodiscard]] inline double age_years(Day today, int birth_year) noexcept
{
  constexpr double year_days = 365.25;
  return std::max(static_cast<double>((today - make_day(birth_year, 6, 1)).count()) / year_days, 0.0);
}

/// How old and how far grown the animals of each year are on one day, worked out once instead of once an agent.
class GrowthToday {
public:
  struct Age {
    double years;
    behaviour::Growth growth;
  };

  GrowthToday(const behaviour::Body& rules, Day today) : rules_ {rules}, today_ {today}, year_ {year_of(today)}
  {
    for (int age = 0; age < most; ++age) of_[static_cast<std::size_t>(age)] = at(year_ - age);
  }

  [[nodiscard]] Age of(int birth_year) const noexcept
  {
    const int age = year_ - birth_year;
    return age >= 0 && age < most ? of_[static_cast<std::size_t>(age)] : at(birth_year);
  }

  [[nodiscard]] Day day() const noexcept { return today_; }

private:
  [[nodiscard]] Age at(int birth_year) const noexcept
  {
    const double years = age_years(today_, birth_year);
    return {years, behaviour::growth_at(rules_, years)};
  }

  static constexpr int most = 32;  // few live longer
  const behaviour::Body& rules_;
  Day today_;
  int year_;
  std::array<Age, most> of_;
};

}  // namespace rangifer::engine
