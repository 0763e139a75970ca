#include "forcing/file/netcdf_places.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/file/netcdf_grid.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::even;
using testing::refusal;

namespace {

const std::vector<double> rlon = even(-20, 2, 15), rlat = even(-12, 2, 12);
const std::string arctic_pole =
  "+proj=ob_tran +o_proj=longlat +o_lat_p=0 +o_lon_p=0 +lon_0=360 +a=6371229 +b=6371229 +no_defs +type=crs";

/// A rotated-pole file; `lat` and `lon` of every cell moved by `moved` degrees of longitude.
struct RotatedMaker {
  bool mapping = true, places = true, axes = true;
  double moved = 0.0;

  void write(const std::string& path) const
  {
    testing::NcMaker nc(path);
    const int y = axes ? nc.axis("rlat", "grid_latitude", "degrees", rlat) : nc.dimension("rlat", rlat.size());
    const int x = axes ? nc.axis("rlon", "grid_longitude", "degrees", rlon) : nc.dimension("rlon", rlon.size());
    const int v = nc.variable("v", NC_FLOAT, {y, x});
    nc.put(v, testing::map_of(rlon, rlat, [](double a, double b) { return a + 100 * b; }));
    if (mapping) {
      const int pole = nc.variable("rotated_pole", NC_CHAR, {});
      nc.text(pole, "grid_mapping_name", "rotated_latitude_longitude");
      nc.number(pole, "grid_north_pole_latitude", NC_DOUBLE, {0})
        .number(pole, "grid_north_pole_longitude", NC_DOUBLE, {180});
      nc.number(pole, "earth_radius", NC_DOUBLE, {6371229});
      nc.text(v, "grid_mapping", "rotated_pole");
    }
    if (!places) return;
    nc.text(v, "coordinates", "lon lat");
    Places cells {arctic_pole, {}, {}};
    for (const double b : rlat)
      for (const double a : rlon) cells.x.push_back(a), cells.y.push_back(b);
    Places at = in_crs(cells, geographic_crs);
    for (double& east : at.x) east += moved;
    const int lat = nc.variable("lat", NC_DOUBLE, {y, x}), lon = nc.variable("lon", NC_DOUBLE, {y, x});
    nc.text(lat, "units", "degrees_north").text(lon, "units", "degrees_east");
    nc.put(lat, at.y);
    nc.put(lon, at.x);
  }
};

double value_at(const NetcdfFile& file, const GridVariable& of, double longitude, double latitude)
{
  const Sampler sampler(of.grid, {geographic_crs, {longitude}, {latitude}});
  REQUIRE(sampler.covered() == 1);
  double out = 0.0;
  sampler.apply(read_window(file, of, 0, sampler.window()), {&out, 1});
  return out;
}

}  // namespace

TEST_CASE("a rotated pole is read by its mapping, with or without places", "[forcing][netcdf_places]")
{
  // The pole of this grid is on the equator at 180 E: its equator runs through the pole and its middle is there.
  RotatedMaker maker;
  maker.places = GENERATE(true, false);
  const testing::TempFolder folder;
  maker.write(folder / "r.nc");
  const NetcdfFile file(folder / "r.nc");
  const GridVariable of = open_grid_variable(file, "v");
  CHECK(of.grid.geographic);
  CHECK_FALSE(of.grid.curvilinear());
  CHECK(of.grid.x == rlon);
  // By hand: sin(rlat) = -cos(lat) cos(lon), tan(rlon) = cos(lat) sin(lon) / sin(lat).
  const double degree = 3.14159265358979 / 180, lat = 81 * degree, lon = 130 * degree;
  const double b = std::asin(-std::cos(lat) * std::cos(lon)) / degree;
  const double a = std::atan2(std::cos(lat) * std::sin(lon), std::sin(lat)) / degree;
  CHECK(value_at(file, of, 130, 81) == Approx(a + 100 * b).margin(0.01));
  CHECK_THAT(grid_text(of.grid), Contains("rotated pole, 15 x 12 cells of 2 x 2 degrees"));
  CHECK_THAT(extent_text(of.grid), Contains("rotated lon -20 .. 8"));
}

TEST_CASE("a mapping and places that contradict each other are refused with both", "[forcing][netcdf_places]")
{
  RotatedMaker maker;
  maker.moved = 40.0;
  const testing::TempFolder folder;
  maker.write(folder / "r.nc");
  const NetcdfFile file(folder / "r.nc");
  CHECK_THAT(refusal([&] { (void)open_grid_variable(file, "v"); }),
             Contains("r.nc: variable v: its axes and grid mapping put cell (0, 0) at") &&
               Contains("lat and lon put it at") && Contains("km away"));
}

