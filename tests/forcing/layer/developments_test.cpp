#include "landscape/development.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "forcing/forcing.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;

namespace {

std::string feature(const std::string& kind, const std::string& geometry)
{
  return R"({"type":"Feature","properties":{"kind":")" + kind + R"("},"geometry":)" + geometry + "}";
}

// The grid's x is 0 on the meridian of 141 W, its y on 68 N there.
const std::string road = feature("road", R"({"type":"LineString","coordinates":[[-141,67.5],[-141,68.5]]})");
const std::string pad = feature(
  "pad",
  R"({"type":"Polygon","coordinates":[[[-140.5,68.0],[-140.4,68.0],[-140.4,68.05],[-140.5,68.05],[-140.5,68.0]]]})");
const std::string far_away = feature("road", R"({"type":"Point","coordinates":[-100,40]})");

struct Setting {
  testing::TempFolder folder;
  std::string file = folder / "layout.geojson";
  std::vector<std::string> problems;
  std::vector<LayerFact> facts;

  explicit Setting(const std::vector<std::string>& features) { testing::write_features(file, features); }
  landscape::Developments read(const std::string& filter = "", double reach = 1.0, double width_m = 0.0)
  {
    const std::vector<ResolvedDevelopment> specs {{"layout", file, filter, reach, width_m, "s.toml:3:1"}};
    const std::vector<double> zones {5.0, 2.0};
    return read_developments(testing::small_grid(), specs, zones, problems, facts);
  }
  std::string only_problem(const std::string& filter = "")
  {
    (void)read(filter);
    REQUIRE(problems.size() == 1);
    return problems.front();
  }
};

}  // namespace

TEST_CASE("a road makes its cells near, by how much of them lies within the zone", "[forcing]")
{
  Setting s({road});
  const landscape::Developments d = s.read();
  REQUIRE(s.problems.empty());
  const Grid grid = testing::small_grid();
  for (int row = 0; row < grid.rows; ++row) {
    for (const int beside : {3, 4}) {  // ten km wide, the road on one side: the mean of 1 - d / zone
      CHECK(d.near[0][0][grid.index(beside, row)] == Approx(0.25).margin(0.03));
      CHECK(d.near[0][1][grid.index(beside, row)] == Approx(0.10).margin(0.03));
      CHECK(d.distance_km[grid.index(beside, row)] == Approx(5.0).margin(0.4));
    }
    for (const int next : {2, 5}) {
      CHECK(d.near[0][0][grid.index(next, row)] == 0.0f);
      CHECK(d.distance_km[grid.index(next, row)] == Approx(15.0).margin(0.4));
    }
  }
  REQUIRE(s.facts.size() == 1);
  CHECK(s.facts[0].role == "development");
}

TEST_CASE("reach widens the zones, and a filter picks features by their fields", "[forcing]")
{
  Setting s({road, pad});
  const Grid grid = testing::small_grid();
  const landscape::Developments wide = s.read("kind = 'road'", 3.0);
  REQUIRE(s.problems.empty());
  CHECK(wide.near[0][0][grid.index(5, 0)] == Approx(1.25 / 15.0).margin(0.01));  // 10 to 15 km of a zone of 15
  const landscape::Developments pads = s.read("kind = 'pad'");
  CHECK(pads.near[0][0][grid.index(3, 0)] == 0.0f);
  float most = 0.0f;
  for (const float near : pads.near[0][0]) most = std::max(most, near);
  CHECK(most > 0.2f);
}

TEST_CASE("what is built over is lost: lines by their width, polygons as they are, points by a circle", "[forcing]")
{
  Setting s({road, pad, feature("well", R"({"type":"Point","coordinates":[-140.9,68.01]})")});
  const Grid grid = testing::small_grid();
  const auto sum_km2 = [&](const landscape::Developments& d) {
    double sum = 0.0;
    for (const float share : d.footprint) sum += static_cast<double>(share) * grid.cell_m * grid.cell_m / 1e6;
    return sum;
  };
  // The road runs on beyond the grid's 60 km. A degree of longitude is 41.8 km at 68 N.
  const landscape::Developments roads = s.read("kind = 'road'", 1.0, 50.0);
  REQUIRE(s.problems.empty());
  CHECK(roads.lines.size() > 10);
  double road_km = 0.0;
  for (const auto& p : roads.lines) {
    const double low = std::max(p.from_y_m, grid.y_min_m), high = std::min(p.to_y_m, grid.y_max_m());
    road_km += std::max(high - low, 0.0) / 1000.0;
  }
  CHECK(road_km > 50.0);
  CHECK(sum_km2(roads) == Approx(0.05 * road_km).epsilon(0.02));
  const landscape::Developments pads = s.read("kind = 'pad'", 1.0, 50.0);
  CHECK(pads.lines.empty());
  CHECK(sum_km2(pads) == Approx(0.1 * 41.8 * 0.05 * 111.5).epsilon(0.02));
  CHECK(sum_km2(s.read("kind = 'well'", 1.0, 2000.0)) == Approx(3.14).epsilon(0.01));
  CHECK(sum_km2(s.read("", 1.0, 0.0)) == 0.0);
}

TEST_CASE("infrastructure that cannot be used says what is wrong with it", "[forcing]")
{
  CHECK_THAT(Setting({far_away}).only_problem(), Contains("s.toml:3:1") && Contains("layout lies outside the grid"));
  CHECK_THAT(Setting({road}).only_problem("kind = 'pipeline'"),
             Contains("no shape is left by filter \"kind = 'pipeline'\""));
  CHECK_THAT(Setting({road}).only_problem("colour = 'red'"),
             Contains("filter \"colour = 'red'\"") && Contains("colour"));
  CHECK_THAT(Setting({}).only_problem(), Contains("holds no shape"));
  Setting gone({road});
  gone.file += ".gone";
  CHECK_THAT(gone.only_problem(), Contains(".gone"));
}
