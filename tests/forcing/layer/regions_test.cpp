#include "landscape/regions.h"

#include <catch2/catch.hpp>

#include "forcing/forcing.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;

namespace {

std::string box(const std::string& name, double west, double south, double east, double north,
                const std::string& more = "")
{
  const auto p = [](double x, double y) { return "[" + std::to_string(x) + "," + std::to_string(y) + "]"; };
  return R"({"type":"Feature","properties":{"name":")" + name + "\"" + more +
         R"(},"geometry":{"type":"Polygon","coordinates":[[)" + p(west, south) + "," + p(east, south) + "," +
         p(east, north) + "," + p(west, north) + "," + p(west, south) + "]]}}";
}

struct Setting {
  testing::TempFolder folder;
  std::string file = folder / "areas.geojson";
  std::vector<ResolvedRegion> specs;
  std::vector<std::string> problems;
  std::vector<LayerFact> facts;

  explicit Setting(const std::vector<std::string>& features) { testing::write_features(file, features); }
  void ask(const std::string& name, const std::string& kind = "jurisdiction", const std::string& country = "")
  {
    specs.push_back({{name, file, kind, country}, "s.toml:" + std::to_string(specs.size() + 1) + ":1"});
  }
  landscape::Regions read(const Grid& grid = testing::small_grid())
  {
    return read_regions(grid, specs, problems, facts);
  }
  std::string only_problem()
  {
    (void)read();
    REQUIRE(problems.size() == 1);
    return problems.front();
  }
};

const std::vector<std::string> border {box("Alaska", -170, 50, -141, 75), box("Yukon", -141, 50, -124, 67.9)};

}  // namespace

TEST_CASE("jurisdictions share out the grid, and elsewhere takes the rest", "[forcing]")
{
  Setting s(border);
  s.ask("Alaska", "jurisdiction", "US");
  s.ask("Yukon", "jurisdiction", "CA");
  const landscape::Regions r = s.read();
  REQUIRE(s.problems.empty());
  REQUIRE(r.list.size() == 3);
  CHECK(r.list[0].name == "Alaska");
  CHECK(r.list[0].country == "US");
  CHECK(r.list[2].name == "elsewhere");
  CHECK(r.list[2].kind == "jurisdiction");
  const Grid grid = testing::small_grid();
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      // The border meridian is x = 0; 67.9 N is 11 km south of the middle.
      const std::uint32_t expected = grid.x_of(column) < 0 ? 1u : grid.y_of(row) < -11'000 ? 2u : 4u;
      CHECK(r.mask[grid.index(column, row)] == expected);
    }
  REQUIRE(s.facts.size() == 2);
  CHECK(s.facts[1].variable == "Yukon");
  CHECK(s.facts[1].sha256.empty());
  CHECK(checksum(s.facts[1]).size() == 64);
}

TEST_CASE("overlays lie over jurisdictions and over each other", "[forcing]")
{
  Setting s({border[0], border[1], box("refuge", -143, 67, -141, 69, R"(,"approximate":true,"source":"drawn by hand")"),
             box("plain", -143, 67, -141, 69)});
  s.ask("refuge", "overlay");
  s.ask("Alaska");
  s.ask("plain", "overlay");
  const landscape::Regions r = s.read();
  REQUIRE(s.problems.empty());
  CHECK(r.mask[0] == (1u | 2u | 4u));
  CHECK(r.list[0].approximate);
  CHECK(r.list[0].source == "drawn by hand");
  CHECK_FALSE(r.list[2].approximate);
  CHECK(r.mask[7] == 8u);  // Canada: nobody asked for it
}

TEST_CASE("without regions everything is elsewhere", "[forcing]")
{
  Setting s({});
  const landscape::Regions r = s.read();
  REQUIRE(r.list.size() == 1);
  CHECK(r.mask == std::vector<std::uint32_t>(48, 1u));
}

TEST_CASE("several polygons of one name are one region", "[forcing]")
{
  Setting s({box("parks", -143, 67, -141.5, 69), box("parks", -140.5, 67, -139, 69)});
  s.ask("parks", "overlay");
  const landscape::Regions r = s.read();
  CHECK((r.mask[0] & 1u) == 1u);
  CHECK((r.mask[7] & 1u) == 1u);
  CHECK((r.mask[4] & 1u) == 0u);
}

TEST_CASE("a long straight edge in degrees bends on the projected grid", "[forcing]")
{
  // 68 N from 180 W to 100 W given by its two ends; in the frame it curves 40 km at 300 km from the middle.
  Setting s({box("south", -179, 50, -101, 68)});
  s.ask("south");
  const Grid grid {testing::model_crs, -400'000, -100'000, 5'000, 160, 60};
  const landscape::Regions r = s.read(grid);
  REQUIRE(s.problems.empty());
  const Projection projection(grid.crs);
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; column += 7) {
      const std::vector<double> x {grid.x_of(column)}, y {grid.y_of(row)};
      std::vector<double> lon(1), lat(1);
      projection.to_geographic(x, y, lon, lat);
      if (std::abs(lat[0] - 68) < 1e-4) continue;
      CHECK((r.mask[grid.index(column, row)] == 1u) == (lat[0] < 68));
    }
}

TEST_CASE("regions that cannot be used say why", "[forcing]")
{
  Setting s({border[0], border[1], box("Norway", 5, 58, 30, 71), box("western half", -142, 60, -140.7, 70)});
  SECTION("name")
  {
    s.ask("Yukno");
    CHECK_THAT(s.only_problem(),
               Contains("s.toml:1:1: ") && Contains("areas.geojson: no polygon is named Yukno; did you mean Yukon?"));
  }
  SECTION("overlap")
  {
    s.ask("Alaska");
    s.ask("western half");
    CHECK_THAT(s.only_problem(), Contains("s.toml:2:1: ") &&
                                   Contains("jurisdiction western half overlaps Alaska in 24 cells, first at 67.7"));
  }
  SECTION("outside")
  {
    s.ask("Norway");
    CHECK_THAT(s.only_problem(),
               Contains("Norway lies outside the grid: it lies at 58.0-71.0 N, 5.0-30.0 E; the grid runs "));
  }
  SECTION("kind")
  {
    s.ask("Alaska", "province");
    CHECK_THAT(s.only_problem(), Contains("region Alaska: kind 'province' is neither jurisdiction nor overlay"));
  }
  SECTION("twice")
  {
    s.ask("Alaska");
    s.ask("Alaska", "overlay");
    CHECK_THAT(s.only_problem(), Contains("region Alaska: the name is taken"));
  }
  SECTION("no file")
  {
    s.file = s.folder / "gone.shp";
    s.ask("Alaska");
    CHECK_THAT(s.only_problem(), Contains("gone.shp: no such file"));
  }
  SECTION("no vector file")
  {
    s.file = s.folder / "words.geojson";
    std::ofstream(s.file) << "words";
    s.ask("Alaska");
    CHECK_THAT(s.only_problem(), Contains("words.geojson: cannot be opened as a vector file"));
  }
  SECTION("too many")
  {
    for (int i = 0; i < 32; ++i) s.ask("r" + std::to_string(i));
    CHECK_THAT(s.only_problem(), Contains("32 regions are given; at most 31"));
  }
}
