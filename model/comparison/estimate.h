#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace rangifer::comparison {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// One number by pair of runs and by year: values[pair * years + year]; NaN where there is none.
struct Series {
  std::size_t pairs = 0, years = 0;
  std::vector<double> values;

  Series() = default;
  Series(std::size_t how_many_pairs, std::size_t how_many_years, double value = none)
      : pairs {how_many_pairs}, years {how_many_years}, values(pairs * years, value)
  {
  }
  [[nodiscard]] double& at(std::size_t pair, std::size_t year) { return values[pair * years + year]; }
  [[nodiscard]] double at(std::size_t pair, std::size_t year) const { return values[pair * years + year]; }
};

/// Which units are drawn in each of `samples` draws with replacement. The same draws always, for every number compared.
class Resamples {
public:
  /// @param span_of_pair  which pairs share their days (spans.h); empty: all do
  explicit Resamples(std::size_t samples, std::vector<std::size_t> span_of_pair = {});
  [[nodiscard]] std::size_t samples() const noexcept { return samples_; }
  [[nodiscard]] std::size_t spans() const noexcept { return spans_; }
  [[nodiscard]] std::size_t span_of(std::size_t pair) const { return span_of_pair_.empty() ? 0 : span_of_pair_[pair]; }
  /// The `slot`-th of the units drawn in a sample, out of `n`.
  [[nodiscard]] std::size_t pick(std::size_t sample, std::size_t slot, std::size_t n) const;

private:
  std::size_t samples_;
  std::vector<std::size_t> span_of_pair_;
  std::size_t spans_ = 1;
};

/// What is drawn again in a bootstrap. Where pairs cover three spans of days and more, the mean of each span over its
/// pairs, since pairs of one span share their weather; else with three pairs and more, the mean of each pair over its
/// years; with fewer, the years of all pairs, one by one. What is NaN is left out.
[[nodiscard]] std::vector<double> units_of(const Series& series, const Resamples& resamples);

struct Interval {
  double low = none, high = none;
};

/// The middle 95 % of `statistic` over all draws of n units out of n. NaN below two units. A draw for which the
/// statistic is NaN is left out.
[[nodiscard]] Interval bootstrap(const Resamples& resamples, std::size_t n,
                                 const std::function<double(std::span<const std::size_t>)>& statistic);

/// A mean over years, then over pairs, and then over spans where these are drawn; with its 95 % interval: the middle of
/// a bootstrap, or Student's t where there are fewer than ten units, since a bootstrap of few is too narrow.
struct Estimate {
  double value = none, low = none, high = none;
};
[[nodiscard]] Estimate estimate(const Series& series, const Resamples& resamples);
[[nodiscard]] double grand_mean(const Series& series, const Resamples& resamples);  ///< its value alone

/// The ratio of two sums, and its interval where both are drawn together (Student's t below ten units). NaN where the
/// base has none.
[[nodiscard]] Estimate ratio(const Series& base, const Series& scenario, const Resamples& resamples);

[[nodiscard]] double mean(std::span<const double> values);                ///< NaN of no values
[[nodiscard]] double standard_error(std::span<const double> values);      ///< of the mean; NaN below two values
[[nodiscard]] double quantile(std::vector<double> values, double share);  ///< linear between values; NaN of no values

}  // namespace rangifer::comparison
