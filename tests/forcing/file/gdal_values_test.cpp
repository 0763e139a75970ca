#include <cpl_string.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>

#include "forcing/file/raster.h"
#include "make_files.h"

/// Which pixels have a value: missing codes, masks, alpha, tiles never written, reads that fail.

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;
using testing::TempFolder;
using testing::TiffMaker;

namespace {

std::vector<double> all_of(const Raster& raster)
{
  return raster.read(0, {0, 0, raster.grid.x.size(), raster.grid.y.size()});
}

std::size_t gaps(const std::vector<double>& values)
{
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return std::isnan(v); }));
}

std::string why_not(const std::string& file, const std::string& variable = "")
{
  return refusal([&] { (void)all_of(open_raster(RasterRequest {file, variable, ""})); });
}

/// 4 x 2 cells: 1, 2, ... 8 but for the third one, which is `odd`.
TiffMaker small(GDALDataType type)
{
  TiffMaker tiff;
  tiff.type = type;
  tiff.columns = 4;
  tiff.rows = 2;
  return tiff;
}

std::vector<double> read_back(const TiffMaker& tiff, double odd)
{
  const TempFolder folder;
  int count = 0;
  tiff.write(folder / "a.tif", [&](double, double) { return ++count, 0.0; });
  GDALDataset* const data = GDALDataset::Open((folder / "a.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE);
  std::vector<double> values {1, 2, odd, 4, 5, 6, 7, 8};
  if (data->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 4, 2, values.data(), 4, 2, GDT_Float64, 0, 0, nullptr) !=
      CE_None)
    throw std::runtime_error("RasterIO");
  GDALClose(data);
  return all_of(open_map({folder / "a.tif", "", ""}));
}

}  // namespace

TEST_CASE("a missing code is compared in the band's own type", "[gdal]")
{
  TiffMaker floats = small(GDT_Float32);
  floats.has_nodata = true;
  floats.nodata = -3.4028234e38;  // written with fewer digits than the float has
  std::vector<double> values = read_back(floats, -std::numeric_limits<float>::max());
  CHECK(std::isnan(values[2]));
  CHECK(gaps(values) == 1);

  floats.nodata = -9999;  // and NaN beside it
  CHECK(std::isnan(read_back(floats, std::nan(""))[2]));
  CHECK(std::isnan(read_back(floats, -9999)[2]));

  floats.nodata = std::nan("");
  CHECK(gaps(read_back(floats, std::nan(""))) == 1);

  TiffMaker bytes = small(GDT_Byte);
  bytes.has_nodata = true;
  bytes.nodata = 255;
  CHECK(gaps(read_back(bytes, 255)) == 1);
  bytes.nodata = -9999;  // which no byte can be
  CHECK(gaps(read_back(bytes, 0)) == 0);
}

TEST_CASE("missing codes and scale: the code is of the stored number", "[gdal]")
{
  TiffMaker shorts = small(GDT_Int16);
  shorts.has_nodata = true;
  shorts.nodata = 0;
  shorts.scale = -0.5;
  shorts.offset = 100;
  const std::vector<double> values = read_back(shorts, 0);
  CHECK(std::isnan(values[2]));
  CHECK(values[7] == 96);
}

