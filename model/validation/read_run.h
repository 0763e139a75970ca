#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rangifer::validation {

/// Births of agents: row i stands for `animals[i]` calves.
struct Births {
  std::vector<double> day;      ///< since 1970-01-01
  std::vector<double> lat_deg;  ///< degrees north
  std::vector<double> lon_deg;  ///< degrees east
  std::vector<double> animals;
  // NaN after death and before the age; empty in a result without masses.
  std::vector<double> birth_mass_kg, mass_28d_kg, mass_42d_kg;
};

/// The herd, one value a day.
struct Daily {
  std::vector<double> day;  ///< since 1970-01-01
  std::vector<double> cow_distance_km;
  std::vector<double> cow_northing_km;  ///< mean over the cows
  std::vector<double> cows_on_plain;    ///< share, 0 to 1
  std::vector<double> cows, yearlings, animals;
  std::vector<double> grown;  ///< cows, bulls and yearlings
  // The rest is empty in a result of a program that did not write it yet.
  std::vector<double> bulls_on_plain;                           ///< share, 0 to 1
  std::vector<double> cow_mass_kg, cow_fat_kg, cow_protein_kg;  ///< mean cow of 2 years and more, without conceptus
  std::vector<double> cow_need_mj;                              ///< MJ a day for zero balance, mean cow
  std::vector<double> taken_by_wolves;                          ///< yearlings and older, that day
};

/// Maps of the grid, cells row by row; those of years, year by year.
struct Maps {
  std::size_t rows = 0, columns = 0;
  double cell_km = 0;
  std::vector<int> years;
  std::vector<float> spring_use;              ///< animal-days of spring migration and pre-calving in the whole run
  std::vector<float> snow_free_doy;           ///< by year; NaN where none
  std::vector<float> births, mosquito_hours;  ///< by year
  std::vector<float> land_fraction, elevation_m;
  [[nodiscard]] std::size_t cells() const noexcept { return rows * columns; }
};

/// Cows that were followed: place of cow c at step t is [c * steps() + t]; NaN after death.
struct Tracks {
  std::size_t cows = 0;
  std::vector<double> time;  ///< end of the step, days since 1970-01-01
  std::vector<float> x_m, y_m;
  [[nodiscard]] std::size_t steps() const noexcept { return time.size(); }
};

struct CalvingGround {
  std::vector<int> years;
  std::vector<double> june_survival;  ///< 0 to 1; NaN where no births or no June
  std::vector<double> snow_free_doy;  ///< at the places of birth, median
  // By year as the others; empty in a result of a program that did not write it yet.
  std::vector<double> parturition_adult, parturition_two_year;                   ///< births by cow, 0 to 1
  std::vector<double> autumn_cow_mass_kg, autumn_pregnant_kg, autumn_barren_kg;  ///< of cows 3 years next June
};

/// The animals in Alaska, where the run counts that region.
struct InAlaska {
  std::vector<double> day, share;
};

/// What the score sheet needs of one result, of its first herd.
struct Run {
  std::string file, herd;
  double step_h = 0;
  Births births;
  Daily daily;
  Maps maps;
  CalvingGround ground;
  std::optional<InAlaska> alaska;
  std::optional<Tracks> tracks;
};

/// @throws InputError: not a result, of another version, or something is missing in it
[[nodiscard]] Run read_run(const std::filesystem::path& file);

/// The years' values of all runs, one run after the other.
template <class ByYear>
std::vector<double> of_runs(std::span<const Run> runs, ByYear by_year)
{
  std::vector<double> all;
  for (const Run& run : runs) {
    const std::vector<double> some = by_year(run);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace rangifer::validation
