#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "forcing/file/netcdf_grid.h"
#include "forcing/space/curvilinear.h"
#include "make_files.h"

/// Real files that nobody here made, with numbers from two independent tools (shared/data/README.md).
/// Skipped, with a word about it, where they are not there.

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;

namespace {

/// "" if the file is not here.
std::string real_file(const std::string& name, const std::string& folder = "/../shared/data/")
{
  const std::string path = std::string(RANGIFER_SOURCE_DIR) + folder + name;
  if (std::filesystem::exists(path)) return path;
  WARN("skipped: no " << path);
  return "";
}

struct Found {
  SourceCell cell;
  double value = 0, longitude = 0, latitude = 0;
};

Found found_at(const std::string& path, const std::string& variable, double latitude, double longitude, Resampling how,
               std::size_t record = 0)
{
  const NetcdfFile file(path);
  const GridVariable of = open_grid_variable(file, variable);
  const Sampler sampler(of.grid, Places {geographic_crs, {longitude}, {latitude}}, how);
  REQUIRE(sampler.covered() == 1);
  Found out;
  sampler.apply(read_window(file, of, record, sampler.window()), {&out.value, 1});
  out.cell = *sampler.nearest_of(0);
  const Places centre = centres_of(of.grid, {&out.cell, 1});
  out.longitude = centre.x[0];
  out.latitude = centre.y[0];
  return out;
}

}  // namespace

TEST_CASE("the CORDEX cell nearest 68 N 145 W, by its rotated pole and by its places", "[forcing][real]")
{
  const std::string path = real_file("climate/cordex_arc44_rotpole_tas_20010101.nc");
  if (path.empty()) return;
  const Found by_pole = found_at(path, "tas", 68, -145, Resampling::nearest);
  CHECK(by_pole.cell.row == 30);
  CHECK(by_pole.cell.column == 83);
  CHECK(by_pole.latitude == Approx(67.88924).margin(1e-4));
  CHECK(by_pole.longitude == Approx(-144.89996).margin(1e-4));
  CHECK(by_pole.value - 273.15 == Approx(-16.7035).margin(1e-3));

  const NetcdfFile file(path);
  const GridVariable of = open_grid_variable(file, "tas");
  CHECK(of.time->name == "time");
  SourceGrid curvilinear = of.grid;
  const std::vector<double> lon = file.read(*file.find("lon")), lat = file.read(*file.find("lat"));
  curvilinear = {geographic_crs, false, testing::even(0, 1, 116), testing::even(0, 1, 133), lon, lat};
  Places places {geographic_crs, {}, {}};
  for (int i = 0; i < 200; ++i) {
    places.x.push_back(-141 + 30 * std::sin(i * 1.1));
    places.y.push_back(70 + 5 * std::cos(i * 0.7));
  }
  const Sampler a(of.grid, places), b(curvilinear, places);
  std::vector<double> via_pole(200), via_places(200);
  a.apply(read_window(file, of, 0, a.window()), via_pole);
  b.apply(read_window(file, of, 0, b.window()), via_places);
  for (std::size_t i = 0; i < 200; ++i) CHECK(via_pole[i] == Approx(via_places[i]).margin(0.01));
  const Sampler nearest(curvilinear, Places {geographic_crs, {-145}, {68}}, Resampling::nearest);
  CHECK(nearest.nearest_of(0)->row == 30);
  CHECK(nearest.nearest_of(0)->column == 83);
}

TEST_CASE("the Toolik topography is not mirrored, and its axes agree with its places", "[forcing][real]")
{
  const std::string path = real_file("climate/toolik_akalbers_1km/topo.nc");
  if (path.empty()) return;
  const NetcdfFile file(path);
  const GridVariable of = open_grid_variable(file, "elevation");
  CHECK_FALSE(of.grid.curvilinear());
  CHECK(of.grid.y.back() > of.grid.y.front());
  const auto mean_of_row = [&](std::size_t row) {
    double sum = 0;
    for (const double v : read_window(file, of, 0, {0, row, of.grid.x.size(), 1})) sum += v;
    return sum / static_cast<double>(of.grid.x.size());
  };
  CHECK(mean_of_row(0) == Approx(820).margin(1));
  CHECK(mean_of_row(9) == Approx(718).margin(1));
}

TEST_CASE("Toolik files do not share a grid", "[forcing][real]")
{
  const std::string climate = real_file("climate/toolik_akalbers_1km/historic-climate.nc"),
                    topography = real_file("climate/toolik_akalbers_1km/topo.nc");
  if (climate.empty() || topography.empty()) return;
  const NetcdfFile a(climate), b(topography);
  const double apart = open_grid_variable(a, "tair").grid.x[0] - open_grid_variable(b, "elevation").grid.x[0];
  CHECK(std::abs(apart) > 1);
  CHECK(std::abs(apart) < 1000);
}

TEST_CASE("ETOPO5: nodes of a south-first relief without a CRS", "[forcing][real]")
{
  const std::string path = real_file("etopo5.cdf", "/inputs/cache/usr/share/ferret-vis/data/");
  if (path.empty()) return;
  CHECK(found_at(path, "", 67.57, -139.83, Resampling::nearest).value == 320);
  CHECK(found_at(path, "", 69.277, -144.91, Resampling::nearest).value == 914);
  CHECK(found_at(path, "", 68.36, -133.73, Resampling::nearest).value == 91);
}

TEST_CASE("ERA5 gust at 68 N 145 W", "[forcing][real]")
{
  const std::string path = real_file("climate/era5_wgust_20110801_packed_int16.nc");
  if (path.empty()) return;
  CHECK(found_at(path, "", 68, -145, Resampling::nearest).value == Approx(7.21763).margin(1e-5));
  CHECK(found_at(path, "", 68, -145, Resampling::bilinear).value == Approx(7.21763).margin(1e-5));
}

TEST_CASE("GDAL's rotated poles, one without a name and one without an earth", "[forcing][real]")
{
  for (const char* const name : {"rotated_pole.nc", "rotated_pole_without_geogcrs_def.nc"}) {
    CAPTURE(name);
    const std::string path = real_file(std::string("torture/gdal-netcdf/") + name);
    if (path.empty()) return;
    const NetcdfFile file(path);
    const GridVariable of = open_grid_variable(file, "");
    CHECK(of.grid.geographic);
    CHECK_THAT(grid_text(of.grid), Contains("rotated pole"));
  }
}

TEST_CASE("no netCDF of the torture collection is read past its grid or crashes", "[forcing][real]")
{
  const std::string folder = real_file("torture/gdal-netcdf");
  if (folder.empty()) return;
  int read = 0, refused = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!entry.is_regular_file() || !looks_like_netcdf(path)) continue;
    CAPTURE(path);
    try {
      const NetcdfFile file(path);
      for (const NetcdfVariable& v : file.variables()) {
        try {
          const GridVariable of = open_grid_variable(file, v.name);
          REQUIRE(of.grid.x.size() >= 2);
          if (of.records() > 0) (void)read_window(file, of, 0, {0, 0, 1, 1});
          ++read;
        } catch (const InputError& e) {
          CHECK_THAT(e.what(), Contains(entry.path().filename().string()));
          ++refused;
        }
      }
    } catch (const InputError& e) {
      CHECK_THAT(e.what(), Contains(entry.path().filename().string()));
      ++refused;
    }
  }
  INFO("read " << read << ", refused " << refused);
  CHECK(read > 50);
}
