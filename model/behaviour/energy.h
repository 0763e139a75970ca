#pragma once
#include <array>

#include "base/deterministic_math.h"
#include "base/expense.h"
#include "base/parameter.h"
#include "behaviour/body.h"

namespace rangifer::behaviour {

/// What living takes, and what a body makes of what it eats: `[energy]` of a scenario.
struct Energy {
  double rest_winter_kj = 380;
  double rest_summer_kj = 480;
  double activity = 0.22;
  double harassed = 0.25;
  double maintenance_efficiency = 0.82;
  double gain_efficiency = 0.65;
  double nursing_gain_efficiency = 0.60;
  double appetite_winter_g = 80;
  double appetite_summer_g = 128;
  double nursing_appetite = 1.25;
  double growing_appetite = 0.5;
  double feedback = 2.5;
  double rut_appetite = 0.35;
  double feeding_share = 0.52;
  double marching_share = 0.45;
  double insect_loss = 0.45;
  double protein_use = 0.78;
  double nitrogen_g = 0.28;
  double protein_first = 0.15;
  double least_appetite = 0.4;
  double most_appetite = 1.6;
  double protein_loss = 0.02;
  double last_fat = 0.02;

  static constexpr std::array<Parameter<Energy>, 23> table {{
    {"rest_winter", &Energy::rest_winter_kj, "kJ kg-0.75 d-1", 300, 450, "M med", "330 to 430",
     "resting metabolism in January"},
    {"rest_summer", &Energy::rest_summer_kj, "kJ kg-0.75 d-1", 400, 560, "M med",
     "420 to 523, White and Yousef 1978; winter 21 % lower, Boertje 1985 (V)", "resting metabolism in July"},
    {"activity", &Energy::activity, "1", 0.05, 0.6, "M low",
     "feeding +25 to 45 % half of the day, standing +10 to 25 %, Fancy and White",
     "what feeding and standing add to resting metabolism"},
    {"harassed", &Energy::harassed, "1", 0, 1, "E", "walking and running time + 0.25 x index",
     "what full harassment by insects adds to resting metabolism"},
    {"maintenance_efficiency", &Energy::maintenance_efficiency, "1", 0.6, 1, "E",
     "0.6 to 0.8 in ruminants; with it the needs of Boertje 1985 come out",
     "net over metabolisable energy in all but milk, gestation and gain"},
    {"gain_efficiency", &Energy::gain_efficiency, "1", 0.3, 0.9, "V", "Chan-McLeod 1994: 0.65",
     "energy laid on over that eaten beyond need"},
    {"nursing_gain_efficiency", &Energy::nursing_gain_efficiency, "1", 0.3, 0.9, "V", "Chan-McLeod 1994: 0.60",
     "the same while nursing"},
    {"appetite_winter", &Energy::appetite_winter_g, "g kg-0.75 d-1", 40, 110, "M med", "1.6 to 2.2 kg a day",
     "most dry matter eaten in January"},
    {"appetite_summer", &Energy::appetite_summer_g, "g kg-0.75 d-1", 80, 180, "M med", "2.8 to 4.0 kg a day",
     "most dry matter eaten in July"},
    {"nursing_appetite", &Energy::nursing_appetite, "1", 1, 1.8, "E", "", "how much more a nursing cow can eat"},
    {"growing_appetite", &Energy::growing_appetite, "1", 0, 2, "E", "",
     "how much more an animal can eat that is half of what it will be"},
    {"feedback", &Energy::feedback, "1", 0, 6, "E", "voluntary intake defends a seasonal set point",
     "how much more an animal can eat per share of the energy it defends that its body lacks; less if it has more"},
    {"rut_appetite", &Energy::rut_appetite, "1", 0, 1, "M med", "bulls lose 20 to 25 % in the rut",
     "share of it that bulls eat in the rut"},
    {"feeding", &Energy::feeding_share, "1", 0.3, 0.7, "M med", "50 to 55 % of the day",
     "share of the day spent feeding"},
    {"marching", &Energy::marching_share, "1", 0.2, 0.7, "M low", "40 to 50 % in spring migration",
     "the same on migration"},
    {"insect_loss", &Energy::insect_loss, "1", 0.2, 0.6, "E", "George River: 53 to 30 % feeding (V)",
     "share of feeding time lost to full harassment"},
    {"protein_use", &Energy::protein_use, "1", 0.4, 0.95, "E", "", "net over digestible protein"},
    {"nitrogen", &Energy::nitrogen_g, "g kg-0.75 d-1", 0.1, 0.8, "M low", "endogenous losses of reindeer, 0.3 to 0.5",
     "net nitrogen lost every day"},
    {"protein_first", &Energy::protein_first, "1", 0, 0.6, "E", "",
     "share of an energy deficit met from protein while there is fat"},
    {"least_appetite", &Energy::least_appetite, "1", 0, 1, "E", "", "feedback lowers appetite to this share at most"},
    {"most_appetite", &Energy::most_appetite, "1", 1, 3, "E", "", "and raises it to this at most"},
    {"protein_loss", &Energy::protein_loss, "d-1", 0.001, 0.1, "E", "no body gives protein faster",
     "most of its protein that a diet short of it takes from an animal in a day"},
    {"last_fat", &Energy::last_fat, "1", 0.001, 0.1, "E", "2 to 3 % of the body is left in starved animals",
     "fat over lean mass that no animal burns before its protein; from twice that on protein takes over"},
  }};
};

/// What an animal did and met today, summed over its steps.
struct DaysWork {
  double walk_kj_kg = 0;  ///< net cost of its path, snow and surface included
  double climb_m = 0;     ///< uphill alone
  double graze_kg = 0;    ///< dry matter in its feeding time, had it the mouth of a cow of 85 kg
  double graze_mj = 0;    ///< metabolisable energy in that
  double graze_protein_kg = 0;
  double digging_kj = 0;  ///< cratering for that
  double insects = 0;     ///< 0..1, greater of the indices, mean of the day
};

/// Who it is, today.
struct Animal {
  double fat_kg = 0, protein_kg = 0;
  double grown_protein_kg = 1;  ///< what it would have if never short
  bool male = false;
  bool rutting = false;
  bool pregnant = false;
  double days_to_due = 0;
  bool nursing = false;
  double days_since_birth = 0;
};

/// A day's account (MJ): intake = sum of spent + stored, where stored is what the pools gained.
struct Budget {
  double fat_kg = 0, protein_kg = 0;  ///< at the end of the day
  double intake_mj = 0;
  double eaten_kg = 0;
  double fed = 1;      ///< 0..1, eaten over what appetite asked for
  double need_mj = 0;  ///< metabolisable energy with which the pools would stay as they are
  Expenses spent_mj {};
  double milk_kg = 0;
};

/// mass^0.75
[[nodiscard]] inline double metabolic_mass(double mass_kg) noexcept
{
  return static_cast<double>(exp_det(0.75f * log_det(static_cast<float>(mass_kg))));
}

/// Resting metabolism (kJ kg-0.75 d-1): a cosine between January and July.
[[nodiscard]] inline double resting_kj(const Energy& p, int day_of_year) noexcept
{
  return p.rest_winter_kj + (p.rest_summer_kj - p.rest_winter_kj) * midsummer(day_of_year);
}

/// Feeding time in a step, min.
/// @param insects 0..1, the greater index of the step
[[nodiscard]] inline float feeding_min(const Energy& p, float step_h, bool marching, float insects) noexcept
{
  const auto share = static_cast<float>(marching ? p.marching_share : p.feeding_share);
  return 60.0f * step_h * share * (1.0f - static_cast<float>(p.insect_loss) * insects);
}

}  // namespace rangifer::behaviour
