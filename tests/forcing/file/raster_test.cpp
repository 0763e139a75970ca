#include "forcing/file/raster.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "forcing/file/gdal_support.h"
#include "forcing/file/probe.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::NcMaker;
using testing::refusal;
using testing::TempFolder;
using testing::TiffMaker;

namespace {

std::vector<double> all_of(const Raster& raster, std::size_t record = 0)
{
  return raster.read(record, {0, 0, raster.grid.x.size(), raster.grid.y.size()});
}

std::string why_not(const std::string& file, const std::string& variable = "")
{
  return refusal([&] { (void)all_of(open_raster(RasterRequest {file, variable, ""})); });
}

/// Daily snow depth on a small lon-lat grid.
void write_snow(const std::string& path, const std::string& time_units)
{
  NcMaker maker(path);
  const int time = maker.axis("time", "time", time_units, {0, 1, 2});
  const int lat = maker.axis("lat", "latitude", "degrees_north", {66, 67, 68, 69});
  const int lon = maker.axis("lon", "longitude", "degrees_east", {-142, -141, -140});
  const int v = maker.variable("snd", NC_FLOAT, {time, lat, lon});
  maker.text(v, "standard_name", "surface_snow_thickness").text(v, "units", "m").text(v, "cell_methods", "time: mean");
  maker.text(v, "long_name", "Snow depth").text(v, "GRIB_stepType", "avgua");
  maker.put(v, testing::even(0, 0.1, 36));
}

}  // namespace

TEST_CASE("a netCDF raster says what it is, where and when", "[raster]")
{
  const TempFolder folder;
  write_snow(folder / "snow.nc", "days since 2001-01-01 12:00");
  const Raster snow = open_raster(RasterRequest {folder / "snow.nc", "surface_snow_thickness", ""});
  CHECK(snow.format == "netCDF");
  CHECK(snow.variable == "snd");
  CHECK(snow.long_name == "Snow depth");
  CHECK(snow.units == "m");
  CHECK(snow.cell_methods == "time: mean");
  CHECK(snow.step_type == "avgua");
  REQUIRE(snow.records == 3);
  REQUIRE(snow.times);
  CHECK(snow.times->stamps.at(2) == CfTime {2001, 1, 3, 43200});
  CHECK(snow.times_problem.empty());
  CHECK(all_of(snow, 2).front() == Approx(2.4));
  CHECK(why_not(folder / "snow.nc", "snw") == folder / "snow.nc: no variable snw; did you mean snd?");
  CHECK_THAT(refusal([&] { (void)open_map({folder / "snow.nc", "snd", ""}); }), Contains("3 records in time"));
}

TEST_CASE("a raster whose times are not understood can still be looked at", "[raster]")
{
  const TempFolder folder;
  write_snow(folder / "snow.nc", "fortnights since 2001-01-01");
  const Raster snow = open_raster(RasterRequest {folder / "snow.nc", "", ""});
  CHECK_FALSE(snow.times);
  CHECK_THAT(snow.times_problem, Contains("fortnights"));
  CHECK(all_of(snow).size() == 12);
}

TEST_CASE("all variables of a file are listed without opening any", "[raster]")
{
  const TempFolder folder;
  write_snow(folder / "snow.nc", "days since 2001-01-01");
  const std::vector<VariableListing> list = list_variables(folder / "snow.nc");
  REQUIRE(list.size() == 4);
  CHECK(list.back().name == "snd");
  CHECK(list.back().standard_name == "surface_snow_thickness");
  CHECK(list.back().type == "float");
  CHECK(list.back().dimensions == "time 3, lat 4, lon 3");

  TiffMaker tiff;
  tiff.unit = "m";
  tiff.write(folder / "dem.tif", [](double, double) { return 1.0; });
  const std::vector<VariableListing> bands = list_variables(folder / "dem.tif");
  REQUIRE(bands.size() == 1);
  CHECK(bands.front().name == "1");
  CHECK(bands.front().units == "m");
  CHECK(bands.front().type == "Float32");
  CHECK(bands.front().dimensions == "40 x 30");
}

TEST_CASE("a window may run on past the last column", "[raster]")
{
  const TempFolder folder;
  TiffMaker world;
  world.west = -180, world.north = 90, world.step_x = world.step_y = 10, world.columns = 36, world.rows = 18;
  world.write(folder / "world.tif", [](double x, double y) { return x + 1000 * y; });
  const Raster raster = open_map({folder / "world.tif", "", ""});
  const std::vector<double> seam = raster.read(0, {34, 1, 4, 2});
  REQUIRE(seam.size() == 8);
  CHECK(seam == std::vector<double> {75165, 75175, 74825, 74835, 65165, 65175, 64825, 64835});
}

TEST_CASE("what is no raster of this machine is refused in words", "[raster]")
{
  const TempFolder folder;
  std::ofstream(folder / "notes.txt") << "height 12 m";
  CHECK(why_not(folder / "notes.txt") == folder / "notes.txt: is no raster of a known format");
  CHECK_THAT(why_not("/vsicurl/http://example.org/dem.tif"), Contains("is a network address"));
  CHECK_THAT(why_not(folder / "none.tif"), Contains("no such file"));
  std::ofstream(folder / "short.nc") << "CDF";
  CHECK_THAT(why_not(folder / "short.nc"), Contains("cannot be opened as netCDF"));
}

TEST_CASE("a probe reads in a child what the run will read, and passes on what it meets", "[raster][guarded]")
{
  const TempFolder folder;
  write_snow(folder / "snow.nc", "days since 2001-01-01");
  CHECK_NOTHROW(probe({folder / "snow.nc", "snd", ""}));
  CHECK(refusal([&] { probe({folder / "snow.nc", "snw", ""}); }) == why_not(folder / "snow.nc", "snw"));
  TiffMaker tiff;
  tiff.write(folder / "dem.tif", [](double x, double) { return x; });
  std::filesystem::resize_file(folder / "dem.tif", std::filesystem::file_size(folder / "dem.tif") - 2000);
  CHECK_THAT(refusal([&] { probe({folder / "dem.tif", "", ""}); }), Contains("cannot be read"));
}
