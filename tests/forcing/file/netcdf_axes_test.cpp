#include "forcing/file/netcdf_axes.h"

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

double wave(double longitude, double latitude) { return std::sin(longitude * 3.14159265358979 / 180) + 0.1 * latitude; }

/// The wave on these axes, read back bilinearly.
double wave_at(const std::vector<double>& lon, const std::vector<double>& lat, int type, double longitude,
               double latitude, std::size_t* columns = nullptr)
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    const int y = nc.dimension("lat", lat.size()), x = nc.dimension("lon", lon.size());
    const int a = nc.variable("lat", type, {y}), o = nc.variable("lon", type, {x});
    nc.text(a, "units", "degrees_north").text(o, "units", "degrees_east");
    nc.put(a, lat);
    nc.put(o, lon);
    nc.put(nc.variable("v", NC_DOUBLE, {y, x}), testing::map_of(lon, lat, wave));
  }
  const NetcdfFile file(folder / "a.nc");
  const GridVariable of = open_grid_variable(file, "v");
  const Sampler sampler(of.grid, Places {geographic_crs, {longitude}, {latitude}});
  REQUIRE(sampler.covered() == 1);
  double out = 0;
  sampler.apply(read_window(file, of, 0, sampler.window()), {&out, 1});
  if (columns != nullptr) *columns = sampler.window().columns;
  return out;
}

std::string refuse(const std::function<void(testing::NcMaker&)>& make)
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    make(nc);
  }
  const NetcdfFile file(folder / "a.nc");
  return refusal([&] { (void)open_grid_variable(file, "v"); });
}

}  // namespace

TEST_CASE("longitudes from anywhere, with and without a repeated column", "[forcing][netcdf_axes]")
{
  const auto lon =
    GENERATE(even(0, 1, 360), even(0.5, 1, 360), even(-180, 1, 360), even(20, 1, 361), even(-300, 1, 361),
             even(0, 1, 361), even(30, 1, 361), even(359, -1, 360), even(20.0 + 1.0 / 12, 1.0 / 12, 4320));
  const auto lat =
    GENERATE(even(50, 1, 41), even(90, -1, 41), std::vector<double> {88.57, 86.72, 84.86, 83, 71.8, 69.9, 60, 51});
  const int type = GENERATE(NC_FLOAT, NC_DOUBLE);
  for (const double longitude : {-141.3, 179.7, -179.6, 20.2, 19.6, 0.2, -0.3, 59.9, 60.2}) {
    CAPTURE(lon.front(), lon.back(), longitude);
    std::size_t columns = 0;
    CHECK(wave_at(lon, lat, type, longitude, 60.25, &columns) == Approx(wave(longitude, 60.25)).margin(2e-4));
    CHECK(columns <= 3);  // also across the seam
  }
}

TEST_CASE("longitudes that turn to -180 at the date line, in part of the globe", "[forcing][netcdf_axes]")
{
  const std::vector<double> lon {170, 175, -180, -175, -170, -165};
  for (const double longitude : {172.5, 179.0, -179.0, -166.0})
    CHECK(wave_at(lon, even(60, 1, 5), NC_FLOAT, longitude, 62.5) == Approx(wave(longitude, 62.5)).margin(2e-3));
}

TEST_CASE("latitudes beyond a pole and longitudes beyond reason are refused", "[forcing][netcdf_axes]")
{
  const auto with = [](std::vector<double> lat, std::vector<double> lon) {
    return refuse([&](auto& nc) {
      const int y = nc.axis("lat", "latitude", "degrees_north", lat), x = nc.axis("lon", "", "degrees_east", lon);
      nc.variable("v", NC_FLOAT, {y, x});
    });
  };
  CHECK_THAT(with({89, 90, 91}, {1, 2}), Contains("a.nc: lat holds 91, which is no latitude"));
  CHECK_THAT(with({60, 61}, {800, 801}), Contains("lon holds 800, which is no longitude"));
  CHECK_THAT(with({60, NC_FILL_DOUBLE}, {1, 2}), Contains("axis lat is missing its value 2"));
  CHECK(with({89, 90.00001}, {-360, -359}).empty());
}

TEST_CASE("what is no axis of place is not taken for one", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    const int z = nc.axis("z", "depth", "m", {1, 2}), band = nc.axis("band", "", "", {1, 2}),
              nv = nc.dimension("nv", 2);
    const int y = nc.axis("lat", "", "degrees", {60, 61}), x = nc.axis("lon", "", "degrees", {1, 2});
    nc.number(nc.variable("v", NC_FLOAT, {z, band, nv, y, x}), "actual_range", NC_FLOAT, {0, 0});
  }
  const NetcdfFile file(folder / "a.nc");
  CHECK_THAT(refusal([&] { (void)open_grid_variable(file, "v"); }), Contains("2 values along z"));
  const GridVariable of = open_grid_variable(file, "v", "z = 2, band = 1, nv = 1");
  CHECK(of.at == std::vector<std::size_t> {1, 0, 1, 0, 0});
  CHECK(of.grid.geographic);
}

TEST_CASE("the attribute axis counts when nothing else says what an axis is", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    const int y = nc.dimension("nj", 2), x = nc.dimension("ni", 3);
    const int north = nc.variable("nj", NC_DOUBLE, {y}), east = nc.variable("ni", NC_DOUBLE, {x});
    nc.text(north, "axis", "Y").text(north, "units", "degrees").text(east, "axis", "X").text(east, "units", "degrees");
    nc.put(north, {60, 61});
    nc.put(east, {10, 11, 12});
    nc.variable("v", NC_FLOAT, {y, x});
  }
  const NetcdfFile file(folder / "a.nc");
  CHECK(open_grid_variable(file, "v").grid.x == std::vector<double> {10, 11, 12});
}

