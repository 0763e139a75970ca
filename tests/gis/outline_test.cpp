#include "gis/outline.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "gis/ogr_shapes.h"
#include "made_up.h"

using namespace rangifer;
using namespace rangifer::gis;

namespace {

bool valid(const std::vector<Polygon>& polygons) { return to_ogr(polygons)->IsValid() != 0; }

std::size_t holes(const std::vector<Polygon>& polygons)
{
  std::size_t sum = 0;
  for (const Polygon& polygon : polygons) sum += polygon.holes.size();
  return sum;
}

bool holds(const std::vector<Polygon>& polygons, double x_m, double y_m)
{
  const OGRPoint place(x_m, y_m);
  return to_ogr(polygons)->Contains(&place) != 0;
}

}  // namespace

TEST_CASE("the outline of a round hill is a circle of the area asked for", "[gis]")
{
  const Grid grid = made_up::grid();
  const double asked = GENERATE(300.0, 2000.0, 8000.0);
  const auto polygons = outline(grid, made_up::hill(grid, 1000, -3000, 15'000), asked);
  REQUIRE(polygons.size() == 1);
  CHECK(valid(polygons));
  CHECK(area_km2(polygons) == Approx(asked).epsilon(0.001));
  const double radius_m = std::sqrt(asked * 1e6 / std::numbers::pi);
  for (const Place& place : polygons[0].outline)
    CHECK(std::hypot(place.x_m - 1000, place.y_m + 3000) == Approx(radius_m).epsilon(0.05));
}

TEST_CASE("an outline encloses the area counted, with cells wider than the kernel too", "[gis]")
{
  const Grid grid = made_up::grid();
  const double width_m = GENERATE(2000.0, 6000.0, 20'000.0);
  Field density = made_up::hill(grid, -58'900, 11'300, width_m);
  const Field other = made_up::hill(grid, 41'700, -18'400, width_m);
  for (std::size_t i = 0; i < density.size(); ++i) density[i] += 0.7f * other[i];
  for (const double cells : {2.0, 9.0, 25.0}) {
    const auto polygons = outline(grid, density, 25.0 * cells);
    CHECK(valid(polygons));
    CHECK(area_km2(polygons) == Approx(25.0 * cells).epsilon(0.002));
    CHECK(holds(polygons, -58'900, 11'300));
  }
}

TEST_CASE("an outline leaves out the hollow in a ground", "[gis]")
{
  const Grid grid = made_up::grid();
  Field ring = made_up::hill(grid, 0, 0, 30'000);
  const Field hollow = made_up::hill(grid, 0, 0, 15'000);
  for (std::size_t i = 0; i < ring.size(); ++i) ring[i] -= 0.95f * hollow[i];
  const auto polygons = outline(grid, ring, 4000);
  CHECK(valid(polygons));
  CHECK(holes(polygons) == 1);
  CHECK(area_km2(polygons) == Approx(4000).epsilon(0.001));
  CHECK_FALSE(holds(polygons, 0, 0));
}

TEST_CASE("a ground at the edge of the map ends there", "[gis]")
{
  const Grid grid = made_up::grid();
  const auto polygons = outline(grid, made_up::hill(grid, -150'000, 120'000, 20'000), 700);
  REQUIRE(polygons.size() == 1);
  CHECK(valid(polygons));
  CHECK(area_km2(polygons) == Approx(700).epsilon(0.001));
  for (const Place& place : polygons[0].outline) {
    CHECK(place.x_m >= grid.x_min_m);
    CHECK(place.y_m <= grid.y_max_m());
  }
}

TEST_CASE("where nothing was born there is no outline", "[gis]")
{
  const Grid grid = made_up::grid();
  CHECK(outline(grid, Field(grid.size(), 0.0f), 0.0).empty());
  CHECK(outline(grid, Field(grid.size(), 0.0f), 100.0).empty());
}
