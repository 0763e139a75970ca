#include <cpl_string.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "forcing/file/raster.h"
#include "make_files.h"

/// Where a GDAL raster lies and which of its bands is meant.

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;
using testing::TempFolder;
using testing::TiffMaker;

namespace {

std::string why_not(const std::string& file, const std::string& variable = "", const std::string& select = "")
{
  return refusal([&] { (void)open_raster(RasterRequest {file, variable, select}).read(0, {0, 0, 2, 2}); });
}

double first_value(const std::string& file, const std::string& variable)
{
  return open_raster(RasterRequest {file, variable, ""}).read(0, {0, 0, 1, 1})[0];
}

/// Band b is b everywhere; the file's own metadata are left to `finish`.
void write_bands(const std::string& path, int bands, const char* driver_name, const std::vector<std::string>& options,
                 const std::function<void(GDALDataset&)>& finish = {})
{
  GDALAllRegister();
  GDALDataset* const data =
    GetGDALDriverManager()->GetDriverByName("MEM")->Create("", 8, 6, bands, GDT_Float32, nullptr);
  double t[6] = {-150, 0.5, 0, 70, 0, -0.5};
  data->SetGeoTransform(t);
  OGRSpatialReference crs;
  crs.SetFromUserInput("EPSG:4326");
  data->SetSpatialRef(&crs);
  for (int b = 1; b <= bands; ++b) data->GetRasterBand(b)->Fill(b);
  if (finish) finish(*data);
  CPLStringList list;
  for (const std::string& option : options) list.AddString(option.c_str());
  GDALDataset* const copy = GetGDALDriverManager()
                              ->GetDriverByName(driver_name)
                              ->CreateCopy(path.c_str(), data, FALSE, list.List(), nullptr, nullptr);
  GDALClose(data);
  if (copy == nullptr) throw std::runtime_error("CreateCopy");
  GDALClose(copy);
}

void write_vrt(const std::string& path, const std::string& inside)
{
  std::ofstream(path) << R"(<VRTDataset rasterXSize="4" rasterYSize="4">)" << inside
                      << R"(<VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename relativeToVRT="0">)"
                      << "/vsimem/x.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>";
}

const std::string transform = "<GeoTransform>-150, 0.5, 0, 75, 0, -0.5</GeoTransform>";

}  // namespace

TEST_CASE("of several bands one must be named", "[gdal]")
{
  const TempFolder folder;
  write_bands(folder / "a.tif", 3, "GTiff", {}, [](GDALDataset& data) {
    data.GetRasterBand(1)->SetDescription("tussock");
    data.GetRasterBand(2)->SetDescription("shrub");
  });
  CHECK(why_not(folder / "a.tif") ==
        folder / "a.tif: has 3 bands: 1 (tussock), 2 (shrub), 3; name one with `variable`");
  CHECK(first_value(folder / "a.tif", "shrub") == 2);
  CHECK(first_value(folder / "a.tif", "3") == 3);
  CHECK(first_value(folder / "a.tif", "band 3") == 3);
  CHECK_THAT(why_not(folder / "a.tif", "shrubs"), Contains("did you mean shrub?"));
  CHECK_THAT(why_not(folder / "a.tif", "4"), Contains("no band 4; it has 3"));
  CHECK_THAT(why_not(folder / "a.tif", "3", "height = 2"), Contains("only netCDF has further dimensions"));
  CHECK(open_map({folder / "a.tif", "2", ""}).variable == "band 2");
}

TEST_CASE("the parts of a container are variables", "[gdal]")
{
  const TempFolder folder;
  write_bands(folder / "a.gpkg", 1, "GPKG", {"RASTER_TABLE=ndvi", "TILE_FORMAT=TIFF"});
  write_bands(folder / "a.gpkg", 1, "GPKG", {"RASTER_TABLE=quality", "TILE_FORMAT=TIFF", "APPEND_SUBDATASET=YES"});
  CHECK(why_not(folder / "a.gpkg") ==
        folder / "a.gpkg: 2 variables could be meant: ndvi, quality; name one with `variable`");
  CHECK(first_value(folder / "a.gpkg", "quality") == 1);
  CHECK(open_map({folder / "a.gpkg", "ndvi", ""}).variable == "ndvi");
  CHECK_THAT(why_not(folder / "a.gpkg", "qualty"), Contains("did you mean quality?"));
  REQUIRE(list_variables(folder / "a.gpkg").size() == 2);
  CHECK(list_variables(folder / "a.gpkg")[1].name == "quality");
}

