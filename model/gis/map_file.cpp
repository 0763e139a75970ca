#include "gis/map_file.h"

#include <array>
#include <cassert>
#include <limits>

#include "gis/gdal.h"

namespace rangifer::gis {

namespace {

using Data = GDALDatasetUniquePtr;

/// The northernmost row first, as GeoTIFF has it.
std::vector<double> north_up(const Grid& grid, const std::vector<double>& values)
{
  assert(values.size() == grid.size());
  std::vector<double> turned;
  turned.reserve(values.size());
  for (int row = grid.rows - 1; row >= 0; --row) {
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(grid.index(0, row));
    turned.insert(turned.end(), from, from + grid.columns);
  }
  return turned;
}

bool fill(GDALRasterBand& band, const Grid& grid, const Map& map, const Band& from)
{
  band.SetDescription(from.name.c_str());
  if (!map.unit.empty()) band.SetUnitType(map.unit.c_str());
  if (!map.whole) band.SetNoDataValue(std::numeric_limits<double>::quiet_NaN());
  else if (map.missing) band.SetNoDataValue(*map.missing);
  std::vector<double> values = north_up(grid, from.values);
  return band.RasterIO(GF_Write, 0, 0, grid.columns, grid.rows, values.data(), grid.columns, grid.rows, GDT_Float64, 0,
                       0, nullptr) == CE_None;
}

}  // namespace

void write_map(const std::filesystem::path& file, const Grid& grid, const Map& map)
{
  const Gdal gdal;
  const OGRSpatialReference crs = spatial_reference(grid.crs);
  const Data data(driver("MEM").Create("", grid.columns, grid.rows, static_cast<int>(map.bands.size()),
                                       map.whole ? GDT_Int32 : GDT_Float32, nullptr));
  gdal.require(data != nullptr, file);
  std::array<double, 6> to_crs {grid.x_min_m, grid.cell_m, 0, grid.y_max_m(), 0, -grid.cell_m};
  data->SetGeoTransform(to_crs.data());
  data->SetSpatialRef(&crs);
  data->SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", map.title.c_str());
  for (std::size_t b = 0; b < map.bands.size(); ++b)
    gdal.require(fill(*data->GetRasterBand(static_cast<int>(b) + 1), grid, map, map.bands[b]), file);
  std::array<const char*, 6> options {
    "COMPRESS=DEFLATE", "PREDICTOR=YES",
    "NUM_THREADS=1",    map.whole ? "OVERVIEW_RESAMPLING=NEAREST" : "OVERVIEW_RESAMPLING=AVERAGE",
    "BIGTIFF=IF_SAFER", nullptr};
  Data written(
    driver("COG").CreateCopy(file.c_str(), data.get(), 1, const_cast<char**>(options.data()), nullptr, nullptr));
  const bool made = written != nullptr;
  written.reset();  // the last bytes are written now
  gdal.require(made, file);
}

}  // namespace rangifer::gis
