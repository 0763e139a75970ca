#include "plain_step.h"

#include <omp.h>

#include <cmath>
#include <numbers>

namespace rangifer::bench {
namespace {

constexpr double pi = std::numbers::pi;

/// Best and Fisher (1979), Applied Statistics 28:152-157.
double von_mises(double kappa, std::mt19937_64& rng)
{
  std::uniform_real_distribution<double> u(0.0, 1.0);
  const double tau = 1.0 + std::sqrt(1.0 + 4.0 * kappa * kappa);
  const double rho = (tau - std::sqrt(2.0 * tau)) / (2.0 * kappa);
  const double r = (1.0 + rho * rho) / (2.0 * rho);
  for (;;) {
    const double z = std::cos(pi * u(rng));
    const double f = (1.0 + r * z) / (r + z);
    const double c = kappa * (r - f);
    const double u2 = u(rng);
    if (c * (2.0 - c) - u2 > 0.0 || std::log(c / u2) + 1.0 - c >= 0.0) {
      return (u(rng) > 0.5 ? 1.0 : -1.0) * std::acos(f);
    }
  }
}

}  // namespace

PlainWalk::PlainWalk(long animals)
{
  std::mt19937_64 start(42);
  std::uniform_real_distribution<double> place(100.0, 800.0), direction(-pi, pi);
  for (long a = 0; a < animals; ++a) {
    const double x = place(start), y = place(start);
    animals_.push_back({a, x, y, direction(start), 0});
  }
}

void PlainWalk::step()
{
  for (int t = int(generators_.size()); t < omp_get_max_threads(); ++t) generators_.emplace_back(1234u + unsigned(t));
  const long n = long(animals_.size());
#pragma omp parallel
  {
    std::mt19937_64& rng = generators_[std::size_t(omp_get_thread_num())];
    std::gamma_distribution<double> length(1.5, 2.0);
    std::uniform_real_distribution<double> u(0.0, 1.0);
    std::vector<double> x(candidates), y(candidates), heading(candidates), weight(candidates);
#pragma omp for schedule(static)
    for (long a = 0; a < n; ++a) {
      PlainAnimal& animal = animals_[std::size_t(a)];
      double total = 0.0;
      for (std::size_t c = 0; c < candidates; ++c) {
        const double l = length(rng);
        heading[c] = animal.heading + von_mises(1.0, rng);
        x[c] = animal.x_km + l * std::cos(heading[c]);
        y[c] = animal.y_km + l * std::sin(heading[c]);
        weight[c] = 0.0;
        if (x[c] >= 0 && x[c] < yardstick_cells && y[c] >= 0 && y[c] < yardstick_cells) {
          const int column = int(x[c]), row = int(y[c]);
          weight[c] = std::exp(yardstick_beta[0] * double(elevation_.at(column, row)) +
                               yardstick_beta[1] * double(snow_.at(column, row)) +
                               yardstick_beta[2] * double(green_.at(column, row)));
        }
        total += weight[c];
      }
      if (total > 0.0) {
        double pick = u(rng) * total;
        std::size_t c = 0;
        while (c < candidates - 1 && (pick -= weight[c]) > 0.0) ++c;
        animal.x_km = x[c];
        animal.y_km = y[c];
        animal.heading = std::remainder(heading[c], 2 * pi);
      }
      ++animal.steps;
    }
  }
}

}  // namespace rangifer::bench
