#include "forcing/generator/station_spread.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "base/deterministic_math.h"

namespace rangifer::forcing {
namespace {

double kernel(double dx_m, double dy_m, double range_m) noexcept
{
  return exp_det(static_cast<float>(-(dx_m * dx_m + dy_m * dy_m) / (range_m * range_m)));
}

/// Solves A x = b for several b at once; A symmetric and positive definite, row-major, n by n.
class Cholesky {
public:
  Cholesky(std::vector<double> a, std::size_t n) : l_(std::move(a)), n_(n)
  {
    for (std::size_t j = 0; j < n_; ++j) {
      for (std::size_t i = j; i < n_; ++i) {
        double sum = l_[i * n_ + j];
        for (std::size_t k = 0; k < j; ++k) sum -= l_[i * n_ + k] * l_[j * n_ + k];
        l_[i * n_ + j] = i == j ? std::sqrt(sum) : sum / l_[j * n_ + j];
      }
    }
  }

  [[nodiscard]] std::vector<double> solve(std::vector<double> b) const
  {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= l_[i * n_ + k] * b[k];
      b[i] /= l_[i * n_ + i];
    }
    for (std::size_t i = n_; i-- > 0;) {
      for (std::size_t k = i + 1; k < n_; ++k) b[i] -= l_[k * n_ + i] * b[k];
      b[i] /= l_[i * n_ + i];
    }
    return b;
  }

private:
  std::vector<double> l_;
  std::size_t n_;
};

double sum(const std::vector<double>& values) noexcept
{
  double total = 0;
  for (const double v : values) total += v;
  return total;
}

}  // namespace

std::vector<double> spread_stations(const Places& stations, std::span<const double> known, double range_m,
                                    double nugget, const Places& at)
{
  Places used {stations.crs, {}, {}};
  std::vector<double> value;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (std::isnan(known[i])) continue;
    used.x.push_back(stations.x[i]);
    used.y.push_back(stations.y[i]);
    value.push_back(known[i]);
  }
  const std::size_t n = used.x.size();
  assert(n > 0);

  std::vector<double> k(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      k[i * n + j] = kernel(used.x[i] - used.x[j], used.y[i] - used.y[j], range_m) + (i == j ? nugget : 0.0);
  const Cholesky solver(std::move(k), n);
  const double mean = sum(solver.solve(value)) / sum(solver.solve(std::vector<double>(n, 1.0)));
  for (double& v : value) v -= mean;
  const std::vector<double> weight = solver.solve(value);

  std::vector<double> out(at.x.size(), mean);
  for (std::size_t p = 0; p < at.x.size(); ++p)
    for (std::size_t i = 0; i < n; ++i) out[p] += weight[i] * kernel(at.x[p] - used.x[i], at.y[p] - used.y[i], range_m);
  return out;
}

}  // namespace rangifer::forcing