TEST_CASE("a variable in a group sees dimensions and coordinates of the groups above", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    const int y = nc.axis("lat", "latitude", "degrees_north", {60, 61}),
              x = nc.axis("lon", "longitude", "degrees_east", {1, 2});
    for (const char* const name : {"day", "night"}) {
      int group = 0, v = 0;
      nc_def_grp(nc.id(), name, &group);
      const std::array<int, 2> dimensions {y, x};
      nc_def_var(group, "lst", NC_SHORT, 2, dimensions.data(), &v);
      nc_put_att_text(group, v, "units", 1, "K");
      const double scale = 0.5;
      nc_put_att_double(group, v, "scale_factor", NC_DOUBLE, 1, &scale);
      const std::array<double, 4> values {name[0] == 'd' ? 2.0 : 20.0, 4, 6, 8};
      nc_put_var_double(group, v, values.data());
    }
  }
  const NetcdfFile file(folder / "g.nc");
  const GridVariable of = open_grid_variable(file, "night/lst");
  CHECK(of.units == "K");
  CHECK(read_window(file, of, 0, {0, 0, 2, 2}) == std::vector<double> {10, 2, 3, 4});
  CHECK_THAT(refusal([&] { (void)file.pick("lst"); }), Contains("day/lst, night/lst"));
  CHECK_THAT(refusal([&] { (void)file.pick(""); }), Contains("day/lst, night/lst"));
  CHECK(file.find("lat") != nullptr);
  CHECK(file.find_for(of.variable, "lat")->name == "lat");
  CHECK(file.find_for(of.variable, "lst")->name == "night/lst");
}

TEST_CASE("time as a text, a scalar, or a dimension without a coordinate", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "t.nc");
    const int y = nc.axis("lat", "latitude", "degrees_north", {60, 61}),
              x = nc.axis("lon", "longitude", "degrees_east", {1, 2});
    const int date = nc.dimension("date", 2), letters = nc.dimension("letters", 10);
    const int text = nc.variable("date", NC_CHAR, {date, letters});
    nc_put_var_text(nc.id(), text, "2001-01-012001-02-01");
    nc.variable("by_text", NC_FLOAT, {date, y, x});
    const int bare = nc.dimension("time", 3);
    nc.variable("bare", NC_FLOAT, {y, x, bare});
    const int stamp = nc.variable("valid", NC_DOUBLE, {});
    nc.text(stamp, "standard_name", "time").text(stamp, "units", "days since 2001-01-01");
    nc.text(nc.variable("scalar", NC_FLOAT, {y, x}), "coordinates", "valid");
  }
  const NetcdfFile file(folder / "t.nc");
  const GridVariable by_text = open_grid_variable(file, "by_text");
  REQUIRE(by_text.time != nullptr);
  CHECK(file.read_texts(*by_text.time) == std::vector<std::string> {"2001-01-01", "2001-02-01"});
  CHECK(by_text.records() == 2);
  const GridVariable bare = open_grid_variable(file, "bare");
  CHECK(bare.time == nullptr);
  CHECK(bare.time_dimension == 2U);
  const GridVariable scalar = open_grid_variable(file, "scalar");
  CHECK_FALSE(scalar.time_dimension);
  REQUIRE(scalar.time != nullptr);
  CHECK(scalar.time->name == "valid");
}

TEST_CASE("a repeated column is cut off, and a domain across the seam stays narrow", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    const int y = nc.axis("lat", "", "degrees_north", {60, 61}),
              x = nc.axis("lon", "", "degrees_east", even(0, 1, 361));
    nc.put(nc.variable("v", NC_FLOAT, {y, x}),
           testing::map_of(even(0, 1, 361), {60, 61}, [](double lon, double) { return lon; }));
  }
  const NetcdfFile file(folder / "a.nc");
  const GridVariable of = open_grid_variable(file, "v");
  CHECK(of.grid.x.size() == 360);
  const Sampler sampler(of.grid, Places {geographic_crs, {-1.5, 1.5}, {60.5, 60.5}});
  CHECK(sampler.window().columns == 5);
  CHECK(read_window(file, of, 0, {358, 0, 5, 1}) == std::vector<double> {358, 359, 0, 1, 2});
}

TEST_CASE("of two coordinates alike the one named like the dimension counts", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "a.nc");
    const int y = nc.dimension("lat", 2);
    const int other = nc.variable("centre_lat", NC_DOUBLE, {y});
    nc.text(other, "units", "degrees_north");
    nc.put(other, {10, 11});
    const int own = nc.variable("lat", NC_DOUBLE, {y});
    nc.text(own, "units", "degrees_north");
    nc.put(own, {60, 61});
    nc.variable("v", NC_FLOAT, {y, nc.axis("lon", "", "degrees_east", {1, 2})});
  }
  const NetcdfFile file(folder / "a.nc");
  CHECK(open_grid_variable(file, "v").grid.y == std::vector<double> {60, 61});
}

TEST_CASE("a name is looked for in the nearest group first", "[forcing][netcdf_axes]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "g.nc");
    nc.variable("crs", NC_INT, {});
    int a = 0, b = 0, id = 0;
    nc_def_grp(nc.id(), "a", &a);
    nc_def_grp(a, "b", &b);
    nc_def_var(a, "crs", NC_INT, 0, nullptr, &id);
    nc_def_var(b, "v", NC_INT, 0, nullptr, &id);
  }
  const NetcdfFile file(folder / "g.nc");
  CHECK(file.find_for(*file.find("v"), "crs")->name == "a/crs");
  CHECK(file.find_for(*file.find("v"), "/crs")->name == "crs");
  CHECK(file.find("a/b/v") == file.find("v"));
}
