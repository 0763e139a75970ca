#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "forcing/file/netcdf_grid.h"
#include "forcing/file/raster.h"
#include "forcing/generator/monthly.h"
#include "forcing/time/time_axis.h"
#include "make_files.h"

/// Real files that nobody here made, with numbers from two independent tools (shared/data/README.md).
/// Skipped, with a word about it, where the folder is not there.

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;

namespace {

/// "" if the file is not here.
std::string real_file(const std::string& name)
{
  const std::string path = std::string(RANGIFER_SOURCE_DIR) + "/../shared/data/" + name;
  if (std::filesystem::exists(path)) return path;
  WARN("skipped: no " << path);
  return "";
}

TimeAxis time_axis(const std::string& path, const std::string& variable)
{
  return TimeAxis(open_raster(RasterRequest {path, variable, ""}).times.value());
}

/// Area-weighted mean of what a map has between these longitudes (0..360) and latitudes.
double box_mean(const std::string& path, double west, double east, double south, double north)
{
  const NetcdfFile file(path);
  const GridVariable of = open_grid_variable(file, "");
  const std::vector<double> all = read_window(file, of, 0, {0, 0, of.grid.x.size(), of.grid.y.size()});
  double sum = 0, weight = 0;
  for (std::size_t j = 0; j < of.grid.y.size(); ++j)
    for (std::size_t i = 0; i < of.grid.x.size(); ++i) {
      const double lon = of.grid.x[i], lat = of.grid.y[j];
      if (lon < west || lon > east || lat < south || lat > north) continue;
      sum += std::cos(lat * 3.14159265358979 / 180) * all[j * of.grid.x.size() + i];
      weight += std::cos(lat * 3.14159265358979 / 180);
    }
  return sum / weight;
}

}  // namespace

TEST_CASE("ERA5 gusts, packed in shorts", "[forcing][real]")
{
  const std::string path = real_file("climate/era5_wgust_20110801_packed_int16.nc");
  if (path.empty()) return;
  const std::vector<double> lon {-145}, lat {68};
  CHECK(read_static_at(path, "i10fg", "m s-1", lon, lat)[0] == Approx(7.21763).margin(5e-6));
  CHECK(box_mean(path, 190, 240, 60, 72) == Approx(6.4254).margin(5e-5));
  CHECK(to_string(time_axis(path, "").first()) == "2011-08-01");
}

TEST_CASE("CanESM2, 365_day: December 2006 to November 2007", "[forcing][real]")
{
  const std::string path = real_file("climate/canesm2_tas_2007_365day.nc");
  if (path.empty()) return;
  const Raster tas = open_raster(RasterRequest {path, "tas", ""});
  REQUIRE(tas.times);
  CHECK(tas.times->stamps.front() == CfTime {2006, 12, 16, 43200.0});
  CHECK(tas.times->stamps.back() == CfTime {2007, 11, 16, 0.0});
  const TimeAxis axis(*tas.times, TimeRules {});
  CHECK(to_string(axis.first()) == "2006-12-01");
  CHECK(to_string(axis.last()) == "2007-11-30");
}

TEST_CASE("Arctic CORDEX, rotated pole: the cell nearest 68 N 145 W", "[forcing][real]")
{
  const std::string path = real_file("climate/cordex_arc44_rotpole_tas_20010101.nc");
  if (path.empty()) return;
  const Raster tas = open_raster(RasterRequest {path, "tas", ""});
  const Sampler nearest(tas.grid, Places {geographic_crs, {-145}, {68}}, Resampling::nearest);
  const auto cell = nearest.nearest_of(0);
  REQUIRE(cell);
  CHECK(cell->row == 30);
  CHECK(cell->column == 83);
  std::vector<double> out(1);
  nearest.apply(tas.read(0, nearest.window()), out);
  CHECK(out[0] - 273.15 == Approx(-16.7035).margin(5e-5));
}

