#include "landscape/terrain.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/file/raster.h"
#include "forcing/forcing.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;
using testing::TiffMaker;

namespace {

/// A raster in the model's own frame, `cell_m` wide, reaching 20 km beyond it.
TiffMaker frame(double cell_m, double shift_m = 0)
{
  TiffMaker tiff;
  tiff.crs = testing::model_crs;
  tiff.west = -60'000 + shift_m;
  tiff.north = 50'000 + shift_m;
  tiff.step_x = tiff.step_y = cell_m;
  tiff.columns = static_cast<int>(120'000 / cell_m);
  tiff.rows = static_cast<int>(100'000 / cell_m);
  return tiff;
}

double constant(double, double) { return 7.25; }

struct Setting {
  testing::TempFolder folder;
  std::vector<ResolvedLayer> layers;
  std::vector<std::string> problems;
  std::vector<LayerFact> facts;

  ResolvedLayer& add(const std::string& role, const TiffMaker& tiff, const std::function<double(double, double)>& f)
  {
    const std::string path = folder / (role + std::to_string(layers.size()) + ".tif");
    tiff.write(path, f);
    return add(role, path);
  }
  ResolvedLayer& add(const std::string& role, const std::string& path)
  {
    LayerSpec spec;
    spec.role = role;
    spec.file = path;
    layers.push_back({spec, "s.toml:" + std::to_string(layers.size() + 1) + ":1"});
    return layers.back();
  }
  landscape::Terrain read(const Grid& grid = testing::small_grid())
  {
    return read_terrain(grid, layers, problems, facts);
  }
  std::string only_problem()
  {
    (void)read();
    REQUIRE(problems.size() == 1);
    return problems.front();
  }
};

}  // namespace

TEST_CASE("a constant map stays constant, finer or coarser, and absent roles are zero", "[forcing]")
{
  const double cell_m = GENERATE(1'000.0, 3'700.0, 10'000.0, 17'000.0);
  Setting s;
  s.add("elevation", frame(cell_m), constant);
  s.add("land", frame(cell_m), [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read();
  CAPTURE(cell_m);
  REQUIRE(s.problems.empty());
  for (const float v : t.elevation_m) CHECK(v == 7.25f);
  CHECK(t.lake_fraction == Field(48, 0.0f));
  CHECK(t.river == Field(48, 0.0f));
  REQUIRE(s.facts.size() == 2);
  CHECK(s.facts[0].role == "land");
  CHECK(s.facts[1].resampling == (cell_m <= 10'000 ? "area mean" : "bilinear"));
  CHECK(s.facts[1].sha256.empty());
  CHECK(checksum(s.facts[1]).size() == 64);
}

TEST_CASE("a plane is reproduced by both resamplings, also off the raster's own cells", "[forcing]")
{
  const auto plane = [](double x, double y) { return 500 + 2e-3 * x - 3e-3 * y; };
  const double cell_m = GENERATE(500.0, 2'500.0, 12'500.0);
  const double shift_m = GENERATE(0.0, 300.0);
  Setting s;
  s.add("elevation", frame(cell_m, shift_m), plane);
  s.add("land", frame(cell_m), [](double, double) { return 1.0; });
  const Grid grid = testing::small_grid();
  const landscape::Terrain t = s.read();
  CAPTURE(cell_m, shift_m);
  REQUIRE(s.problems.empty());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column)
      CHECK(t.elevation_m[grid.index(column, row)] == Approx(plane(grid.x_of(column), grid.y_of(row))).margin(0.05));
}

TEST_CASE("the area mean of a half-covered cell is a half", "[forcing]")
{
  Setting s;
  s.add("land", frame(500), [](double x, double) { return x < 5'000 ? 1.0 : 0.0; });  // mid-cell of column 4
  s.add("elevation", frame(500), constant);
  const landscape::Terrain t = s.read();
  const Grid grid = testing::small_grid();
  CHECK(t.land_fraction[grid.index(3, 2)] == 1.0f);
  CHECK(t.land_fraction[grid.index(4, 2)] == Approx(0.5f));
  CHECK(t.land_fraction[grid.index(5, 2)] == 0.0f);
  CHECK(t.elevation_m[grid.index(4, 2)] == 7.25f);
  CHECK(t.elevation_m[grid.index(5, 2)] == 0.0f);  // sea
}

TEST_CASE("latitude and longitude are those of the cell centres", "[forcing]")
{
  Setting s;
  s.add("elevation", frame(5'000), constant);
  s.add("land", frame(5'000), [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read({testing::model_crs, -10'000, -10'000, 20'000, 1, 1});
  CHECK(t.latitude_deg[0] == Approx(68));
  CHECK(t.longitude_deg[0] == Approx(-141));
}

TEST_CASE("a map in degrees, west or east of Greenwich, lands where it belongs", "[forcing]")
{
  const double west = GENERATE(-150.0, 210.0);
  const double step = GENERATE(0.02, 0.5);  // finer, coarser
  TiffMaker tiff;
  tiff.west = west;
  tiff.step_x = tiff.step_y = step;
  tiff.columns = static_cast<int>(20 / step);
  tiff.rows = static_cast<int>(15 / step);
  Setting s;
  s.add("elevation", tiff,
        [](double lon, double lat) { return 100 * (std::remainder(lon + 141, 360.0) + 5) + 10 * (lat - 60); });
  s.add("land", frame(5'000), [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read();
  CAPTURE(west, step);
  REQUIRE(s.problems.empty());
  for (std::size_t i = 0; i < t.grid.size(); ++i)
    CHECK(t.elevation_m[i] ==
          Approx(100 * (t.longitude_deg[i] + 146) + 10 * (t.latitude_deg[i] - 60)).margin(step < 0.1 ? 0.5 : 1e-2));
}

TEST_CASE("a map across the date line is whole on a grid there", "[forcing]")
{
  TiffMaker tiff;
  tiff.west = 170;
  tiff.north = 75;
  tiff.step_x = tiff.step_y = 0.05;
  tiff.columns = 400;
  tiff.rows = 300;
  Setting s;
  const auto f = [](double lon, double) { return 100 + 10 * std::remainder(lon - 180, 360.0); };
  s.add("elevation", tiff, f);
  s.add("land", tiff, [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read({"+proj=laea +lat_0=68 +lon_0=180 +datum=WGS84", -40'000, -30'000, 10'000, 8, 6});
  REQUIRE(s.problems.empty());
  for (std::size_t i = 0; i < t.grid.size(); ++i)
    CHECK(t.elevation_m[i] == Approx(f(static_cast<double>(t.longitude_deg[i]), 0)).margin(0.3));
}

TEST_CASE("units, packing, scale and offset of static maps", "[forcing]")
{
  Setting s;
  TiffMaker feet = frame(5'000);
  feet.unit = "ft";
  feet.type = GDT_Int16;
  feet.scale = 2;
  feet.offset = 10;
  LayerSpec& spec = s.add("elevation", feet, [](double, double) { return 495; }).spec;  // 1000 ft
  spec.scale = 2;
  spec.offset = 1;
  s.add("land", frame(5'000), [](double, double) { return 100; }).spec.units = "%";
  const landscape::Terrain t = s.read();
  REQUIRE(s.problems.empty());
  CHECK(t.elevation_m[0] == Approx(2 * 304.8 + 1));
  CHECK(t.land_fraction[0] == 1.0f);
}

TEST_CASE("a netCDF map is read by its CF axes, south first or north first", "[forcing]")
{
  const bool south_first = GENERATE(true, false);
  Setting s;
  {
    testing::NcMaker nc(s.folder / "relief.nc");
    const auto lon = testing::even(210, 0.1, 200),
               lat = south_first ? testing::even(60, 0.1, 150) : testing::even(74.9, -0.1, 150);
    const int y = nc.axis("lat", "", "degrees_north", lat), x = nc.axis("lon", "", "degrees_east", lon);
    const int v = nc.variable("rose", NC_FLOAT, {y, x});
    nc.text(v, "units", "meters");
    nc.put(v, testing::map_of(lon, lat, [](double, double b) { return 100 * (b - 60); }));
  }
  s.add("elevation", s.folder / "relief.nc");
  s.add("land", frame(5'000), [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read();
  REQUIRE(s.problems.empty());
  for (std::size_t i = 0; i < t.grid.size(); ++i)
    CHECK(t.elevation_m[i] == Approx(100 * (t.latitude_deg[i] - 60)).margin(3));
}

TEST_CASE("missing codes and NaN side by side are left out of an area mean", "[forcing]")
{
  Setting s;
  TiffMaker tiff = frame(1'000);
  tiff.nodata = -9999;
  tiff.has_nodata = true;
  const auto f = [](double x, double y) {
    const int n = static_cast<int>(std::floor(x / 1000) + std::floor(y / 1000));
    return n % 3 == 0 ? -9999.0 : n % 3 == 1 ? std::nan("") : 300.0;
  };
  s.add("elevation", tiff, f);
  s.add("land", frame(1'000), [](double, double) { return 1.0; });
  const landscape::Terrain t = s.read();
  REQUIRE(s.problems.empty());
  for (const float v : t.elevation_m) CHECK(v == 300.0f);
}

TEST_CASE("a height model may end at the shore, not on land", "[forcing]")
{
  Setting s;
  TiffMaker tiff = frame(1'000);
  const auto land = [](double, double y) { return y < 10'000 ? 1.0 : 0.0; };
  const double shore_m = GENERATE(10'000.0, -20'000.0);
  s.add("elevation", tiff, [&](double, double y) { return y < shore_m ? 50.0 : std::nan(""); });
  s.add("land", tiff, land);
  const landscape::Terrain t = s.read();
  if (shore_m > 0) {
    CHECK(s.problems.empty());
    CHECK(t.elevation_m.front() == 50.0f);
    CHECK(t.elevation_m.back() == 0.0f);
  } else {
    REQUIRE(s.problems.size() == 1);
    CHECK_THAT(s.problems[0],
               Contains("s.toml:1:1: ") && Contains("elevation0.tif: band 1 covers 50 % of the model grid"));
  }
}

TEST_CASE("static layers that cannot be used say why, with their place in the scenario", "[forcing]")
{
  Setting s;
  s.add("land", frame(5'000), [](double, double) { return 1.0; });

  SECTION("missing role") { CHECK_THAT(s.only_problem(), Contains("no [[layer]] has role elevation")); }
  SECTION("twice")
  {
    s.add("elevation", frame(5'000), constant);
    s.add("elevation", frame(5'000), constant);
    CHECK_THAT(s.only_problem(), Contains("s.toml:3:1: role elevation is given twice"));
  }
  SECTION("unknown role")
  {
    s.add("elevation", frame(5'000), constant);
    s.add("lakes", frame(5'000), constant);
    CHECK_THAT(s.only_problem(), Contains("s.toml:3:1: no such role: lakes; did you mean lake?"));
  }
  SECTION("no file")
  {
    s.add("elevation", s.folder / "gone.tif");
    CHECK_THAT(s.only_problem(), Contains("s.toml:2:1: ") && Contains("gone.tif: no such file"));
  }
  SECTION("network")
  {
    s.add("elevation", "/vsicurl/https://example.org/dem.tif");
    CHECK_THAT(s.only_problem(), Contains("is a network address"));
  }
  SECTION("no raster")
  {
    std::ofstream(s.folder / "words.tif") << "these are words";
    s.add("elevation", s.folder / "words.tif");
    CHECK_THAT(s.only_problem(), Contains("words.tif: is no raster of a known format"));
  }
  SECTION("pixels that cannot be read")
  {
    TiffMaker tiff = frame(1'000);
    tiff.options = {"COMPRESS=DEFLATE"};
    tiff.write(s.folder / "cut.tif", [](double x, double y) { return std::sin(x) + std::cos(3 * y); });
    // The directory is at the end of what GDAL writes, so damage the middle instead of the tail.
    std::fstream file(s.folder / "cut.tif", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2'000);
    const std::string junk(20'000, '\x55');
    file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
    file.close();
    s.add("elevation", s.folder / "cut.tif");
    CHECK_THAT(s.only_problem(), Contains("cut.tif: the values of band 1 cannot be read"));
  }
  SECTION("another place")
  {
    TiffMaker tiff;
    tiff.west = 10;
    s.add("elevation", tiff, constant);
    s.layers.back().spec.role = "lake";
    s.add("elevation", frame(5'000), constant);
    CHECK_THAT(s.only_problem(), Contains("covers 0 % of the model grid; its own extent is lon 10.25 .. 29.75, "
                                          "lat 60.25 .. 74.75; first cell without a value: 67.7"));
  }
  SECTION("units")
  {
    s.add("elevation", frame(5'000), constant).spec.units = "degC";
    CHECK_THAT(s.only_problem(), Contains("band 1 is in 'degC', which does not convert to 'm'"));
  }
  SECTION("out of range")
  {
    s.add("elevation", frame(5'000), [](double, double) { return 1e5; });
    CHECK_THAT(s.only_problem(),
               Contains("band 1 is 100000 m at 67.7") && Contains("elevation must lie in -500 .. 9000 m"));
  }
  SECTION("no projection")
  {
    TiffMaker tiff = frame(5'000);
    tiff.crs = "";
    s.add("elevation", tiff, constant);
    CHECK_THAT(s.only_problem(), Contains("has no coordinate reference system"));
  }
  SECTION("band")
  {
    s.add("elevation", frame(5'000), constant).spec.variable = "3";
    CHECK_THAT(s.only_problem(), Contains("no band 3; it has 1"));
  }
  SECTION("no value")
  {
    s.add("elevation", frame(5'000), [](double, double) { return std::nan(""); });
    CHECK_THAT(s.only_problem(), Contains("band 1 has no value anywhere on the model grid, though its extent (x "));
  }
}

TEST_CASE("a grid in a projection nobody knows is one problem", "[forcing]")
{
  Setting s;
  (void)s.read({"+proj=moose", 0, 0, 1000, 2, 2});
  REQUIRE(s.problems.size() == 1);
  CHECK_THAT(s.problems[0], Contains("[grid] crs: PROJ does not know"));
}

TEST_CASE("lakes a hair above 1 by rounding are 1", "[forcing]")
{
  Setting s;
  s.add("elevation", frame(5'000), constant);
  s.add("land", frame(5'000), [](double, double) { return 1.00001; });
  CHECK(s.read().land_fraction[0] == 1.0f);
  CHECK(s.problems.empty());
}

TEST_CASE("a land-cover map becomes the share of forest in each cell", "[forcing]")
{
  Setting s;
  s.add("elevation", frame(4'000), constant);
  s.add("land", frame(4'000), [](double, double) { return 1.0; });
  // Columns of four cells of 500 m: classes 1, 2, 10 and a code for "no data".
  TiffMaker tiff = frame(500);
  tiff.nodata = 255.0;
  tiff.has_nodata = true;
  s.add("land_cover", tiff, [](double x, double) {
    const auto strip = static_cast<int>(std::floor((x + 100'000.0) / 500.0)) % 4;
    return std::array<double, 4> {1, 2, 10, 255}[static_cast<std::size_t>(strip)];
  });
  SECTION("the listed classes count, what is not known is left out")
  {
    s.layers.back().spec.classes = "1, 2";
    const landscape::Terrain t = s.read();
    CAPTURE(s.problems);
    REQUIRE(s.problems.empty());
    for (const float share : t.forest_cover) CHECK(share == Approx(2.0 / 3.0).margin(0.02));
  }
  SECTION("without classes, or with something else, it is refused")
  {
    CHECK_THAT(s.only_problem(), Contains("land_cover needs `classes`"));
  }
  SECTION("classes are numbers")
  {
    s.layers.back().spec.classes = "spruce";
    CHECK_THAT(s.only_problem(), Contains("classes = \"spruce\": should be whole numbers"));
  }
  SECTION("a key that means nothing to a map is refused")
  {
    s.layers.front().spec.delta = "change.nc";
    s.layers.back().spec.classes = "1";
    CHECK_THAT(s.only_problem(), Contains("`delta` says nothing about a map of elevation"));
  }
}
