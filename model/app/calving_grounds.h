#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/grid.h"
#include "record/result_reader.h"

namespace rangifer::app {

/// Where a herd gave birth in one year, or in all years together: the distribution behind impact/annual_area and
/// impact/concentrated_area, made anew from the births.
struct CalvingGround {
  std::string herd;
  std::optional<int> year;     ///< none: all years
  std::string years;           ///< "2005", "2002-2005"
  std::size_t year_count = 1;  ///< with births
  double calves = 0;
  Field density;  ///< share of the births in each cell
  double annual_km2 = 0, concentrated_km2 = 0;
  double concentrated_share = 0;  ///< of the births, as the kernel spreads them
};

inline constexpr double annual_share = 0.95;

struct CalvingGrounds {
  double bandwidth_km = 0;
  std::vector<CalvingGround> grounds;  ///< herd by herd: each year with births, then all years
};

/// @throws InputError
[[nodiscard]] CalvingGrounds calving_grounds(const record::ResultReader& file, const Grid& grid);

/// Areas of impact/ that differ from those of the grounds, a line each: a result of a program with another kernel.
[[nodiscard]] std::vector<std::string> other_areas(const record::ResultReader& file, const CalvingGrounds& grounds);

}  // namespace rangifer::app
