#include "validation/pattern_condition.h"

#include <limits>
#include <map>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

/// A mean of numbers that stand for several animals each.
struct WeighedMean {
  double sum = 0, weight = 0;
  void add(double value, double animals)
  {
    if (std::isnan(value)) return;
    sum += value * animals;
    weight += animals;
  }
  [[nodiscard]] double value() const { return weight > 0 ? sum / weight : none; }
};

Estimate mean_or(std::vector<double> values, const char* needs)
{
  const Estimate e = mean_of_years(std::move(values));
  return e.n == 0 ? lacking(needs) : e;
}

Estimate winter_loss(std::span<const Run> runs, std::vector<double> Daily::*column, const char* needs)
{
  return mean_or(of_runs(runs, [&](const Run& r) { return october_to_may(r.daily, r.daily.*column); }), needs);
}

Estimate growth_of(std::span<const Run> runs, double CalfGrowth::*which, const char* needs)
{
  return mean_or(of_runs(runs,
                         [&](const Run& run) {
                           std::vector<double> years;
                           for (const CalfGrowth& year : calf_growth(run.births)) years.push_back(year.*which);
                           return years;
                         }),
                 needs);
}

}  // namespace

std::vector<double> october_to_may(const Daily& daily, std::span<const double> values)
{
  if (values.empty()) return {};
  std::vector<double> changes;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const double october = mean_of_months(daily.day, values, rows.year, {10});
    const double may = mean_of_months(daily.day, values, rows.year + 1, {5});
    if (october > 0 && !std::isnan(may)) changes.push_back(100.0 * (may / october - 1.0));
  }
  return changes;
}

std::vector<double> lightest_days(const Daily& daily)
{
  constexpr int first_doy = 60, last_doy = 273;
  if (daily.cow_mass_kg.empty()) return {};
  std::vector<double> days;
  for (const YearRows& rows : rows_by_year(daily.day)) {
    const auto doy = [&](std::size_t i) { return day_of_year(day_of(daily.day[i])); };
    if (doy(rows.first) > first_doy || doy(rows.end - 1) < last_doy) continue;
    double lightest_kg = std::numeric_limits<double>::infinity(), day = none;
    for (std::size_t i = rows.first; i < rows.end; ++i) {
      if (doy(i) < first_doy || doy(i) > last_doy || !(daily.cow_mass_kg[i] < lightest_kg)) continue;
      lightest_kg = daily.cow_mass_kg[i];
      day = doy(i);
    }
    days.push_back(day);
  }
  return days;
}

std::vector<CalfGrowth> calf_growth(const Births& births)
{
  struct Means {
    WeighedMean first, slowing;
  };
  std::map<int, Means> years;
  for (std::size_t i = 0; i < births.mass_28d_kg.size() && i < births.birth_mass_kg.size(); ++i) {
    Means& means = years[year_of(day_of(births.day[i]))];
    const double first = (births.mass_28d_kg[i] - births.birth_mass_kg[i]) / 28.0;
    means.first.add(first, births.animals[i]);
    if (i >= births.mass_42d_kg.size()) continue;
    means.slowing.add(first - (births.mass_42d_kg[i] - births.mass_28d_kg[i]) / 14.0, births.animals[i]);
  }
  std::vector<CalfGrowth> growths;
  for (const auto& [year, means] : years) growths.push_back({year, means.first.value(), means.slowing.value()});
  return growths;
}

Estimate autumn_mass(std::span<const Run> runs)
{
  return mean_or(of_runs(runs, [](const Run& r) { return r.ground.autumn_cow_mass_kg; }),
                 "needs impact/autumn_cow_mass, and an October");
}

Estimate pregnant_less_barren(std::span<const Run> runs)
{
  return mean_or(of_runs(runs,
                         [](const Run& r) {
                           std::vector<double> years = r.ground.autumn_pregnant_kg;
                           const std::vector<double>& barren = r.ground.autumn_barren_kg;
                           for (std::size_t y = 0; y < years.size(); ++y)
                             years[y] -= y < barren.size() ? barren[y] : none;
                           return years;
                         }),
                 "needs impact/autumn_mass_pregnant and _barren");
}

Estimate winter_fat_loss(std::span<const Run> runs)
{
  return winter_loss(runs, &Daily::cow_fat_kg, "needs herd/cow_fat, an October and the May after it");
}

Estimate winter_protein_loss(std::span<const Run> runs)
{
  return winter_loss(runs, &Daily::cow_protein_kg, "needs herd/cow_protein, an October and the May after it");
}

Estimate lightest_day(std::span<const Run> runs)
{
  const Estimate e = median_of_years(of_runs(runs, [](const Run& r) { return lightest_days(r.daily); }));
  return e.n == 0 ? lacking("needs herd/cow_mass, from March to September") : e;
}

Estimate first_growth(std::span<const Run> runs)
{
  return growth_of(runs, &CalfGrowth::first_28d, "needs calving/birth_mass and mass_28d");
}

Estimate slowing_growth(std::span<const Run> runs)
{
  return growth_of(runs, &CalfGrowth::slowing, "needs calving/mass_28d and mass_42d");
}

}  // namespace rangifer::validation
