#include "engine/condition.h"

#include <cmath>

#include "engine/block_sum.h"

namespace rangifer::engine {
namespace {

constexpr double units = 0x1p20;  // whole numbers, so that no order of adding can show
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int adult_y = 3;

double ratio(double part, double of) { return of > 0.0 ? part / of : nan; }

}  // namespace

void Condition::note(const Rules& rules, Day today, const herd::Herd& a)
{
  const int year = year_of(today);
  const bool end_of_may = today == make_day(year, 5, 31);
  const bool rut = day_of_year(today) == static_cast<int>(rules.calving.conception_doy);
  of_herd_.resize(rules.herds.size());
  if (!end_of_may && !rut) return;
  const auto add = [&](std::vector<Sums>& sum, std::size_t i) {
    if (a.male[i] != 0) return;
    Sums& of = sum[a.herd[i]];
    const int age = year - a.birth_year[i] + (rut ? 1 : 0);  // in the June that counts
    if (end_of_may) {
      const std::int64_t each = rules.herds[a.herd[i]].animals_per_agent;
      of.adults += age >= adult_y ? each : 0;
      of.two_years += age == 2 ? each : 0;
    } else if (age >= adult_y) {
      const double kg =
        behaviour::live_mass_kg(rules.body, static_cast<double>(a.fat_kg[i]), static_cast<double>(a.protein_kg[i]));
      ++(a.pregnant[i] != 0 ? of.pregnant : of.barren);
      (a.pregnant[i] != 0 ? of.pregnant_kg : of.barren_kg) += std::llrint(kg * units);
    }
  };
  const auto join = [](std::vector<Sums>& sum, const std::vector<Sums>& part) {
    for (std::size_t h = 0; h < sum.size(); ++h) {
      for (auto member :
           {&Sums::adults, &Sums::two_years, &Sums::pregnant, &Sums::barren, &Sums::pregnant_kg, &Sums::barren_kg}) {
        sum[h].*member += part[h].*member;
      }
    }
  };
  const std::vector<Sums> today_sums = block_sum(a.size(), std::vector<Sums>(of_herd_.size()), add, join);
  join(of_herd_, today_sums);
  counted_ = counted_ || end_of_may;
  weighed_ = weighed_ || rut;
}

void Condition::report(std::size_t herd, std::span<const herd::Birth> births, herd::ImpactYear& out) const
{
  const Sums s = herd < of_herd_.size() ? of_herd_[herd] : Sums {};
  double by_adults = 0, by_two_years = 0, all = 0, newborn_kg = 0;
  for (const herd::Birth& b : births) {
    if (b.herd != static_cast<std::int32_t>(herd)) continue;
    all += b.animals;
    newborn_kg += b.animals * static_cast<double>(b.birth_mass_kg);
    (b.mother_age_y >= adult_y ? by_adults : by_two_years) += b.animals;
  }
  out.birth_mass_kg = ratio(newborn_kg, all);
  out.parturition_adult = counted_ ? ratio(by_adults, static_cast<double>(s.adults)) : nan;
  out.parturition_two_year = counted_ ? ratio(by_two_years, static_cast<double>(s.two_years)) : nan;
  const auto kg = [&](std::int64_t sum, std::int64_t agents) {
    return weighed_ ? ratio(static_cast<double>(sum) / units, static_cast<double>(agents)) : nan;
  };
  out.autumn_mass_pregnant_kg = kg(s.pregnant_kg, s.pregnant);
  out.autumn_mass_barren_kg = kg(s.barren_kg, s.barren);
  out.autumn_cow_mass_kg = kg(s.pregnant_kg + s.barren_kg, s.pregnant + s.barren);
}

}  // namespace rangifer::engine
