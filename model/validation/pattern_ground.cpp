#include "validation/pattern_ground.h"

#include <algorithm>
#include <limits>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

struct Cell {
  std::size_t row, column;
};

bool is_land(const Maps& maps, std::size_t row, std::size_t column)
{
  return maps.land_fraction[row * maps.columns + column] >= 0.5f;
}

/// Land cells with sea on one of their eight sides.
std::vector<Cell> coast_cells(const Maps& maps)
{
  std::vector<Cell> coast;
  for (std::size_t row = 0; row < maps.rows; ++row) {
    for (std::size_t column = 0; column < maps.columns; ++column) {
      if (!is_land(maps, row, column)) continue;
      bool sea = false;
      for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(row + 1, maps.rows - 1); ++r)
        for (std::size_t c = column > 0 ? column - 1 : 0; c <= std::min(column + 1, maps.columns - 1); ++c)
          sea = sea || !is_land(maps, r, c);
      if (sea) coast.push_back({row, column});
    }
  }
  return coast;
}

double distance_km(const Maps& maps, const std::vector<Cell>& coast, std::size_t row, std::size_t column)
{
  double nearest2 = std::numeric_limits<double>::infinity();
  for (const Cell& c : coast) {
    const double dr = static_cast<double>(c.row) - static_cast<double>(row);
    const double dc = static_cast<double>(c.column) - static_cast<double>(column);
    nearest2 = std::min(nearest2, dr * dr + dc * dc);
  }
  return maps.cell_km * std::sqrt(nearest2);
}

}  // namespace

std::vector<double> early_july_in_alaska(const InAlaska& alaska)
{
  std::vector<double> shares;
  for (const YearRows& rows : rows_by_year(alaska.day)) {
    const double from = days_since_1970(make_day(rows.year, 7, 1)), past = from + 10;
    std::vector<double> days;
    for (std::size_t i = rows.first; i < rows.end; ++i)
      if (alaska.day[i] >= from && alaska.day[i] < past) days.push_back(alaska.share[i]);
    if (days.size() == 10) shares.push_back(mean(days));
  }
  return shares;
}

std::vector<double> coast_to_inland(const Maps& maps)
{
  constexpr double near_km = 25, far_km = 35;
  constexpr float low_m = 250;
  const std::vector<Cell> coast = coast_cells(maps);
  std::vector<std::size_t> inland;
  for (std::size_t row = 0; row < maps.rows; ++row) {
    for (std::size_t column = 0; column < maps.columns; ++column) {
      const std::size_t cell = row * maps.columns + column;
      if (!is_land(maps, row, column) || !(maps.elevation_m[cell] < low_m)) continue;
      const double km = distance_km(maps, coast, row, column);
      if (km >= near_km && km <= far_km) inland.push_back(cell);
    }
  }
  std::vector<double> ratios;
  for (std::size_t y = 0; y < maps.years.size(); ++y) {
    std::vector<double> there, here;
    const auto hours = [&](std::size_t cell) {
      return static_cast<double>(maps.mosquito_hours[y * maps.cells() + cell]);
    };
    for (const std::size_t cell : inland) there.push_back(hours(cell));
    for (const Cell& c : coast) here.push_back(hours(c.row * maps.columns + c.column));
    if (mean(there) > 0) ratios.push_back(mean(here) / mean(there));
  }
  return ratios;
}

double snow_free_range(const Maps& maps)
{
  double weight = 0, sum = 0;
  for (std::size_t c = 0; c < maps.cells(); ++c) {
    double births = 0, earliest = std::numeric_limits<double>::infinity(), latest = -earliest;
    bool known = true;
    for (std::size_t y = 0; y < maps.years.size(); ++y) {
      const double doy = static_cast<double>(maps.snow_free_doy[y * maps.cells() + c]);
      births += static_cast<double>(maps.births[y * maps.cells() + c]);
      known = known && !std::isnan(doy);
      earliest = std::min(earliest, doy);
      latest = std::max(latest, doy);
    }
    if (!known || !(births > 0)) continue;
    weight += births;
    sum += births * (latest - earliest);
  }
  return weight > 0 ? sum / weight : none;
}

Estimate alaska_in_early_july(std::span<const Run> runs)
{
  std::vector<double> shares;
  bool region = false;
  for (const Run& run : runs) {
    if (!run.alaska) continue;
    region = true;
    const std::vector<double> some = early_july_in_alaska(*run.alaska);
    shares.insert(shares.end(), some.begin(), some.end());
  }
  if (!region) return lacking("needs a [[region]] Alaska in the scenario");
  return shares.empty() ? lacking("needs days from 1 to 10 July") : mean_of_years(shares);
}

Estimate mosquitoes_at_the_coast(std::span<const Run> runs)
{
  constexpr double fine_enough_km = 2;
  std::vector<double> ratios;
  for (const Run& run : runs) {
    if (run.maps.cell_km > fine_enough_km) continue;
    const std::vector<double> some = coast_to_inland(run.maps);
    ratios.insert(ratios.end(), some.begin(), some.end());
  }
  return ratios.empty() ? lacking("needs cells of 2 km or less, a coast and a summer") : mean_of_years(ratios);
}

Estimate snow_free_where_born(std::span<const Run> runs)
{
  std::vector<double> days;
  for (const Run& run : runs) days.insert(days.end(), run.ground.snow_free_doy.begin(), run.ground.snow_free_doy.end());
  const Estimate e = mean_of_years(days);
  return e.n == 0 ? lacking("needs births") : e;
}

Estimate snow_free_between_years(std::span<const Run> runs)
{
  constexpr std::size_t enough = 10;
  std::vector<double> ranges;
  for (const Run& run : runs)
    if (run.maps.years.size() >= enough) ranges.push_back(snow_free_range(run.maps));
  const Estimate e = mean_of_years(ranges);
  return e.n == 0 ? lacking("needs a run of 10 years or more") : e;
}

}  // namespace rangifer::validation
