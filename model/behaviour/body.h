#pragma once
#include <algorithm>
#include <array>

#include "base/deterministic_math.h"
#include "base/parameter.h"

namespace rangifer::behaviour {

/// What an animal is made of and how large it grows: `[body]` of a scenario.
struct Body {
  double cow_protein_kg = 16.0;
  double frame_sd = 0.065;
  double at_birth = 0.10;
  double growth_per_year = 0.75;
  double bull_larger = 0.75;
  double bull_growth_per_year = 0.45;
  double fat_reference = 0.105;
  double fat_winter = 0.68;
  double protein_winter = 0.80;
  double protein_in_lean = 0.22;
  double gut = 0.14;
  double fat_mj_kg = 39.3;
  double protein_mj_kg = 23.6;

  static constexpr std::array<Parameter<Body>, 13> table {{
    {"cow_protein", &Body::cow_protein_kg, "kg", 10, 22, "D",
     "autumn mass of 88 to 92 kg, Cameron 1993, less gut and some 9 % fat, Huot 1989",
     "protein in the body of a full-grown cow in autumn"},
    {"frame_sd", &Body::frame_sd, "1", 0, 0.2, "D", "autumn masses of cows differ by some 7 kg (sd), Cameron 1993",
     "spread of body size among animals of an age"},
    {"at_birth", &Body::at_birth, "1", 0.02, 0.4, "D", "birth mass over that of a cow",
     "size at birth over that of the adult"},
    {"growth", &Body::growth_per_year, "year-1", 0.1, 3, "E", "calves reach 40 to 50 kg in autumn",
     "rate at which body size nears that of the adult"},
    {"bull_larger", &Body::bull_larger, "1", 0, 1.5, "M med", "bulls weigh 140 to 170 kg before the rut",
     "how much more protein a full-grown bull has than a cow"},
    {"bull_growth", &Body::bull_growth_per_year, "year-1", 0.1, 3, "E", "", "rate at which bulls outgrow cows"},
    {"fat_reference", &Body::fat_reference, "1", 0.03, 0.25, "M med",
     "Huot 1989: fat of 5 % (lactating) to 11 % (not) in autumn; fat over lean mass here",
     "fat over lean mass that appetite defends in autumn"},
    {"fat_winter", &Body::fat_winter, "1", 0.2, 1, "V", "Gerhart 1996: 45 % of fat is lost from October to May at most",
     "share of it that appetite defends in spring"},
    {"protein_winter", &Body::protein_winter, "1", 0.5, 1, "V",
     "Gerhart 1996: 29 % of protein is lost from October to May at most",
     "share of full-grown protein that it defends then"},
    {"protein_in_lean", &Body::protein_in_lean, "1", 0.18, 0.25, "M high", "0.22 kg per kg of lean, Robbins",
     "protein in a kg of lean mass"},
    {"gut", &Body::gut, "1", 0.05, 0.3, "E", "10 to 20 % in ruminants", "share of the live mass that is gut fill"},
    {"fat_energy", &Body::fat_mj_kg, "MJ kg-1", 37, 40, "M high", "39.3", "energy in fat"},
    {"protein_energy", &Body::protein_mj_kg, "MJ kg-1", 22, 25, "M high", "23.6", "energy in protein"},
  }};
};

/// Live mass (kg) of these pools, gut fill included, without calf in the womb.
[[nodiscard]] inline double live_mass_kg(const Body& p, double fat_kg, double protein_kg) noexcept
{
  return (fat_kg + protein_kg / p.protein_in_lean) / (1.0 - p.gut);
}

/// How far an animal has grown at some age: `cow` over a full-grown one, and `bull` over a cow of its age.
struct Growth {
  double cow = 1, bull = 1;
};
[[nodiscard]] inline Growth growth_at(const Body& p, double age_years) noexcept
{
  const auto rest = [age_years](double rate) {
    return static_cast<double>(exp_det(static_cast<float>(-rate * std::max(age_years, 0.0))));
  };
  return {1.0 - (1.0 - p.at_birth) * rest(p.growth_per_year),
          1.0 + p.bull_larger * (1.0 - rest(p.bull_growth_per_year))};
}

/// Protein (kg) that an animal of this age would have, were it never short of anything.
///
///   cow_protein frame (1 - (1 - at_birth) e^(-growth age)), a bull times 1 + bull_larger (1 - e^(-bull_growth age))
[[nodiscard]] inline double grown_protein_kg(const Body& p, double frame, const Growth& growth, bool male) noexcept
{
  const double cow = p.cow_protein_kg * frame * growth.cow;
  return male ? cow * growth.bull : cow;
}
[[nodiscard]] inline double grown_protein_kg(const Body& p, double frame, double age_years, bool male) noexcept
{
  return grown_protein_kg(p, frame, growth_at(p, age_years), male);
}

/// 1 in mid-July and 0 in mid-January, a cosine between: what depends on the length of the day alone.
[[nodiscard]] inline double midsummer(int day_of_year) noexcept
{
  constexpr double july_15 = 196.0, year_days = 365.25;
  double turn = (day_of_year - july_15) / year_days;
  if (turn < 0.0) turn += 1.0;
  float sine = 0.0f, cosine = 0.0f;
  sincos_turn_det(static_cast<float>(turn), sine, cosine);
  return 0.5 + 0.5 * static_cast<double>(cosine);
}

/// How far into winter an animal is: 0 from midsummer to the end of October, from where it rises in a line to 1 at the
/// end of May and is back at 0 by midsummer.
[[nodiscard]] inline double winter_past(int day_of_year) noexcept
{
  constexpr double end_of_october = 304, end_of_may = 151, july_15 = 196, year_days = 365;
  const double day = day_of_year;
  const double into_winter = day >= end_of_october ? day - end_of_october : day + year_days - end_of_october;
  const double winter_days = end_of_may + year_days - end_of_october;
  return day >= july_15 && day < end_of_october ? 0.0
         : day > end_of_may && day < july_15    ? (july_15 - day) / (july_15 - end_of_may)
                                                : into_winter / winter_days;
}

/// What of its autumn reserves appetite defends on a day.
struct DefendedShare {
  double fat = 1, protein = 1;
};
[[nodiscard]] inline DefendedShare defended_share(const Body& p, int day_of_year) noexcept
{
  const double past = winter_past(day_of_year);
  return {1.0 - (1.0 - p.fat_winter) * past, 1.0 - (1.0 - p.protein_winter) * past};
}

/// The reserves (kg) that appetite defends on a day, of an animal with this full-grown protein.
struct Reserves {
  double fat_kg = 0, protein_kg = 0;
};
[[nodiscard]] inline Reserves defended_reserves(const Body& p, double grown_protein_kg,
                                                const DefendedShare& share) noexcept
{
  return {p.fat_reference * grown_protein_kg / p.protein_in_lean * share.fat, grown_protein_kg * share.protein};
}

/// Energy (MJ) in these pools.
[[nodiscard]] inline double body_energy_mj(const Body& p, double fat_kg, double protein_kg) noexcept
{
  return p.fat_mj_kg * fat_kg + p.protein_mj_kg * protein_kg;
}

}  // namespace rangifer::behaviour