TEST_CASE("CanESM2, Gaussian grid: a place and its neighbours", "[forcing][real]")
{
  const std::string path = real_file("climate/canesm2_tas_2007_365day.nc");
  if (path.empty()) return;
  const NetcdfFile file(path);
  const GridVariable of = open_grid_variable(file, "tas");
  CHECK(of.grid.y.front() == Approx(-87.8638).margin(1e-3));
  CHECK(of.records() == 12);
  const std::vector<double> lon {-145}, lat {68};
  const auto months = read_monthly(path, "tas", "degC", lon, lat);
  CHECK(months[7][0] > 0.0);  // record 8 is mid-July
  CHECK(months[1][0] < -15.0);
}

TEST_CASE("Toolik, Alaska Albers: the CF axes are right, the GDAL GeoTransform is not", "[forcing][real]")
{
  const std::string path = real_file("climate/toolik_akalbers_1km/topo.nc");
  if (path.empty()) return;
  const Raster topo = open_map({path, "elevation", ""});
  CHECK(topo.grid.y[0] < topo.grid.y[9]);
  const std::vector<double> all = topo.read(0, {0, 0, 10, 10});
  const auto row_mean = [&](std::size_t row) {
    return std::accumulate(all.begin() + static_cast<std::ptrdiff_t>(10 * row),
                           all.begin() + static_cast<std::ptrdiff_t>(10 * row + 10), 0.0) /
           10;
  };
  CHECK(row_mean(0) == Approx(820).margin(1));  // southern row, towards the mountains
  CHECK(row_mean(9) == Approx(718).margin(1));
  const Places corner = in_crs({topo.grid.crs, {topo.grid.x[5]}, {topo.grid.y[5]}}, geographic_crs);
  CHECK(corner.x[0] == Approx(-149.6).margin(0.3));
  CHECK(corner.y[0] == Approx(68.6).margin(0.1));
}

TEST_CASE("CRU TS over Yukon: months since 1901 by name", "[forcing][real]")
{
  const std::string path = real_file("climate/cru_ts401_yukon_3x3_1901-2016.tmp.nc");
  if (path.empty()) return;
  const TimeAxis axis = time_axis(path, "tmp");
  CHECK(to_string(axis.first()) == "1901-01-01");
  CHECK(to_string(axis.last()) == "2016-12-31");
}

TEST_CASE("ERA5 months in today's layout: whole numbers yyyymmdd", "[forcing][real]")
{
  const std::string path = real_file("climate/era5_monthly_denali_1980.nc");
  if (path.empty()) return;
  const TimeAxis axis = time_axis(path, "t2m");
  CHECK(to_string(axis.first()) == "1980-01-01");
  CHECK(to_string(axis.last()) == "1989-12-31");
}

TEST_CASE("melt onset 2008: -9999 and NaN are both gaps", "[forcing][real]")
{
  const std::string path = real_file("climate/alaska_main_melt_onset_2008_akalbers_6km.tif");
  if (path.empty()) return;
  const Raster onset = open_map({path, "", ""});
  const std::vector<double> days = onset.read(0, {0, 0, onset.grid.x.size(), onset.grid.y.size()});
  for (const double day : days)
    if (!std::isnan(day)) REQUIRE((day > 0 && day < 366));
}

TEST_CASE("broken rasters are refused, not read as zeros", "[forcing][real]")
{
  for (const char* const name :
       {"torture/gdal-gtiff/byte_truncated.tif", "torture/gdal-gtiff/gtiff__lzw_corrupted.tif",
        "torture/gdal-gtiff/huge-number-strips.tif", "torture/gdal-gtiff/excessive-memory-TIFFFillTile.tif"}) {
    const std::string path = real_file(name);
    if (path.empty()) continue;
    CAPTURE(name);
    CHECK_THAT(testing::refusal([&] {
                 const Raster raster = open_map({path, "", ""});
                 (void)raster.read(0, {0, 0, raster.grid.x.size(), raster.grid.y.size()});
               }),
               Contains(".tif: "));
  }
}
