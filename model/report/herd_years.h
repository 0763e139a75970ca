#pragma once
#include <string>
#include <vector>

#include "record/result_reader.h"

namespace rangifer::report {

/// What a run says of one herd, year by year; NaN where it says nothing.
struct HerdYears {
  std::string name;
  std::vector<double> years, births, mean_birth_doy, june_survival, annual_area, concentrated_area;
  std::vector<std::string> regions;              ///< none in a run without regions
  std::vector<bool> overlay;                     ///< by region
  std::vector<std::vector<double>> birth_share;  ///< by region and year
  std::vector<double> alive;                     ///< all cohorts, by day
};

/// @throws InputError
[[nodiscard]] std::vector<HerdYears> herd_years(const record::ResultReader& file);

}  // namespace rangifer::report