TEST_CASE("missing codes of 64 bits are not rounded to doubles", "[gdal]")
{
  const TempFolder folder;
  TiffMaker wide = small(GDT_Int64);
  wide.write(folder / "a.tif", [](double, double) { return 0.0; });
  const std::int64_t code = std::numeric_limits<std::int64_t>::min() + 1;
  GDALDataset* const data = GDALDataset::Open((folder / "a.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE);
  std::vector<std::int64_t> stored {1, code, code - 1, 4, 5, 6, 7, 8};
  REQUIRE(data->GetRasterBand(1)->SetNoDataValueAsInt64(code) == CE_None);
  REQUIRE(data->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 4, 2, stored.data(), 4, 2, GDT_Int64, 0, 0, nullptr) ==
          CE_None);
  GDALClose(data);
  const std::vector<double> values = all_of(open_map({folder / "a.tif", "", ""}));
  CHECK(std::isnan(values[1]));
  CHECK(values[2] == -9223372036854775808.0);
  CHECK(gaps(values) == 1);
}

TEST_CASE("signed bytes are signed", "[gdal]")
{
  TiffMaker bytes = small(GDT_Byte);
  bytes.options = {"PIXELTYPE=SIGNEDBYTE"};
  bytes.has_nodata = true;
  bytes.nodata = -128;
  CHECK(read_back(bytes, 255)[2] == -1);
  CHECK(std::isnan(read_back(bytes, 128)[2]));
}

TEST_CASE("masked pixels are missing", "[gdal]")
{
  const TempFolder folder;
  const bool inside = GENERATE(true, false);  // the TIFF, or a .msk beside it
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", inside ? "YES" : "NO");
  TiffMaker tiff = small(GDT_Float32);
  tiff.has_nodata = true;
  tiff.nodata = 7;
  tiff.write(folder / "a.tif", [&](double x, double) { return x == tiff.x_of(3) ? 7.0 : 5.0; });
  GDALDataset* const data = GDALDataset::Open((folder / "a.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE);
  REQUIRE(data->CreateMaskBand(GMF_PER_DATASET) == CE_None);
  std::vector<std::uint8_t> mask {255, 0, 255, 255, 255, 255, 255, 255};
  REQUIRE(data->GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, 0, 4, 2, mask.data(), 4, 2, GDT_Byte, 0, 0,
                                                          nullptr) == CE_None);
  GDALClose(data);
  CPLSetConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
  REQUIRE(std::filesystem::exists(folder / "a.tif.msk") != inside);
  const std::vector<double> values = all_of(open_map({folder / "a.tif", "", ""}));
  CHECK(std::isnan(values[1]));
  CHECK(std::isnan(values[3]));  // the code counts beside the mask
  CHECK(gaps(values) == 3);
}

TEST_CASE("transparent pixels are missing, also beside a missing code", "[gdal]")
{
  const TempFolder folder;
  const bool with_code = GENERATE(false, true);
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  CPLStringList options;
  options.AddString("ALPHA=YES");
  GDALDataset* const data = driver->Create((folder / "a.tif").c_str(), 4, 2, 2, GDT_Byte, options.List());
  double t[6] = {-150, 0.5, 0, 70, 0, -0.5};
  data->SetGeoTransform(t);
  OGRSpatialReference crs;
  crs.SetFromUserInput("EPSG:4326");
  data->SetSpatialRef(&crs);
  std::vector<std::uint8_t> grey {1, 2, 3, 4, 5, 6, 7, 8}, alpha {255, 0, 255, 1, 255, 255, 255, 255};
  if (with_code) data->GetRasterBand(1)->SetNoDataValue(8);
  REQUIRE(data->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, 4, 2, grey.data(), 4, 2, GDT_Byte, 0, 0, nullptr) ==
          CE_None);
  REQUIRE(data->GetRasterBand(2)->RasterIO(GF_Write, 0, 0, 4, 2, alpha.data(), 4, 2, GDT_Byte, 0, 0, nullptr) ==
          CE_None);
  GDALClose(data);
  const std::vector<double> values = all_of(open_map({folder / "a.tif", "", ""}));  // alpha is no second band to name
  CHECK(std::isnan(values[1]));
  CHECK(values[3] == 4);
  CHECK(gaps(values) == (with_code ? 2 : 1));
}

TEST_CASE("a tile that was never written is missing, not zero", "[gdal]")
{
  const TempFolder folder;
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  CPLStringList options;
  for (const char* const option : {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "SPARSE_OK=TRUE"})
    options.AddString(option);
  GDALDataset* const data = driver->Create((folder / "a.tif").c_str(), 48, 32, 1, GDT_Float32, options.List());
  double t[6] = {-150, 0.5, 0, 70, 0, -0.5};
  data->SetGeoTransform(t);
  OGRSpatialReference crs;
  crs.SetFromUserInput("EPSG:4326");
  data->SetSpatialRef(&crs);
  std::vector<float> tile(256, 3.0f);
  REQUIRE(data->GetRasterBand(1)->RasterIO(GF_Write, 16, 0, 16, 16, tile.data(), 16, 16, GDT_Float32, 0, 0, nullptr) ==
          CE_None);
  GDALClose(data);
  const std::vector<double> values = all_of(open_map({folder / "a.tif", "", ""}));
  CHECK(gaps(values) == 48 * 32 - 256);
  CHECK(values[16] == 3);
  CHECK(std::isnan(values[15]));
  CHECK(open_map({folder / "a.tif", "", ""}).read(0, {14, 14, 4, 4})[2] == 3);
}

TEST_CASE("what no part of a mosaic covers is missing, not zero", "[gdal]")
{
  const TempFolder folder;
  small(GDT_Float32).write(folder / "a.tif", [](double, double) { return 3.0; });
  std::ofstream(folder / "a.vrt") << R"(<VRTDataset rasterXSize="6" rasterYSize="2"><SRS>EPSG:4326</SRS>
<GeoTransform>-150, 0.5, 0, 75, 0, -0.5</GeoTransform><VRTRasterBand dataType="Float32" band="1"><SimpleSource>
<SourceFilename relativeToVRT="1">a.tif</SourceFilename><SourceBand>1</SourceBand>
<SrcRect xOff="0" yOff="0" xSize="4" ySize="2"/><DstRect xOff="1" yOff="0" xSize="4" ySize="2"/></SimpleSource>
</VRTRasterBand></VRTDataset>)";
  const std::vector<double> values = all_of(open_map({folder / "a.vrt", "", ""}));
  CHECK(gaps(values) == 4);
  CHECK(std::isnan(values[0]));
  CHECK(values[1] == 3);
  CHECK(std::isnan(values[5]));
  std::filesystem::remove(folder / "a.tif");
  CHECK_THAT(why_not(folder / "a.vrt"), Contains("cannot be read"));
}

