#pragma once
#include <algorithm>

#include "behaviour/energy.h"
#include "behaviour/nursing.h"

namespace rangifer::behaviour {

/// One day of animals' energy and protein; what is of the day alone is worked out once.
///
///   eaten   = min(what its feeding time gives, appetite)
///   need    = (rest + activity + walking + climbing + digging) / maintenance_efficiency
///             + gestation + milk / its efficiency
///   protein = protein_use digested - maintenance - milk - calf in the womb; what is short is taken from the body
///
/// Energy beyond need is laid on, protein first as far as the diet allows, at gain_efficiency. What is short comes from
/// fat, and a share that grows to all as fat runs out from protein.
///
/// It chooses between values, not between ways: the engine takes several animals at once, in vector lanes.
///
/// Sources: Boertje 1985, Chan-McLeod 1994, White et al. 2014 for the scheme; numbers in the tables.
class EnergyDay {
public:
  /// Keeps a copy of the rules. @param climb_j  J kg-1 m-1
  EnergyDay(const Energy& p, const Body& body, const Gestation& gestation, const Milk& milk, double climb_j,
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

  [[nodiscard]] Budget of(const Animal& a, const DaysWork& work) const noexcept
  {
    Budget b;
    const double mass = live_mass_kg(body_, a.fat_kg, a.protein_kg);
    const double metabolic = metabolic_mass(mass);
    const double mouth = metabolic / reference_;
    const double offered = work.graze_kg * mouth;
    const double appetite = appetite_kg(a, metabolic);
    b.eaten_kg = std::min(offered, appetite);
    b.fed = appetite > 0.0 ? b.eaten_kg / appetite : 1.0;
    const double share = work.graze_kg > 0.0 ? b.eaten_kg / work.graze_kg : 0.0;
    const double share_of_time = offered > 0.0 ? b.eaten_kg / offered : 0.0;
    b.intake_mj = work.graze_mj * share;
    spend(a, work, mass, rest_kj_ * metabolic / 1000.0, share_of_time, b);
    settle(a, protein_left_kg(work.graze_protein_kg * share, metabolic, b), b);
    return b;
  }

private:
  static constexpr double reference_cow_kg = 85.0;  // whose mouth the rates of forage.h are of

  /// Most dry matter (kg) it would eat today.
  [[nodiscard]] double appetite_kg(const Animal& a, double metabolic) const noexcept
  {
    const Reserves defended = defended_reserves(body_, a.grown_protein_kg, defends_);
    const double share = body_energy_mj(body_, a.fat_kg, a.protein_kg) /
                         std::max(body_energy_mj(body_, defended.fat_kg, defended.protein_kg), 1e-6);
    const double hunger = 1.0 + p_.feedback * (1.0 - share);
    const double full_grown = body_.cow_protein_kg * (a.male ? 1.0 + body_.bull_larger : 1.0);
    const double growing =
      1.0 + p_.growing_appetite * std::clamp(2.0 * (1.0 - a.grown_protein_kg / full_grown), 0.0, 1.0);
    const double nursing = a.nursing ? p_.nursing_appetite : 1.0;
    const double rut = static_cast<int>(a.male) & static_cast<int>(a.rutting) ? p_.rut_appetite : 1.0;
    return appetite_g_ * metabolic / 1000.0 * std::clamp(hunger, p_.least_appetite, p_.most_appetite) * growing *
           nursing * rut;
  }

  /// What the day takes, at the level of metabolisable energy.
  void spend(const Animal& a, const DaysWork& work, double mass_kg, double rest, double share_of_time,
             Budget& b) const noexcept
  {
    const auto of = [&b](Expense e) -> double& { return b.spent_mj[static_cast<std::size_t>(e)]; };
    const double kept = p_.maintenance_efficiency;
    of(Expense::rest) = rest / kept;
    of(Expense::activity) = rest * (p_.activity + p_.harassed * work.insects) / kept;
    of(Expense::walking) = work.walk_kj_kg * mass_kg / 1000.0 / kept;
    of(Expense::climbing) = climb_j_ * work.climb_m * mass_kg / 1e6 / kept;
    of(Expense::digging) = work.digging_kj * share_of_time / 1000.0 / kept;
    const double womb = curve_.mj(a.days_to_due);
    of(Expense::gestation) = a.pregnant ? womb : 0.0;
    const double milk =
      milk_potential_kg(milk_, a.days_since_birth) * milk_share(milk_, a.protein_kg / a.grown_protein_kg);
    b.milk_kg = a.nursing ? milk : 0.0;
    of(Expense::milk) = b.milk_kg * milk_.energy_mj_kg / milk_.efficiency;
    b.need_mj = ((((((of(Expense::rest) + of(Expense::activity)) + of(Expense::walking)) + of(Expense::climbing)) +
                   of(Expense::digging)) +
                  of(Expense::gestation)) +
                 of(Expense::milk));
  }

  /// Protein (kg) that the diet leaves over; below 0 where it falls short.
  [[nodiscard]] double protein_left_kg(double digested_kg, double metabolic, const Budget& b) const noexcept
  {
    const double lost = 6.25 * p_.nitrogen_g * metabolic / 1000.0;
    const double womb = b.spent_mj[static_cast<std::size_t>(Expense::gestation)] / gestation_.energy_mj *
                        gestation_.birth_kg * gestation_.protein_share;
    return p_.protein_use * digested_kg - lost - womb - b.milk_kg * milk_.protein;
  }

  /// Puts what is left of the day's energy into the pools, or takes what is short out of them.
  void settle(const Animal& a, double protein_left, Budget& b) const noexcept
  {
    const double given = protein_left < 0.0 ? std::max(protein_left, -p_.protein_loss * a.protein_kg) : 0.0;
    const double energy = b.intake_mj - b.need_mj - given * body_.protein_mj_kg;
    const bool gains = energy >= 0.0;

    const double efficiency = a.nursing ? p_.nursing_gain_efficiency : p_.gain_efficiency;
    const double room = std::max(a.grown_protein_kg - a.protein_kg, 0.0);
    const double affordable = efficiency * energy / body_.protein_mj_kg;
    const double laid_on = std::min(std::min(std::max(protein_left, 0.0), room), affordable);
    const double fat_laid_on = (efficiency * energy - laid_on * body_.protein_mj_kg) / body_.fat_mj_kg;

    const double lean = a.protein_kg / body_.protein_in_lean;
    const double reserve = std::clamp((a.fat_kg / lean - p_.last_fat) / p_.last_fat, 0.0, 1.0);
    const double from_protein = 1.0 - (1.0 - p_.protein_first) * reserve;
    const double fat_burnt = std::max(energy * (1.0 - from_protein) / body_.fat_mj_kg, -a.fat_kg);
    const double protein_burnt = (energy - fat_burnt * body_.fat_mj_kg) / body_.protein_mj_kg;

    b.spent_mj[static_cast<std::size_t>(Expense::gain)] = gains ? (1.0 - efficiency) * energy : 0.0;
    b.fat_kg = a.fat_kg + (gains ? fat_laid_on : fat_burnt);
    b.protein_kg = a.protein_kg + (given + (gains ? laid_on : protein_burnt));
  }

  Energy p_;
  Body body_;
  Gestation gestation_;
  Milk milk_;
  double climb_j_;
  GestationCurve curve_;
  DefendedShare defends_;
  double rest_kj_, appetite_g_;  ///< kg-0.75 d-1
  double reference_;             ///< metabolic mass of the cow whose mouth the rates of forage.h are of
};

}  // namespace rangifer::behaviour
