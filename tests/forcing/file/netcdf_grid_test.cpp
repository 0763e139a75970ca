#include "forcing/file/netcdf_grid.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

std::string refuse(const std::function<void(testing::NcMaker&)>& make)
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    make(nc);
  }
  const NetcdfFile file(folder / "g.nc");
  return refusal([&] { (void)open_grid_variable(file, "v"); });
}

}  // namespace

TEST_CASE("dimensions in the order longitude, latitude are turned", "[forcing]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int lon = nc.axis("lon", "", "degrees_east", {-150, -149, -148});
    const int lat = nc.axis("lat", "", "degrees_north", {60, 61});
    nc.put(nc.variable("v", NC_FLOAT, {lon, lat}), {1, 2, 3, 4, 5, 6});
  }
  const NetcdfFile file(folder / "g.nc");
  const GridVariable of = open_grid_variable(file, "v");
  CHECK(of.grid.x == std::vector<double> {-150, -149, -148});
  CHECK(of.grid.y == std::vector<double> {60, 61});
  CHECK(read_window(file, of, 0, {0, 0, 3, 2}) == std::vector<double> {1, 3, 5, 2, 4, 6});
  CHECK(read_window(file, of, 0, {1, 1, 2, 1}) == std::vector<double> {4, 6});
}

TEST_CASE("one record of a variable with time and one level", "[forcing]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int time = nc.axis("time", "time", "days since 2001-01-01", {0, 1});
    const int height = nc.axis("height", "height", "m", {2});
    const int lat = nc.axis("latitude", "", "", {61, 60});
    const int lon = nc.axis("longitude", "", "", {-150, -149});
    nc.put(nc.variable("v", NC_FLOAT, {time, height, lat, lon}), {1, 2, 3, 4, 5, 6, 7, 8});
  }
  const NetcdfFile file(folder / "g.nc");
  const GridVariable of = open_grid_variable(file, "v");
  REQUIRE(of.records() == 2);
  CHECK(of.time->name == "time");
  CHECK(read_window(file, of, 1, {0, 0, 2, 2}) == std::vector<double> {5, 6, 7, 8});
}

TEST_CASE("longitudes that jump at the date line are unrolled", "[forcing]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int lat = nc.axis("lat", "", "degrees_north", {60, 61});
    const int lon = nc.axis("lon", "", "degrees_east", {178, 179, -180, -179});
    nc.variable("v", NC_FLOAT, {lat, lon});
  }
  const NetcdfFile file(folder / "g.nc");
  CHECK(open_grid_variable(file, "v").grid.x == std::vector<double> {178, 179, 180, 181});
}