TEST_CASE("a raster that is cut off is refused, never read as zeros", "[gdal]")
{
  const TempFolder folder;
  TiffMaker tiff;
  const std::string compression = GENERATE("NONE", "DEFLATE", "LZW", "PACKBITS");
  tiff.options = {"COMPRESS=" + compression};
  tiff.write(folder / "a.tif", [](double x, double y) { return std::sin(x * y); });
  CHECK(why_not(folder / "a.tif").empty());
  std::filesystem::resize_file(folder / "a.tif", std::filesystem::file_size(folder / "a.tif") - 1000);
  CHECK_THAT(why_not(folder / "a.tif"),
             Contains("the values of band 1 cannot be read") || Contains("cannot be opened as a raster"));
}

TEST_CASE("damaged compressed tiles are refused", "[gdal]")
{
  const TempFolder folder;
  TiffMaker tiff;
  tiff.options = {"COMPRESS=DEFLATE"};
  tiff.write(folder / "a.tif", [](double x, double y) { return std::sin(x * y); });
  {
    std::fstream file(folder / "a.tif", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(folder / "a.tif") - 700));
    file << std::string(400, '\x55');
  }
  CHECK_THAT(why_not(folder / "a.tif"), Contains("cannot be read"));
}

TEST_CASE("complex numbers and monstrous blocks are refused", "[gdal]")
{
  const TempFolder folder;
  small(GDT_CFloat32).write(folder / "c.tif", [](double, double) { return 1.0; });
  CHECK(why_not(folder / "c.tif") == folder / "c.tif: band 1 holds complex numbers");
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  CPLStringList options;
  for (const char* const option : {"BLOCKYSIZE=20000", "SPARSE_OK=TRUE", "COMPRESS=DEFLATE"}) options.AddString(option);
  GDALDataset* const data = driver->Create((folder / "b.tif").c_str(), 20000, 20000, 1, GDT_Float32, options.List());
  double t[6] = {-150, 0.001, 0, 70, 0, -0.001};
  data->SetGeoTransform(t);
  OGRSpatialReference crs;
  crs.SetFromUserInput("EPSG:4326");
  data->SetSpatialRef(&crs);
  GDALClose(data);
  CHECK_THAT(refusal([&] {
               (void)open_map({folder / "b.tif", "", ""});
             }),
             Contains("blocks of 20000 x 20000 cells (1526 MB)"));
}
