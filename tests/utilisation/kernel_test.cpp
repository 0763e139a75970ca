#include "utilisation/kernel.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "base/random.h"

using namespace rangifer;
using namespace rangifer::utilisation;

namespace {

/// 400 x 400 km in cells of 2 km.
Grid wide() { return {"", -200'000, -200'000, 2000, 200, 200}; }

Field one_birth(const Grid& grid, double bandwidth_km)
{
  const std::vector<float> x {1000.0f}, y {1000.0f}, weight {20.0f};  // a cell centre
  return kernel_density(grid, x, y, weight, bandwidth_km);
}

}  // namespace

TEST_CASE("a kernel distribution sums to one, whatever the weights", "[utilisation]")
{
  const Grid grid = wide();
  std::vector<float> x, y, weight;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto u = uniform4(1, i, 0, Draw::start);
    x.push_back(-210'000.0f + 420'000.0f * u[0]);  // some off the map
    y.push_back(-150'000.0f + 300'000.0f * u[1]);
    weight.push_back(1.0f + 40.0f * u[2]);
  }
  const Field density = kernel_density(grid, x, y, weight, GENERATE(2.0, 12.0, 40.0));
  CHECK(std::accumulate(density.begin(), density.end(), 0.0) == Approx(1.0).epsilon(1e-5));
  CHECK(*std::min_element(density.begin(), density.end()) >= 0.0f);
}

TEST_CASE("without births there is no calving ground", "[utilisation]")
{
  const Grid grid = wide();
  const Field density = kernel_density(grid, {}, {}, {}, 12);
  CHECK(isopleth_area_km2(grid, density, 0.95) == 0.0);
  CHECK(concentrated_area_km2(grid, density) == 0.0);
}

TEST_CASE("95 % of a Gaussian lie within 2.448 bandwidths", "[utilisation]")
{
  const Grid grid = wide();
  const double bandwidth = GENERATE(12.0, 20.0);
  const double area = isopleth_area_km2(grid, one_birth(grid, bandwidth), 0.95);
  CHECK(area == Approx(std::numbers::pi * 2.448 * 2.448 * bandwidth * bandwidth).epsilon(0.01));
}

TEST_CASE("half of a Gaussian lies within 1.177 bandwidths, and more takes more room", "[utilisation]")
{
  const Grid grid = wide();
  const Field density = one_birth(grid, 20.0);
  CHECK(isopleth_area_km2(grid, density, 0.5) == Approx(std::numbers::pi * 1.177 * 1.177 * 400).epsilon(0.02));
  CHECK(isopleth_area_km2(grid, density, 0.5) < isopleth_area_km2(grid, density, 0.9));
}

TEST_CASE("concentrated calving is where density is above its mean over the calving ground", "[utilisation]")
{
  const Grid grid = wide();
  const double bandwidth = 20.0;
  // 99 % lie within r^2 = -2 ln(0.01) bandwidths; the density is above its mean there within -2 ln(2 * 0.99 / r^2).
  const double reach = -2.0 * std::log(0.01);
  const double expected = std::numbers::pi * bandwidth * bandwidth * -2.0 * std::log(2.0 * 0.99 / reach);
  CHECK(concentrated_area_km2(grid, one_birth(grid, bandwidth)) == Approx(expected).epsilon(0.02));
}

TEST_CASE("two grounds apart take twice the room of one", "[utilisation]")
{
  const Grid grid = wide();
  const std::vector<float> x {-99'000.0f, 101'000.0f}, y {1000.0f, 1000.0f}, weight {5.0f, 5.0f};
  const double both = isopleth_area_km2(grid, kernel_density(grid, x, y, weight, 15), 0.95);
  CHECK(both == Approx(2 * isopleth_area_km2(grid, one_birth(grid, 15), 0.95)).epsilon(0.01));
}

TEST_CASE("a ground overlaps itself wholly, and one apart not at all", "[utilisation]")
{
  const Grid grid = wide();
  const Field here = one_birth(grid, 10.0);
  const std::vector<float> x {-150'000.0f}, y {1000.0f}, weight {1.0f};
  const Field there = kernel_density(grid, x, y, weight, 10.0);
  CHECK(bhattacharyya_affinity(here, here) == Approx(1.0).epsilon(1e-5));
  CHECK(volume_of_intersection(here, here) == Approx(1.0).epsilon(1e-5));
  CHECK(bhattacharyya_affinity(here, there) == 0.0);
  CHECK(volume_of_intersection(here, there) == 0.0);
  const Field nothing(grid.size(), 0.0f);
  CHECK(std::isnan(bhattacharyya_affinity(here, nothing)));
  CHECK(std::isnan(volume_of_intersection(nothing, here)));
}

TEST_CASE("two Gaussians overlap as theory says", "[utilisation]")
{
  // d apart, both of bandwidth s: affinity exp(-d^2 / 8 s^2), intersection erfc(d / (2 sqrt(2) s)).
  const Grid grid = wide();
  const double s = 12.0, d = GENERATE(6.0, 16.0, 30.0);
  const std::vector<float> x {static_cast<float>(1000.0 + 1000.0 * d)}, y {1000.0f}, weight {7.0f};
  const Field here = one_birth(grid, s), there = kernel_density(grid, x, y, weight, s);
  CHECK(bhattacharyya_affinity(here, there) == Approx(std::exp(-d * d / (8.0 * s * s))).margin(0.01));
  CHECK(volume_of_intersection(here, there) == Approx(std::erfc(d / (2.0 * std::numbers::sqrt2 * s))).margin(0.01));
}

TEST_CASE("cells at an isopleth's level and above are its area", "[utilisation]")
{
  const Grid grid = wide();
  const Field density = one_birth(grid, 15.0);
  const float level = isopleth_level(density, 0.95), concentrated = concentrated_level(density);
  const auto cells = [&](auto above) { return 4.0 * static_cast<double>(std::ranges::count_if(density, above)); };
  // Cells of equal density at the edge may be more than the isopleth needs.
  CHECK(cells([&](float d) { return d >= level; }) == Approx(isopleth_area_km2(grid, density, 0.95)).epsilon(0.01));
  CHECK(cells([&](float d) { return d > concentrated; }) == concentrated_area_km2(grid, density));
  const Field isopleth = isopleths(density);
  float edge = 1.0f;  // cells that lie alike share one isopleth: the first that is not below 0.95
  for (const float share : isopleth) edge = share >= 0.95f ? std::min(edge, share) : edge;
  const auto within = 4.0 * static_cast<double>(std::ranges::count_if(isopleth, [&](float s) { return s <= edge; }));
  CHECK(within == cells([&](float d) { return d >= level; }));
  CHECK(edge < 0.96f);
  CHECK(std::isinf(isopleth_level(Field(grid.size(), 0.0f), 0.95)));
}
