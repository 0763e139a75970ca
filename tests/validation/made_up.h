#pragma once
#include <chrono>
#include <limits>
#include <vector>

#include "base/calendar.h"
#include "validation/read_run.h"

/// Small runs made up for the tests, worked by hand.
namespace made_up {

using namespace rangifer;
using namespace rangifer::validation;

inline double day(int year, unsigned month, unsigned day_of_month)
{
  return days_since_1970(make_day(year, month, day_of_month));
}

/// Every day of `year`, in which nothing happens.
inline Daily year_of_days(int year)
{
  Daily d;
  for (double at = day(year, 1, 1); at < day(year + 1, 1, 1); ++at) d.day.push_back(at);
  for (auto* all :
       {&d.cow_distance_km, &d.cow_northing_km, &d.cows_on_plain, &d.cows, &d.yearlings, &d.animals, &d.grown}) {
    all->assign(d.day.size(), 0.0);
  }
  return d;
}

/// A map of one row of cells over the given years, all land, nothing on it.
inline Maps strip(std::size_t columns, std::vector<int> years)
{
  Maps m;
  m.rows = 1;
  m.columns = columns;
  m.cell_km = 2;
  m.years = std::move(years);
  m.spring_use.assign(columns, 0.0f);
  m.land_fraction.assign(columns, 1.0f);
  m.elevation_m.assign(columns, 0.0f);
  const std::size_t all = columns * m.years.size();
  m.births.assign(all, 0.0f);
  m.mosquito_hours.assign(all, 0.0f);
  m.snow_free_doy.assign(all, std::numeric_limits<float>::quiet_NaN());
  return m;
}

/// Gives a daily value to each day of the table, as `value(month, day of the year)` says.
template <class Value>
std::vector<double> daily_values(const Daily& d, Value value)
{
  std::vector<double> values;
  for (const double at : d.day) {
    const Day on {std::chrono::days {static_cast<int>(at)}};
    values.push_back(value(month_of(on), day_of_year(on)));
  }
  return values;
}

/// Two tables of days, one after the other.
inline Daily joined(Daily first, const Daily& second)
{
  first.day.insert(first.day.end(), second.day.begin(), second.day.end());
  return first;
}

inline void add_birth(Births& births, double at, double lat, double lon, double animals)
{
  births.day.push_back(at);
  births.lat_deg.push_back(lat);
  births.lon_deg.push_back(lon);
  births.animals.push_back(animals);
}

}  // namespace made_up
