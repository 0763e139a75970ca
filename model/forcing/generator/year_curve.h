#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace rangifer::forcing {

/// Where a moment of the year lies between the middles of two months.
struct YearPlace {
  std::size_t before;  ///< month 0..11
  std::size_t after;   ///< the next one
  double weight;       ///< of `after`, 0..1

  template <class T>
  [[nodiscard]] T between(const std::array<std::vector<T>, 12>& nodes, std::size_t cell) const noexcept
  {
    const T w = static_cast<T>(weight);
    return nodes[before][cell] + w * (nodes[after][cell] - nodes[before][cell]);
  }
};

/// @param day_of_year  0 at the start of 1 January, 365 at the end of 31 December; any real number, the
///                     year goes round
[[nodiscard]] YearPlace place_in_year(double day_of_year) noexcept;

/// Values at the middles of the months such that straight lines between them give each month the mean
/// asked for (in a year of 365 days). Peaks end a little higher than their month's mean, as they should.
[[nodiscard]] std::array<double, 12> keep_monthly_means(const std::array<double, 12>& means) noexcept;

/// The same for what cannot be negative: means > 0 give nodes > 0, means kept within 1e-3 of their size
/// unless a month differs from its neighbours more than about sevenfold.
[[nodiscard]] std::array<double, 12> keep_positive_means(const std::array<double, 12>& means) noexcept;

/// Days of a month (0..11) in a year of 365 days.
[[nodiscard]] int days_in_month(std::size_t month) noexcept;

/// Day of the year (0..365) in the middle of a month.
[[nodiscard]] double middle_of_month(std::size_t month) noexcept;

}  // namespace rangifer::forcing
