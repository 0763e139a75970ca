#include "engine/calving_ground.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

#include "small_world.h"

using namespace rangifer;
using namespace rangifer::engine;

namespace {

/// 400 x 400 km in cells of 2 km.
Grid wide() { return {"", -200'000, -200'000, 2000, 200, 200}; }

Field one_birth(const Grid& grid, double bandwidth_km)
{
  const std::vector<float> x {1000.0f}, y {1000.0f}, weight {20.0f};  // a cell centre
  return kernel_density(grid, x, y, weight, bandwidth_km);
}

herd::Birth birth_at(float x_m, float y_m, int day_of_june)
{
  herd::Birth b;
  b.animals = 10;
  b.day = make_day(2001, 6, static_cast<unsigned>(day_of_june));
  b.x_m = x_m;
  b.y_m = y_m;
  b.regions = x_m < 0 ? 1u : 2u;
  b.ndvi_21_june = 0.3f;
  b.snow_free_doy = 150;
  return b;
}

}  // namespace

TEST_CASE("a kernel distribution sums to one, whatever the weights", "[engine]")
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

TEST_CASE("without births there is no calving ground", "[engine]")
{
  const Grid grid = wide();
  const Field density = kernel_density(grid, {}, {}, {}, 12);
  CHECK(isopleth_area_km2(grid, density, 0.95) == 0.0);
  CHECK(concentrated_area_km2(grid, density) == 0.0);
}

TEST_CASE("95 % of a Gaussian lie within 2.448 bandwidths", "[engine]")
{
  const Grid grid = wide();
  const double bandwidth = GENERATE(12.0, 20.0);
  const double area = isopleth_area_km2(grid, one_birth(grid, bandwidth), 0.95);
  // The kernel ends at three bandwidths on either axis and holds erf(3 / sqrt 2)^2 = 0.9946 of the whole.
  const double held = 0.95 * std::pow(std::erf(3 / std::numbers::sqrt2), 2);
  const double expected = std::numbers::pi * -2.0 * std::log(1.0 - held) * bandwidth * bandwidth;
  CHECK(area == Approx(expected).epsilon(0.01));
  CHECK(area == Approx(std::numbers::pi * 2.448 * 2.448 * bandwidth * bandwidth).epsilon(0.05));
}

TEST_CASE("half of a Gaussian lies within 1.177 bandwidths, and more takes more room", "[engine]")
{
  const Grid grid = wide();
  const Field density = one_birth(grid, 20.0);
  CHECK(isopleth_area_km2(grid, density, 0.5) == Approx(std::numbers::pi * 1.177 * 1.177 * 400).epsilon(0.02));
  CHECK(isopleth_area_km2(grid, density, 0.5) < isopleth_area_km2(grid, density, 0.9));
}

TEST_CASE("concentrated calving is where density is above its mean over the calving ground", "[engine]")
{
  const Grid grid = wide();
  const double bandwidth = 20.0;
  // 99 % of the cut kernel lie within r^2 = -2 ln(1 - 0.99 * 0.9946) bandwidths; the density is above its
  // mean there within r^2 = -2 ln(2 * 0.99 * 0.9946 / that).
  const double held = 0.99 * std::pow(std::erf(3 / std::numbers::sqrt2), 2), reach = -2.0 * std::log(1.0 - held);
  const double expected = std::numbers::pi * bandwidth * bandwidth * -2.0 * std::log(2.0 * held / reach);
  CHECK(concentrated_area_km2(grid, one_birth(grid, bandwidth)) == Approx(expected).epsilon(0.02));
}

TEST_CASE("two grounds apart take twice the room of one", "[engine]")
{
  const Grid grid = wide();
  const std::vector<float> x {-99'000.0f, 101'000.0f}, y {1000.0f, 1000.0f}, weight {5.0f, 5.0f};
  const double both = isopleth_area_km2(grid, kernel_density(grid, x, y, weight, 15), 0.95);
  CHECK(both == Approx(2 * isopleth_area_km2(grid, one_birth(grid, 15), 0.95)).epsilon(0.01));
}

TEST_CASE("the year's calving is summed up over the births of its own herd", "[engine]")
{
  const landscape::Terrain t = small_world::flat_land();
  landscape::Environment e;
  e.resize(t.grid.size());
  e.green_up_doy.assign(t.grid.size(), 160);
  std::vector<herd::Birth> births;
  for (int d = 1; d <= 4; ++d) births.push_back(birth_at(-10'000, 0, d));
  births.push_back(birth_at(40'000, 20'000, 10));
  for (auto& b : births) b.alive_end_of_june = 10.0f;
  births[0].alive_end_of_june = 0.0f;
  births.push_back(birth_at(90'000, 0, 20));
  births.back().herd = 1;

  const auto impact = impact_of(t, small_world::regions(t), e, births, 0, 2001, 8);
  CHECK(impact.year == 2001);
  CHECK(impact.births == 50);
  CHECK(impact.birth_share[0] == Approx(0.8));
  CHECK(impact.birth_share[1] == Approx(0.2));
  CHECK(impact.birth_share_east_of_border == Approx(0.2));
  CHECK(impact.mean_birth_doy == Approx(151 + 20.0 / 5));  // 1 June is 152
  CHECK(impact.sd_birth_doy == Approx(std::sqrt((9.0 + 4 + 1 + 0 + 36) / 5)));
  CHECK(impact.centroid_x_m == Approx(0.0).margin(1e-6));
  CHECK(impact.centroid_y_m == Approx(4000.0));
  CHECK(impact.june_calf_survival == Approx(0.8));
  CHECK(impact.ndvi_21_june == Approx(0.3));
  CHECK(impact.snow_free_doy == Approx(150));
  CHECK(impact.green_up_mismatch_d == Approx(154 - 160));  // the median birth is on 3 June
  CHECK(impact_of(t, small_world::regions(t), e, births, 1, 2001, 8).births == 10);
}

TEST_CASE("a calf born in July says nothing of June, and the others still do", "[engine]")
{
  const landscape::Terrain t = small_world::flat_land();
  landscape::Environment e;
  e.resize(t.grid.size());
  std::vector<herd::Birth> births(3, birth_at(0, 0, 4));
  births[0].alive_end_of_june = 10.0f;
  births[1].alive_end_of_june = 0.0f;
  births[2].alive_end_of_june = std::nanf("");
  CHECK(impact_of(t, small_world::regions(t), e, births, 0, 2001, 8).june_calf_survival == Approx(0.5));
}

TEST_CASE("a herd without births has no mean birth date", "[engine]")
{
  const landscape::Terrain t = small_world::flat_land();
  landscape::Environment e;
  e.resize(t.grid.size());
  const auto impact = impact_of(t, small_world::regions(t), e, {}, 0, 2001, 8);
  CHECK(impact.births == 0);
  CHECK(std::isnan(impact.mean_birth_doy));
  CHECK(std::isnan(impact.june_calf_survival));
  CHECK(std::isnan(impact.snow_free_doy));
  CHECK(impact.annual_area_km2 == 0.0);
}
