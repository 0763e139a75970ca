#include "forcing/file/netcdf_file.h"

#include <array>
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

TEST_CASE("a read of more than memory should hold is refused before it begins", "[forcing][netcdf_file]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "big.nc");
    const int y = nc.dimension("lat", std::size_t {1} << 40), x = nc.dimension("lon", std::size_t {1} << 40);
    nc.text(nc.variable("lat", NC_DOUBLE, {y}), "units", "degrees_north");
    nc.text(nc.variable("lon", NC_DOUBLE, {x}), "units", "degrees_east");
    nc.variable("v", NC_FLOAT, {y, x});
  }
  const NetcdfFile file(folder / "big.nc");
  CHECK_THAT(testing::refusal([&] { (void)file.read(*file.find("lat")); }),
             Catch::Matchers::Contains("big.nc: variable lat would need 1099511627776 values at once"));
  const std::array<std::size_t, 2> start {0, 0}, count {std::size_t {1} << 40, std::size_t {1} << 40};
  CHECK_THAT(testing::refusal([&] { (void)file.read(*file.find("v"), start, count); }),
             Catch::Matchers::Contains("1099511627776 x 1099511627776 values at once"));
}

TEST_CASE("types of a file's own are listed but hold no numbers", "[forcing][netcdf_file]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "own.nc");
    const int n = nc.dimension("n", 3), m = nc.dimension("m", 2);
    int type = 0;
    nc_def_opaque(nc.id(), 12, "blob", &type);
    nc.variable("o", type, {n, m});
    nc.variable("v", NC_FLOAT, {n, m});
  }
  const NetcdfFile file(folder / "own.nc");
  REQUIRE(file.find("o") != nullptr);
  CHECK_FALSE(file.find("o")->numeric());
  CHECK(file.pick("").name == "v");
  CHECK_THAT(testing::refusal([&] { (void)file.read(*file.find("o")); }),
             Catch::Matchers::Contains("own.nc: variable o does not hold numbers but a type of the file's own"));
}

TEST_CASE("texts of either kind are read without their blanks", "[forcing][netcdf_file]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "t.nc");
    const int n = nc.dimension("n", 2), letters = nc.dimension("letters", 4);
    nc_put_var_text(nc.id(), nc.variable("chars", NC_CHAR, {n, letters}), "0001ab  ");
    std::array<const char*, 2> lines {"0005", "0001 "};
    nc_put_var_string(nc.id(), nc.variable("strings", NC_STRING, {n}), lines.data());
    nc.variable("v", NC_FLOAT, {n});
  }
  const NetcdfFile file(folder / "t.nc");
  CHECK(file.read_texts(*file.find("chars")) == std::vector<std::string> {"0001", "ab"});
  CHECK(file.read_texts(*file.find("strings")) == std::vector<std::string> {"0005", "0001"});
  CHECK_THAT(testing::refusal([&] { (void)file.read_texts(*file.find("v")); }),
             Catch::Matchers::Contains("t.nc: variable v does not hold text"));
}
