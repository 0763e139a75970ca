#include "engine/calving_ground.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "small_world.h"
#include "utilisation/kernel.h"

using namespace rangifer;
using namespace rangifer::engine;

namespace {

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

/// Births at a made-up place, of herd 0, with a reference ground around it.
struct Calving {
  Rules rules;
  landscape::Terrain terrain = small_world::flat_land();
  landscape::Regions regions = small_world::regions(terrain);
  landscape::Environment environment;
  std::vector<Field> reference;

  Calving()
  {
    rules.output.kernel_km = 8;
    environment.resize(terrain.grid);
    const std::vector<float> x {-10'000}, y {0}, weight {1};
    reference.assign(2, utilisation::kernel_density(terrain.grid, x, y, weight, 8));
  }
  [[nodiscard]] herd::ImpactYear impact_of(std::span<const herd::Birth> births, std::int32_t herd_index = 0) const
  {
    return calving_year({rules, terrain, regions, environment, reference}, births, herd_index, 2001).impact;
  }
};

}  // namespace

TEST_CASE("the year's calving is summed up over the births of its own herd", "[engine]")
{
  Calving c;
  c.environment.green_up_doy.assign(c.terrain.grid.size(), 160);
  std::vector<herd::Birth> births;
  for (int d = 1; d <= 4; ++d) births.push_back(birth_at(-10'000, 0, d));
  births.push_back(birth_at(40'000, 20'000, 10));
  for (auto& b : births) b.alive_end_of_june = 10.0f;
  births[0].alive_end_of_june = 0.0f;
  births.push_back(birth_at(90'000, 0, 20));
  births.back().herd = 1;

  const auto impact = c.impact_of(births);
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
  CHECK(impact.june_calf_survival_by_region[0] == Approx(0.75));
  CHECK(impact.june_calf_survival_by_region[1] == Approx(1.0));
  CHECK(std::isnan(impact.births_in_zone));
  CHECK(c.impact_of(births, 1).births == 10);
}

TEST_CASE("a calf born in July says nothing of June, and the others still do", "[engine]")
{
  const Calving c;
  std::vector<herd::Birth> births(3, birth_at(0, 0, 4));
  births[0].alive_end_of_june = 10.0f;
  births[1].alive_end_of_june = 0.0f;
  births[2].alive_end_of_june = std::nanf("");
  CHECK(c.impact_of(births).june_calf_survival == Approx(0.5));
}

TEST_CASE("a herd without births has no mean birth date", "[engine]")
{
  const Calving c;
  const auto impact = c.impact_of({});
  CHECK(impact.births == 0);
  CHECK(std::isnan(impact.mean_birth_doy));
  CHECK(std::isnan(impact.june_calf_survival));
  CHECK(std::isnan(impact.snow_free_doy));
  CHECK(impact.annual_area_km2 == 0.0);
}

TEST_CASE("births where cows always calved overlap the reference ground wholly, others do not", "[engine]")
{
  const Calving c;
  const std::vector<herd::Birth> there(2, birth_at(-10'000, 0, 4)), away(2, birth_at(70'000, 0, 4));
  CHECK(c.impact_of(there).reference_affinity == Approx(1.0).epsilon(1e-5));
  CHECK(c.impact_of(there).reference_intersection == Approx(1.0).epsilon(1e-5));
  CHECK(c.impact_of(away).reference_affinity < 0.05);
  CHECK(c.impact_of(there).concentrated_share == Approx(0.75).margin(0.2));
}

TEST_CASE("births beside infrastructure are in its zone, and exposed by the lie of the land", "[engine]")
{
  Calving c;
  const std::size_t n = c.terrain.grid.size();
  c.terrain.developments.zones_km = {c.rules.modes.calving.zone_km};
  c.terrain.developments.near = {{Field(n, 0.0f)}};
  const auto cell = static_cast<std::size_t>(c.terrain.grid.cell_near(-10'000, 0));
  c.terrain.developments.near[0][0][cell] = 0.1f;
  std::vector<herd::Birth> births {birth_at(-10'000, 0, 4), birth_at(30'000, 0, 4)};
  births[0].plain = 1.0f;
  const auto impact = c.impact_of(births);
  CHECK(impact.births_in_zone == Approx(0.5));
  CHECK(impact.ground_in_zone > 0.0);
  CHECK(impact.ground_in_zone < 0.5);
  CHECK(impact.predator_exposure == Approx(0.5 * (1.0 + std::exp(c.rules.predation.foothill_risk))));
}
