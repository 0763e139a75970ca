#include "forcing/file/netcdf_select.h"

#include <catch2/catch.hpp>

#include "forcing/file/netcdf_grid.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

/// v(number, level, lat, lon) = 100 number + 10 level + cell, with numbers 0, 1, 2 and levels 1000, 850.
void make_ensemble(const std::string& path)
{
  testing::NcMaker nc(path);
  const int number = nc.axis("number", "realization", "1", {0, 1, 2});
  const int level = nc.axis("level", "air_pressure", "hPa", {1000, 850});
  const int lat = nc.axis("lat", "latitude", "degrees_north", {60, 61}),
            lon = nc.axis("lon", "longitude", "degrees_east", {-141, -140});
  std::vector<double> values;
  for (int n = 0; n < 3; ++n)
    for (int l = 0; l < 2; ++l)
      for (int cell = 0; cell < 4; ++cell) values.push_back(100 * n + 10 * l + cell);
  nc.put(nc.variable("v", NC_FLOAT, {number, level, lat, lon}), values);
}

}  // namespace

TEST_CASE("further dimensions are selected by the value of their coordinate", "[forcing][netcdf_select]")
{
  const testing::TempFolder folder;
  make_ensemble(folder / "e.nc");
  const NetcdfFile file(folder / "e.nc");
  const GridVariable of = open_grid_variable(file, "v", " level=850 , number = 2");
  CHECK(read_window(file, of, 0, {0, 0, 2, 2}) == std::vector<double> {210, 211, 212, 213});
  CHECK(read_window(file, open_grid_variable(file, "v", "number = 0, level = 1000.0001"), 0, {0, 0, 1, 1}) ==
        std::vector<double> {0});
}

TEST_CASE("a selection that is missing or wrong is refused with what there is", "[forcing][netcdf_select]")
{
  const testing::TempFolder folder;
  make_ensemble(folder / "e.nc");
  const NetcdfFile file(folder / "e.nc");
  const auto with = [&](const char* select) { return refusal([&] { (void)open_grid_variable(file, "v", select); }); };
  CHECK_THAT(with("number = 1"), Contains("e.nc: variable v has 2 values along level (1000, 850); choose one"));
  CHECK_THAT(with("number = 1, level = 500"), Contains("has no level = 500; it has 1000, 850"));
  CHECK_THAT(with("numbr = 1, level = 850"), Contains("no dimension numbr to select from; did you mean number?"));
  CHECK_THAT(with("number = 1, level = 850, lat = 60"), Contains("lat of variable v is an axis of place or time"));
  CHECK_THAT(with("number 1"), Contains("does not read \"dimension = value, dimension = value\""));
  CHECK_THAT(with("number = 1, number = 2"), Contains("names number twice"));
}

TEST_CASE("without a coordinate variable the index is selected, texts by themselves", "[forcing][netcdf_select]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "s.nc");
    const int scenario = nc.dimension("scenario", 2), letters = nc.dimension("letters", 6),
              band = nc.dimension("band", 3);
    const int lat = nc.axis("lat", "latitude", "degrees_north", {60, 61}),
              lon = nc.axis("lon", "longitude", "degrees_east", {-141, -140});
    const int names = nc.variable("scenario", NC_CHAR, {scenario, letters});
    nc_put_var_text(nc.id(), names, "ssp126ssp5  ");
    std::vector<double> values;
    for (int i = 0; i < 24; ++i) values.push_back(i);
    nc.put(nc.variable("v", NC_FLOAT, {scenario, band, lat, lon}), values);
    nc.put(nc.variable("height", NC_DOUBLE, {}), {2});
  }
  const NetcdfFile file(folder / "s.nc");
  CHECK(file.read_texts(*file.find("scenario")) == std::vector<std::string> {"ssp126", "ssp5"});
  const GridVariable of = open_grid_variable(file, "v", "band = 1, scenario = ssp5, height = 2");
  CHECK(read_window(file, of, 0, {0, 0, 2, 1}) == std::vector<double> {16, 17});
  CHECK_THAT(refusal([&] { (void)open_grid_variable(file, "v", "band = 0"); }),
             Contains("2 values along scenario (ssp126, ssp5)"));
  CHECK_THAT(refusal([&] { (void)open_grid_variable(file, "v", "band = 3, scenario = ssp5"); }),
             Contains("has no band = 3; it has 0, 1, 2"));
  CHECK_THAT(refusal([&] { (void)open_grid_variable(file, "v", "band = 0, scenario = ssp5, height = 10"); }),
             Contains("has no height = 10; it is at 2"));
}
