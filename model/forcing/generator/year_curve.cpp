#include "forcing/generator/year_curve.h"

#include <cmath>
#include <utility>

namespace rangifer::forcing {
namespace {

constexpr std::array<int, 12> lengths {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
using Matrix = std::array<std::array<double, 12>, 12>;

/// Row m: what each node adds to the mean of month m.
Matrix averaging()
{
  Matrix a {};
  double day = 0.5;
  for (std::size_t m = 0; m < 12; ++m) {
    for (int d = 0; d < lengths[m]; ++d, day += 1.0) {
      const YearPlace at = place_in_year(day);
      a[m][at.before] += (1.0 - at.weight) / lengths[m];
      a[m][at.after] += at.weight / lengths[m];
    }
  }
  return a;
}

/// Gauss and Jordan; no pivoting, as each month weighs most in its own mean.
Matrix inverse(Matrix a)
{
  Matrix b {};
  for (std::size_t i = 0; i < 12; ++i) b[i][i] = 1.0;
  for (std::size_t i = 0; i < 12; ++i) {
    const double pivot = a[i][i];
    for (std::size_t k = 0; k < 12; ++k) a[i][k] /= pivot, b[i][k] /= pivot;
    for (std::size_t j = 0; j < 12; ++j) {
      if (j == i) continue;
      const double factor = a[j][i];
      for (std::size_t k = 0; k < 12; ++k) a[j][k] -= factor * a[i][k], b[j][k] -= factor * b[i][k];
    }
  }
  return b;
}

std::array<double, 12> times(const Matrix& a, const std::array<double, 12>& x) noexcept
{
  std::array<double, 12> y {};
  for (std::size_t i = 0; i < 12; ++i)
    for (std::size_t k = 0; k < 12; ++k) y[i] += a[i][k] * x[k];
  return y;
}

}  // namespace

int days_in_month(std::size_t month) noexcept { return lengths[month]; }

double middle_of_month(std::size_t month) noexcept
{
  double start = 0;
  for (std::size_t m = 0; m < month; ++m) start += lengths[m];
  return start + 0.5 * lengths[month];
}

YearPlace place_in_year(double day_of_year) noexcept
{
  static const std::array<double, 12> middle = [] {
    std::array<double, 12> all {};
    for (std::size_t m = 0; m < 12; ++m) all[m] = middle_of_month(m);
    return all;
  }();
  double day = day_of_year - 365.0 * std::floor(day_of_year / 365.0);
  if (day < middle[0]) day += 365.0;
  std::size_t before = 11;
  while (day < middle[before]) --before;
  const std::size_t after = (before + 1) % 12;
  const double next = before == 11 ? middle[0] + 365.0 : middle[after];
  return {before, after, (day - middle[before]) / (next - middle[before])};
}

std::array<double, 12> keep_monthly_means(const std::array<double, 12>& means) noexcept
{
  static const Matrix nodes_of_means = inverse(averaging());
  return times(nodes_of_means, means);
}

std::array<double, 12> keep_positive_means(const std::array<double, 12>& means) noexcept
{
  static const Matrix means_of_nodes = averaging();
  std::array<double, 12> nodes = means;
  for (int round = 0; round < 30; ++round) {
    const auto got = times(means_of_nodes, nodes);
    for (std::size_t m = 0; m < 12; ++m) nodes[m] *= means[m] / got[m];
  }
  return nodes;
}

}  // namespace rangifer::forcing
