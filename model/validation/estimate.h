#pragma once
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace rangifer::validation {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// What the runs say about one pattern: a value with its 95 % interval, or what they lack to say anything.
struct Estimate {
  double value = none;
  double low = none, high = none;  ///< NaN where there is but one year
  std::size_t n = 0;               ///< years, over all runs; cows and years where the pattern is of cows
  std::string needs;               ///< "" if `value` can be held against the band
};

[[nodiscard]] inline Estimate lacking(std::string what)
{
  Estimate e;
  e.needs = std::move(what);
  return e;
}

// NaN for no values; a value that is NaN is an error of the caller.
[[nodiscard]] double mean(std::span<const double> values);
[[nodiscard]] double sample_sd(std::span<const double> values);                          ///< NaN below two values
[[nodiscard]] double quantile(std::vector<double> values, double share);                 ///< linear between values
[[nodiscard]] double correlation(std::span<const double> x, std::span<const double> y);  ///< Pearson's
[[nodiscard]] double slope(std::span<const double> x, std::span<const double> y);        ///< of y on x, least squares

/// Mean (or median) of the years' values, and the middle 95 % of these values. NaN values are left out.
[[nodiscard]] Estimate mean_of_years(std::vector<double> values);
[[nodiscard]] Estimate median_of_years(std::vector<double> values);

/// `statistic` of all n years, and the middle 95 % of 1000 draws of n years with replacement. Same draws always.
[[nodiscard]] Estimate bootstrap(std::size_t n, const std::function<double(std::span<const std::size_t>)>& statistic);

}  // namespace rangifer::validation
