#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/calendar.h"

/// Numbers, dates and names as people write them.
namespace rangifer::report {

[[nodiscard]] std::string whole(double value);                      ///< "218,000"; "unknown" for none
[[nodiscard]] std::string percent(double share, int decimals = 1);  ///< "49.4 %", never broken before the sign
[[nodiscard]] std::string signed_number(double value, int decimals = 1);
[[nodiscard]] std::string number(double value);  ///< three digits or so; "" for none
[[nodiscard]] std::string say_date(Day day);     ///< "5 June 2005"
/// "5 June", of a day of the year, which need not be whole.
[[nodiscard]] std::string say_day_of_year(double doy);
/// Names of a file have "_" for a blank.
[[nodiscard]] std::string spaced(std::string_view name);
[[nodiscard]] std::string plural(std::size_t n, std::string_view thing);

/// Mean, least and greatest of the numbers that there are.
struct Spread {
  double mean = 0, low = 0, high = 0;
  std::size_t n = 0;
};
[[nodiscard]] Spread spread(std::span<const double> values);

/// "76.9 % (53.5 % to 84.4 % from year to year)"; of one year its value alone.
[[nodiscard]] std::string percent_by_year(std::span<const double> shares);

}  // namespace rangifer::report
