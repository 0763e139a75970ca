#include "forcing/file/netcdf_file.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

std::string two_winds(const testing::TempFolder& folder)
{
  const std::string path = folder / "winds.nc";
  testing::NcMaker nc(path);
  const int lat = nc.axis("lat", "latitude", "degrees_north", {60, 70});
  const int lon = nc.axis("lon", "longitude", "degrees_east", {-150, -140});
  nc.text(nc.variable("u10", NC_FLOAT, {lat, lon}), "standard_name", "eastward_wind");
  nc.text(nc.variable("v10", NC_FLOAT, {lat, lon}), "standard_name", "northward_wind");
  nc.text(nc.variable("v100", NC_FLOAT, {lat, lon}), "standard_name", "northward_wind");
  return path;
}

}  // namespace

TEST_CASE("a variable is found by its name or by its CF standard name", "[forcing]")
{
  const testing::TempFolder folder;
  const NetcdfFile file(two_winds(folder));
  CHECK(file.pick("v10").name == "v10");
  CHECK(file.pick("eastward_wind").name == "u10");
}

TEST_CASE("a variable that is not there is refused with the nearest one", "[forcing]")
{
  const testing::TempFolder folder;
  const NetcdfFile file(two_winds(folder));
  CHECK_THAT(refusal([&] { (void)file.pick("u01"); }), Contains("winds.nc: no variable u01; did you mean u10?"));
  CHECK_THAT(refusal([&] { (void)file.pick("eastwards_wind"); }), Contains("did you mean eastward_wind?"));
  CHECK_THAT(refusal([&] { (void)file.pick("snow_depth"); }), Contains("it has u10, v10, v100"));
  CHECK_THAT(refusal([&] { (void)file.pick("northward_wind"); }),
             Contains("2 variables have standard_name northward_wind: v10, v100"));
  CHECK_THAT(refusal([&] { (void)file.pick(""); }), Contains("3 variables could be meant: u10, v10, v100"));
}

TEST_CASE("the only map of a file needs no name, whatever bounds and coordinates it has", "[forcing]")
{
  const testing::TempFolder folder;
  const std::string path = folder / "one.nc";
  {
    testing::NcMaker nc(path);
    const int lat = nc.axis("lat", "latitude", "degrees_north", {60, 70});
    const int lon = nc.axis("lon", "longitude", "degrees_east", {-150, -140});
    const int two = nc.dimension("bnds", 2);
    nc.variable("lat_bnds", NC_DOUBLE, {lat, two});
    int v = 0;
    REQUIRE(nc_inq_varid(nc.id(), "lat", &v) == NC_NOERR);
    nc.text(v, "bounds", "lat_bnds");
    nc.variable("tas", NC_FLOAT, {lat, lon});
  }
  CHECK(NetcdfFile(path).pick("").name == "tas");
}

TEST_CASE("what is no netCDF file of this machine is refused by name", "[forcing]")
{
  const testing::TempFolder folder;
  std::ofstream(folder / "words.nc") << "not a raster";
  CHECK_THAT(refusal([&] { NetcdfFile {folder / "words.nc"}; }), Contains("words.nc: cannot be opened as netCDF"));
  CHECK_THAT(refusal([&] { NetcdfFile {folder / "gone.nc"}; }), Contains("gone.nc: no such file"));
  CHECK_THAT(refusal([&] { NetcdfFile {folder / ""}; }), Contains("is a folder"));
  for (const char* const path :
       {"https://example.org/a.nc", "http:/example.org/a.nc", "/home/me/https:/example.org/a.nc",
        "/vsicurl/https://example.org/a.nc", "/vsis3/bucket/a.nc", "dods://example.org/a"})
    CHECK_THAT(refusal([&] { NetcdfFile {path}; }), Contains(path) && Contains("is a network address"));
}