TEST_CASE("projected axes in km with a grid mapping in CF parameters or WKT", "[forcing]")
{
  const bool with_wkt = GENERATE(false, true);
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int y = nc.axis("yc", "projection_y_coordinate", "km", {2000, 2001});
    const int x = nc.axis("xc", "projection_x_coordinate", "km", {180, 181, 182});
    const int crs = nc.variable("albers", NC_INT, {});
    if (with_wkt) {
      OGRSpatialReference reference;
      reference.SetFromUserInput("EPSG:3338");
      char* wkt = nullptr;
      reference.exportToWkt(&wkt);
      nc.text(crs, "crs_wkt", wkt);
      CPLFree(wkt);
    } else {
      nc.text(crs, "grid_mapping_name", "albers_conical_equal_area");
      nc.number(crs, "standard_parallel", NC_DOUBLE, {55, 65});
      nc.number(crs, "latitude_of_projection_origin", NC_DOUBLE, {50});
      nc.number(crs, "longitude_of_central_meridian", NC_DOUBLE, {-154});
      nc.number(crs, "semi_major_axis", NC_DOUBLE, {6378137});
      nc.number(crs, "inverse_flattening", NC_DOUBLE, {298.257222101});
    }
    nc.text(nc.variable("v", NC_FLOAT, {y, x}), "grid_mapping", "albers: xc yc");
  }
  const NetcdfFile file(folder / "g.nc");
  const GridVariable of = open_grid_variable(file, "v");
  CHECK_FALSE(of.grid.geographic);
  CHECK(of.grid.x == std::vector<double> {180'000, 181'000, 182'000});
  const Places place = in_crs({of.grid.crs, {181'000}, {2'080'000}}, geographic_crs);
  CHECK(place.x[0] == Approx(-149.5).margin(0.3));  // near Toolik
  CHECK(place.y[0] == Approx(68.6).margin(0.1));
}

TEST_CASE("CF parameters and EPSG codes agree on where things are", "[forcing]")
{
  struct Row {
    const char* epsg;
    const char* kind;
    std::vector<std::pair<const char*, double>> numbers;
  };
  const auto row = GENERATE(Row {"EPSG:3573",
                                 "lambert_azimuthal_equal_area",
                                 {{"latitude_of_projection_origin", 90}, {"longitude_of_projection_origin", -100}}},
                            Row {"EPSG:3413",
                                 "polar_stereographic",
                                 {{"latitude_of_projection_origin", 90},
                                  {"straight_vertical_longitude_from_pole", -45},
                                  {"standard_parallel", 70}}},
                            Row {"EPSG:32607",
                                 "transverse_mercator",
                                 {{"longitude_of_central_meridian", -141},
                                  {"scale_factor_at_central_meridian", 0.9996},
                                  {"false_easting", 500'000}}});
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int crs = nc.variable("crs", NC_INT, {});
    nc.text(crs, "grid_mapping_name", row.kind);
    for (const auto& [name, value] : row.numbers) nc.number(crs, name, NC_DOUBLE, {value});
  }
  const NetcdfFile file(folder / "g.nc");
  const Places here {geographic_crs, {-143}, {68.5}};
  const Places ours = in_crs(here, crs_of_grid_mapping(file, *file.find("crs"))), theirs = in_crs(here, row.epsg);
  CAPTURE(row.epsg);
  CHECK(ours.x[0] == Approx(theirs.x[0]).margin(0.01));
  CHECK(ours.y[0] == Approx(theirs.y[0]).margin(0.01));
}

TEST_CASE("grids whose place cannot be told are refused by what they are", "[forcing]")
{
  CHECK_THAT(refuse([](auto& nc) {
               const int y = nc.axis("rlat", "grid_latitude", "degrees", {1, 2}),
                         x = nc.axis("rlon", "grid_longitude", "degrees", {1, 2});
               nc.variable("v", NC_FLOAT, {y, x});
             }),
             Contains("g.nc: variable v has rotated axes but no grid_mapping to say where the pole is"));
  CHECK_THAT(refuse([](auto& nc) {
               const int cell = nc.axis("lat", "latitude", "degrees_north", {60, 61, 62});
               nc.text(nc.variable("lon", NC_FLOAT, {cell}), "units", "degrees_east");
               nc.variable("v", NC_FLOAT, {nc.dimension("level", 2), cell});
             }),
             Contains("latitudes and longitudes along one dimension, lat"));
  CHECK_THAT(refuse([](auto& nc) {
               nc.variable("v", NC_FLOAT, {nc.dimension("j", 2), nc.dimension("i", 2)});
             }),
             Contains("no axes of latitude and longitude") && Contains("(j, i)"));
  CHECK_THAT(refuse([](auto& nc) {
               const int y = nc.axis("y", "projection_y_coordinate", "m", {1, 2}),
                         x = nc.axis("x", "projection_x_coordinate", "m", {1, 2});
               nc.variable("v", NC_FLOAT, {y, x});
             }),
             Contains("no grid_mapping"));
  CHECK_THAT(
    refuse([](auto& nc) {
      const int plev = nc.axis("plev", "air_pressure", "Pa", {1e5, 5e4, 1e4});
      const int y = nc.axis("lat", "latitude", "degrees_north", {1, 2}),
                x = nc.axis("lon", "longitude", "degrees_east", {1, 2});
      nc.variable("v", NC_FLOAT, {plev, y, x});
    }),
    Contains("variable v has 3 values along plev (100000, 50000, 10000)") && Contains("select = \"plev = 100000\""));
}

TEST_CASE("an axis that turns back, repeats or has one value is refused", "[forcing]")
{
  const auto with_latitudes = [](std::vector<double> lat) {
    return refuse([&](auto& nc) {
      const int y = nc.axis("lat", "latitude", "degrees_north", lat),
                x = nc.axis("lon", "longitude", "degrees_east", {1, 2});
      nc.variable("v", NC_FLOAT, {y, x});
    });
  };
  CHECK_THAT(with_latitudes({60, 61, 60.5}), Contains("axis lat turns back or repeats at its value 3 (60.5)"));
  CHECK_THAT(with_latitudes({60, 61, 61}), Contains("turns back or repeats"));
  CHECK_THAT(with_latitudes({60}), Contains("axis lat has 1 value"));
}