TEST_CASE("without a mapping the places of cells are used", "[forcing][netcdf_places]")
{
  RotatedMaker maker;
  maker.mapping = false;
  maker.axes = GENERATE(true, false);
  const testing::TempFolder folder;
  maker.write(folder / "r.nc");
  const NetcdfFile file(folder / "r.nc");
  const GridVariable of = open_grid_variable(file, "v");
  REQUIRE(of.grid.curvilinear());
  CHECK(of.grid.x.size() == rlon.size());
  for (const auto& [a, b] : {std::pair {-6.6, -4.4}, {1.0, 1.0}, {-19.0, 9.0}, {0.3, -0.7}}) {
    const Places at = in_crs({arctic_pole, {a}, {b}}, geographic_crs);
    CHECK(value_at(file, of, at.x[0], at.y[0]) == Approx(a + 100 * b).margin(0.5));
  }
  CHECK_THAT(grid_text(of.grid), Contains("curvilinear") && Contains("15 x 12 cells"));
}

TEST_CASE("places stored in the other order, or per record, are turned", "[forcing][netcdf_places]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "w.nc");
    const int t = nc.dimension("Time", 2), j = nc.dimension("south_north", 3), i = nc.dimension("west_east", 2);
    const int v = nc.variable("T2", NC_FLOAT, {t, i, j});
    nc.text(v, "coordinates", "XLONG XLAT");
    nc.put(v, {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16});
    nc.put(nc.variable("XLAT", NC_FLOAT, {t, j, i}), {60, 60, 61, 61, 62, 62, 60, 60, 61, 61, 62, 62});
    nc.put(nc.variable("XLONG", NC_FLOAT, {t, j, i}),
           {179, -179, 179, -179, 179, -179, 179, -179, 179, -179, 179, -179});
  }
  const NetcdfFile file(folder / "w.nc");
  const GridVariable of = open_grid_variable(file, "");
  CHECK(of.variable.name == "T2");
  CHECK(of.records() == 2);
  CHECK(of.time == nullptr);
  CHECK(read_window(file, of, 1, {0, 0, 2, 3}) == std::vector<double> {11, 14, 12, 15, 13, 16});
  CHECK(value_at(file, of, 180, 61) == Approx(3.5).margin(0.01));
}

TEST_CASE("places that lie nowhere on earth are refused", "[forcing][netcdf_places]")
{
  const auto with = [](double latitude, double longitude) {
    const testing::TempFolder folder;
    {
      testing::NcMaker nc(folder / "c.nc");
      const int j = nc.dimension("j", 2), i = nc.dimension("i", 2);
      nc.put(nc.variable("lat", NC_DOUBLE, {j, i}), {60, 60, 61, latitude});
      nc.put(nc.variable("lon", NC_DOUBLE, {j, i}), {-141, -140, -141, longitude});
      nc.variable("v", NC_FLOAT, {j, i});
    }
    const NetcdfFile file(folder / "c.nc");
    return refusal([&] { (void)open_grid_variable(file, "v"); });
  };
  CHECK_THAT(with(91, -140), Contains("c.nc: lat holds 91, which is no latitude"));
  CHECK_THAT(with(61, 1e6), Contains("lon holds 1000000, which is no longitude"));
  CHECK(with(61, -140).empty());
}

TEST_CASE("longitudes stored by columns beside latitudes stored by rows", "[forcing][netcdf_places]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "c.nc");
    const int j = nc.dimension("j", 2), i = nc.dimension("i", 3);
    nc.put(nc.variable("lat", NC_DOUBLE, {j, i}), {60, 60, 60, 61, 61, 61});
    nc.put(nc.variable("lon", NC_DOUBLE, {i, j}), {1, 1, 2, 2, 3, 3});
    nc.variable("v", NC_FLOAT, {j, i});
  }
  const NetcdfFile file(folder / "c.nc");
  CHECK(open_grid_variable(file, "v").grid.longitude == std::vector<double> {1, 2, 3, 1, 2, 3});
}

TEST_CASE("coordinates that go along one dimension twice are refused", "[netcdf_places]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "twice.nc");
    const int y = nc.dimension("y", 2), x = nc.dimension("x", 6);
    const int lat = nc.variable("lat", NC_DOUBLE, {y, x, y}), lon = nc.variable("lon", NC_DOUBLE, {y, x, y});
    nc.text(lat, "units", "degrees_north").text(lon, "units", "degrees_east");
    nc.put(lat, std::vector<double>(24, 68.0));
    nc.put(lon, std::vector<double>(24, -141.0));
    const int v = nc.variable("v", NC_DOUBLE, {y, x});
    nc.text(v, "coordinates", "lat lon");
    nc.put(v, std::vector<double>(12, 1.0));
  }
  const NetcdfFile file(folder / "twice.nc");
  CHECK_THAT(testing::refusal([&] { (void)open_grid_variable(file, "v"); }),
             Contains("does not go once along each of the two dimensions of the map"));
}
