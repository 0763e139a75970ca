#include "engine/calving_ground.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "small_world.h"

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

}  // namespace

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
