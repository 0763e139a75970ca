#include "behaviour/energy.h"

#include <algorithm>

namespace rangifer::behaviour {
namespace {

constexpr double reference_cow_kg = 85.0;  // whose mouth the rates of forage.h are of

/// Most dry matter (kg) it would eat today.
double appetite_kg(const Energy& p, const Body& body, const Animal& a, double metabolic, double season_g,
                   const DefendedShare& defends) noexcept
{
  const Reserves defended = defended_reserves(body, a.grown_protein_kg, defends);
  const double share = body_energy_mj(body, a.fat_kg, a.protein_kg) /
                       std::max(body_energy_mj(body, defended.fat_kg, defended.protein_kg), 1e-6);
  const double hunger = 1.0 + p.feedback * (1.0 - share);
  const double full_grown = body.cow_protein_kg * (a.male ? 1.0 + body.bull_larger : 1.0);
  const double growing = 1.0 + p.growing_appetite * std::clamp(2.0 * (1.0 - a.grown_protein_kg / full_grown), 0.0, 1.0);
  const double nursing = a.nursing ? p.nursing_appetite : 1.0;
  const double rut = a.male && a.rutting ? p.rut_appetite : 1.0;
  return season_g * metabolic / 1000.0 * std::clamp(hunger, p.least_appetite, p.most_appetite) * growing * nursing *
         rut;
}

/// What the day takes, at the level of metabolisable energy.
void spend(const Energy& p, const GestationCurve& gestation, const Milk& milk, const Animal& a, const DaysWork& work,
           double climb_j, double mass_kg, double rest, Budget& b) noexcept
{
  const auto of = [&b](Expense e) -> double& { return b.spent_mj[static_cast<std::size_t>(e)]; };
  of(Expense::rest) = rest;
  of(Expense::activity) = rest * (p.activity + p.harassed * work.insects);
  of(Expense::walking) = work.walk_kj_kg * mass_kg / 1000.0;
  of(Expense::climbing) = climb_j * work.climb_m * mass_kg / 1e6;
  for (double& mj : b.spent_mj) mj /= p.maintenance_efficiency;
  if (a.pregnant) of(Expense::gestation) = gestation.mj(a.days_to_due);
  if (a.nursing) {
    b.milk_kg = milk_potential_kg(milk, a.days_since_birth) * milk_share(milk, a.protein_kg / a.grown_protein_kg);
    of(Expense::milk) = b.milk_kg * milk.energy_mj_kg / milk.efficiency;
  }
}

/// Protein (kg) that the diet leaves over; below 0 where it falls short.
double protein_left_kg(const Energy& p, const Gestation& gestation, const Milk& milk, double digested_kg,
                       double metabolic, const Budget& b) noexcept
{
  const double lost = 6.25 * p.nitrogen_g * metabolic / 1000.0;
  const double womb = b.spent_mj[static_cast<std::size_t>(Expense::gestation)] / gestation.energy_mj *
                      gestation.birth_kg * gestation.protein_share;
  return p.protein_use * digested_kg - lost - womb - b.milk_kg * milk.protein;
}

/// Puts what is left of the day's energy into the pools, or takes what is short out of them.
void settle(const Energy& p, const Body& body, const Animal& a, double protein_left, Budget& b) noexcept
{
  double protein = 0.0;  // kg, what the pool gains
  double energy = b.intake_mj - b.need_mj;
  if (protein_left < 0.0) {
    protein = std::max(protein_left, -p.protein_loss * a.protein_kg);
    energy -= protein * body.protein_mj_kg;
  }
  double fat = 0.0;
  if (energy >= 0.0) {
    const double efficiency = a.nursing ? p.nursing_gain_efficiency : p.gain_efficiency;
    const double room = std::max(a.grown_protein_kg - a.protein_kg, 0.0);
    const double affordable = efficiency * energy / body.protein_mj_kg;
    const double laid_on = std::min({std::max(protein_left, 0.0), room, affordable});
    protein += laid_on;
    fat = (efficiency * energy - laid_on * body.protein_mj_kg) / body.fat_mj_kg;
    b.spent_mj[static_cast<std::size_t>(Expense::gain)] = (1.0 - efficiency) * energy;
  } else {
    const double lean = a.protein_kg / body.protein_in_lean;
    const double reserve = std::clamp((a.fat_kg / lean - p.last_fat) / p.last_fat, 0.0, 1.0);
    const double from_protein = 1.0 - (1.0 - p.protein_first) * reserve;
    fat = std::max(energy * (1.0 - from_protein) / body.fat_mj_kg, -a.fat_kg);
    protein += (energy - fat * body.fat_mj_kg) / body.protein_mj_kg;
  }
  b.fat_kg = a.fat_kg + fat;
  b.protein_kg = a.protein_kg + protein;
}

}  // namespace

double metabolic_mass(double mass_kg) noexcept
{
  return static_cast<double>(exp_det(0.75f * log_det(static_cast<float>(mass_kg))));
}

double resting_kj(const Energy& p, int day_of_year) noexcept
{
  return p.rest_winter_kj + (p.rest_summer_kj - p.rest_winter_kj) * midsummer(day_of_year);
}

EnergyDay::EnergyDay(const Energy& p, const Body& body, const Gestation& gestation, const Milk& milk, double climb_j,
                     int day_of_year) noexcept
    : p_ {p},
      body_ {body},
      gestation_ {gestation},
      milk_ {milk},
      climb_j_ {climb_j},
      curve_ {gestation},
      defends_ {defended_share(body, day_of_year)},
      rest_kj_ {resting_kj(p, day_of_year)},
      appetite_g_ {p.appetite_winter_g + (p.appetite_summer_g - p.appetite_winter_g) * midsummer(day_of_year)},
      reference_ {metabolic_mass(reference_cow_kg)}
{
}

Budget EnergyDay::of(const Animal& a, const DaysWork& work) const noexcept
{
  Budget b;
  const double mass = live_mass_kg(body_, a.fat_kg, a.protein_kg);
  const double metabolic = metabolic_mass(mass);
  const double mouth = metabolic / reference_;
  const double offered = work.graze_kg * mouth;
  const double appetite = appetite_kg(p_, body_, a, metabolic, appetite_g_, defends_);
  b.eaten_kg = std::min(offered, appetite);
  b.fed = appetite > 0.0 ? b.eaten_kg / appetite : 1.0;
  const double share = work.graze_kg > 0.0 ? b.eaten_kg / work.graze_kg : 0.0;
  b.intake_mj = work.graze_mj * share;

  spend(p_, curve_, milk_, a, work, climb_j_, mass, rest_kj_ * metabolic / 1000.0, b);
  const double share_of_time = offered > 0.0 ? b.eaten_kg / offered : 0.0;
  b.spent_mj[static_cast<std::size_t>(Expense::digging)] =
    work.digging_kj * share_of_time / 1000.0 / p_.maintenance_efficiency;
  for (const double mj : b.spent_mj) b.need_mj += mj;
  settle(p_, body_, a, protein_left_kg(p_, gestation_, milk_, work.graze_protein_kg * share, metabolic, b), b);
  return b;
}

}  // namespace rangifer::behaviour