TEST_CASE("a raster without a sure place is refused", "[gdal]")
{
  const TempFolder folder;
  const std::string f = folder / "a.vrt";
  const auto why = [&](const std::string& inside) {
    write_vrt(f, inside);
    return why_not(f);
  };
  CHECK(why("<SRS>EPSG:4326</SRS>") == f + ": has no georeference (no geotransform)");
  CHECK(why(transform) == f + ": has no coordinate reference system");
  CHECK_THAT(why("<SRS>EPSG:4326</SRS><GeoTransform>-150, 0.5, 0.1, 75, 0, -0.5</GeoTransform>"),
             Contains("is rotated against its axes"));
  CHECK_THAT(why("<SRS>EPSG:4326</SRS><GeoTransform>-150, 0, 0, 75, 0, -0.5</GeoTransform>"),
             Contains("cells of no size"));
  CHECK_THAT(why(R"(<GCPList Projection="EPSG:4326"><GCP Id="1" Pixel="1" Line="1" X="1" Y="1"/></GCPList>)"),
             Contains("control points only"));
  CHECK_THAT(why(R"(<SRS>LOCAL_CS["grid",UNIT["metre",1]]</SRS>)" + transform), Contains("nowhere on the earth"));
  CHECK_THAT(why("<SRS>EPSG:4807</SRS>" + transform), Contains("not in degrees"));  // grads from Paris
  CHECK_THAT(why("<SRS>EPSG:4978</SRS>" + transform), Contains("geocentric"));
  CHECK_THAT(
    why(
      R"(<SRS>GEOGCRS["Moon",DATUM["Moon",ELLIPSOID["Moon",1737400,0,LENGTHUNIT["metre",1]]],CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],ANGLEUNIT["degree",0.0174532925199433]]</SRS>)" +
      transform),
    Contains("PROJ finds no way from its coordinate reference system (Moon)"));
  CHECK_THAT(why("<SRS>EPSG:3338</SRS><GeoTransform>1e12, 1000, 0, 1e12, 0, -1000</GeoTransform>"),
             Contains("no place on the earth"));
}

TEST_CASE("south-first rows and feet are no reason to refuse", "[gdal]")
{
  const TempFolder folder;
  TiffMaker tiff;
  tiff.crs = "EPSG:2229";  // California 5, US feet
  tiff.west = 6'500'000, tiff.north = 1'800'000, tiff.step_x = 100, tiff.step_y = -100;
  tiff.write(folder / "a.tif", [](double, double y) { return y; });
  const Raster raster = open_map({folder / "a.tif", "", ""});
  CHECK(raster.grid.y[1] > raster.grid.y[0]);
  CHECK(raster.read(0, {0, 3, 1, 1})[0] == raster.grid.y[3]);
}

TEST_CASE("a mosaic never reaches into the network", "[gdal]")
{
  const TempFolder folder;
  const auto source = GENERATE(as<std::string> {}, "/vsicurl/http://127.0.0.1:9/a.tif", "http://127.0.0.1:9/a.tif",
                               "/vsis3/bucket/a.tif", "/vsizip//vsicurl/https://127.0.0.1:9/a.zip/a.tif");
  std::ofstream(folder / "a.vrt") << "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><SRS>EPSG:4326</SRS>" << transform
                                  << "<VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename "
                                     "relativeToVRT=\"0\" shared=\"1\">"
                                  << source
                                  << "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
                                     "</VRTDataset>";
  CHECK(why_not(folder / "a.vrt") ==
        folder / ("a.vrt: names the network address " + source + "; inputs must be files of this machine"));
  std::ofstream(folder / "b.vrt") << "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><SRS>EPSG:4326</SRS>" << transform
                                  << "<VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename "
                                     "relativeToVRT=\"1\">a.vrt</SourceFilename><SourceBand>1</SourceBand>"
                                     "</SimpleSource></VRTRasterBand></VRTDataset>";
  CHECK_THAT(why_not(folder / "b.vrt"), Contains("cannot be read"));  // nor by a way round
}

TEST_CASE("a raster that claims to be endless is refused before it is read", "[gdal]")
{
  const TempFolder folder;
  std::ofstream(folder / "a.vrt") << "<VRTDataset rasterXSize=\"2000000000\" rasterYSize=\"4\"><SRS>EPSG:4326</SRS>"
                                  << transform << "<VRTRasterBand dataType=\"Byte\" band=\"1\"/></VRTDataset>";
  CHECK_THAT(why_not(folder / "a.vrt"), Contains("2000000000 x 4 cells; no axis may be longer than 16777216"));
}

TEST_CASE("longitudes and latitudes beyond the earth are refused", "[gdal][raster]")
{
  const TempFolder folder;
  const auto at = [&](double west, double north) {
    write_bands(folder / "far.tif", 1, "GTiff", {}, [&](GDALDataset& data) {
      double t[6] = {west, 0.5, 0, north, 0, -0.5};
      data.SetGeoTransform(t);
    });
    return why_not(folder / "far.tif");
  };
  CHECK_THAT(at(-2142.5, 70), Contains("its longitudes run from -2142.25 to -2138.75 degrees"));
  CHECK_THAT(at(-150, 91), Contains("its latitudes run from 88.25 to 90.75 degrees"));
  CHECK(at(-150, 90).empty());
}
