#include "gis/map_file.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "gis/gdal.h"
#include "made_up.h"

using namespace rangifer;
using namespace rangifer::gis;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The value of a cell is its number, the southernmost row first.
Map numbered(const Grid& grid)
{
  Map map {"numbers of the cells", "km-2", false, {}, {{"2004", {}}, {"2005", {}}}};
  for (std::size_t i = 0; i < grid.size(); ++i) {
    map.bands[0].values.push_back(static_cast<double>(i));
    map.bands[1].values.push_back(i % 2 == 0 ? nan : -0.5 * static_cast<double>(i));
  }
  return map;
}

double value(GDALDataset& data, int band, int column, int row)
{
  double out = nan;
  CHECK(data.GetRasterBand(band)->RasterIO(GF_Read, column, row, 1, 1, &out, 1, 1, GDT_Float64, 0, 0, nullptr) ==
        CE_None);
  return out;
}

}  // namespace

TEST_CASE("a map lies north up where its cells are", "[gis]")
{
  const made_up::Folder folder("north_up");
  const Grid grid = made_up::grid();
  write_map(folder / "map.tif", grid, numbered(grid));
  const GDALDatasetUniquePtr data(GDALDataset::Open((folder / "map.tif").c_str(), GDAL_OF_RASTER));
  REQUIRE(data != nullptr);
  std::array<double, 6> to_crs {};
  data->GetGeoTransform(to_crs.data());
  CHECK(to_crs == std::array<double, 6> {-150'000, 5000, 0, 120'000, 0, -5000});
  const OGRSpatialReference crs = spatial_reference(grid.crs);
  REQUIRE(data->GetSpatialRef() != nullptr);
  CHECK(data->GetSpatialRef()->IsSame(&crs) != 0);
  CHECK(std::string(data->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE")) == "COG");
  CHECK(std::string(data->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE")) == "DEFLATE");
  GDALRasterBand& second = *data->GetRasterBand(2);
  CHECK(std::string(second.GetDescription()) == "2005");
  CHECK(std::string(second.GetUnitType()) == "km-2");
  CHECK(std::isnan(second.GetNoDataValue()));
  CHECK(second.GetRasterDataType() == GDT_Float32);
  CHECK(value(*data, 1, 0, grid.rows - 1) == 0.0);
  CHECK(value(*data, 1, 7, 0) == static_cast<double>(grid.index(7, grid.rows - 1)));
  CHECK(std::isnan(value(*data, 2, 0, grid.rows - 1)));
  CHECK(value(*data, 2, 1, grid.rows - 1) == -0.5);
}

TEST_CASE("whole numbers stay whole", "[gis]")
{
  const made_up::Folder folder("whole");
  const Grid grid = made_up::grid();
  Map map {"bits", "", true, 0.0, {{"bits", std::vector<double>(grid.size(), 0.0)}}};
  map.bands[0].values[3] = 1073741825;  // no 32-bit float holds it
  write_map(folder / "map.tif", grid, map);
  const GDALDatasetUniquePtr data(GDALDataset::Open((folder / "map.tif").c_str(), GDAL_OF_RASTER));
  REQUIRE(data != nullptr);
  CHECK(data->GetRasterBand(1)->GetRasterDataType() == GDT_Int32);
  CHECK(data->GetRasterBand(1)->GetNoDataValue() == 0.0);
  CHECK(value(*data, 1, 3, grid.rows - 1) == 1073741825);
}

TEST_CASE("equal maps give equal bytes, and no file beside", "[gis][reproducible]")
{
  const made_up::Folder folder("bytes");
  Grid grid = made_up::grid();
  grid.columns = 700;  // large enough for an overview
  grid.rows = 600;
  for (const char* name : {"a.tif", "b.tif"}) write_map(folder / name, grid, numbered(grid));
  CHECK(made_up::bytes_of(folder / "a.tif").size() > 1000);
  CHECK(made_up::bytes_of(folder / "a.tif") == made_up::bytes_of(folder / "b.tif"));
  CHECK(folder.files() == 2);
  const GDALDatasetUniquePtr data(GDALDataset::Open((folder / "a.tif").c_str(), GDAL_OF_RASTER));
  CHECK(data->GetRasterBand(1)->GetOverviewCount() == 1);
}

TEST_CASE("a map that cannot be written says so", "[gis]")
{
  const made_up::Folder folder("no_map");
  const Grid grid = made_up::grid();
  CHECK_THROWS_WITH(write_map(folder / "none/map.tif", grid, numbered(grid)),
                    Catch::Contains("none/map.tif: cannot be written: "));
  Grid nowhere = grid;
  nowhere.crs = "EPSG:none";
  CHECK_THROWS_AS(write_map(folder / "map.tif", nowhere, numbered(grid)), InputError);
}
