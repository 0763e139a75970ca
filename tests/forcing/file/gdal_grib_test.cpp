#include <cpl_string.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "forcing/file/raster.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;
using testing::TempFolder;

namespace {

/// One GRIB2 message: what it is (product definition template and its numbers) and its value everywhere.
struct Field {
  std::string product, numbers;
  double value;
};

Field temperature(int lead_h, int height_m, double kelvin)
{
  return {"0", "0 0 2 0 0 0 0 1 " + std::to_string(lead_h) + " 103 0 " + std::to_string(height_m) + " 255 0 0", kelvin};
}

/// The sum over six hours that begin `lead_h` after the reference.
Field precipitation(int lead_h, double mm)
{
  return {"8",
          "1 8 2 0 0 0 0 1 " + std::to_string(lead_h) + " 1 0 0 255 0 0 2020 1 1 " + std::to_string(lead_h + 6) +
            " 0 0 1 0 1 2 1 6 255 0",
          mm};
}

/// Messages of forecasts from 2020-01-01 00:00 on an 8 x 6 grid of half degrees.
std::string write_grib(const TempFolder& folder, const std::vector<Field>& fields)
{
  GDALAllRegister();
  const int count = static_cast<int>(fields.size());
  GDALDataset* const data =
    GetGDALDriverManager()->GetDriverByName("MEM")->Create("", 8, 6, count, GDT_Float32, nullptr);
  double t[6] = {-150, 0.5, 0, 70, 0, -0.5};
  data->SetGeoTransform(t);
  OGRSpatialReference crs;
  crs.SetFromUserInput("EPSG:4326");
  data->SetSpatialRef(&crs);
  CPLStringList list;
  list.AddString("INPUT_UNIT=K");
  for (int b = 1; b <= count; ++b) {
    const Field& field = fields[static_cast<std::size_t>(b - 1)];
    data->GetRasterBand(b)->Fill(field.value);
    const std::string band = "BAND_" + std::to_string(b) + "_";
    list.AddString((band + "DISCIPLINE=0").c_str());
    list.AddString((band + "IDS=CENTER=98(ECMWF) SUBCENTER=0 MASTER_TABLE=5 LOCAL_TABLE=0 SIGNF_REF_TIME=1 "
                           "REF_TIME=2020-01-01T00:00:00Z PROD_STATUS=0 TYPE=1")
                     .c_str());
    list.AddString((band + "PDS_PDTN=" + field.product).c_str());
    list.AddString((band + "PDS_TEMPLATE_ASSEMBLED_VALUES=" + field.numbers).c_str());
  }
  const std::string path = folder / "a.grb2";
  GDALDataset* const copy = GetGDALDriverManager()->GetDriverByName("GRIB")->CreateCopy(path.c_str(), data, FALSE,
                                                                                        list.List(), nullptr, nullptr);
  GDALClose(data);
  if (copy == nullptr) throw std::runtime_error("CreateCopy");
  GDALClose(copy);
  return path;
}

std::string why_not(const std::string& file, const std::string& variable = "")
{
  return refusal([&] { (void)open_raster(RasterRequest {file, variable, ""}); });
}

/// Changes bytes in place.
void patch(const std::string& path, std::size_t at, const std::string& bytes)
{
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
}

/// Where the grid section (3) of the first message begins: sections of known length follow 16 octets.
std::size_t grid_section(const std::string& path)
{
  std::ifstream file(path, std::ios::binary);
  const std::string bytes {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::size_t at = 16;
  while (bytes.at(at + 4) != 3) at += static_cast<unsigned char>(bytes.at(at + 3));
  return at;
}

}  // namespace

TEST_CASE("messages of one quantity are a series in time, in whatever order they come", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path =
    write_grib(folder, {temperature(6, 2, 266), temperature(0, 2, 260), temperature(12, 2, 272)});
  const Raster t = open_raster(RasterRequest {path, "", ""});
  CHECK(t.format == "GRIB");
  CHECK(t.variable == "TMP 2-HTGL");
  CHECK(t.units == "K");
  CHECK(t.step_type == "instant");
  REQUIRE(t.records == 3);
  REQUIRE(t.times);
  CHECK(t.times->stamps == std::vector<CfTime> {{2020, 1, 1, 0}, {2020, 1, 1, 6 * 3600}, {2020, 1, 1, 12 * 3600}});
  CHECK(t.times->bounds.empty());
  for (const std::size_t record : {0, 1, 2})
    CHECK(t.read(record, {3, 2, 1, 1})[0] == Approx(260.0 + 6.0 * static_cast<double>(record)).margin(1e-4));
  CHECK(t.grid.x[0] == Approx(-149.75));
  CHECK(t.grid.y[0] == Approx(69.75));
}

TEST_CASE("a sum over hours has its bounds", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path = write_grib(folder, {precipitation(0, 3), precipitation(6, 5)});
  const Raster rain = open_raster(RasterRequest {path, "apcp06", ""});
  CHECK(rain.units == "kg/(m^2)");
  CHECK(rain.step_type == "accum");
  REQUIRE(rain.times);
  CHECK(rain.times->bounds ==
        std::vector<CfTime> {{2020, 1, 1, 0}, {2020, 1, 1, 6 * 3600}, {2020, 1, 1, 6 * 3600}, {2020, 1, 1, 12 * 3600}});
}

TEST_CASE("several quantities or levels in a GRIB file: one must be named", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path = write_grib(folder, {temperature(0, 2, 260), temperature(0, 80, 262), precipitation(0, 3)});
  CHECK(why_not(path) ==
        path + ": 3 quantities could be meant: TMP 2-HTGL, TMP 80-HTGL, APCP06 0-SFC; name one with `variable`");
  CHECK_THAT(why_not(path, "TMP"), Contains("2 quantities could be meant: TMP 2-HTGL, TMP 80-HTGL"));
  CHECK_THAT(why_not(path, "TMPP"), Contains("did you mean TMP?"));
  CHECK(open_raster(RasterRequest {path, "TMP 80-HTGL", ""}).read(0, {0, 0, 1, 1})[0] == Approx(262).margin(1e-4));
  const std::vector<VariableListing> list = list_variables(path);
  REQUIRE(list.size() == 3);
  CHECK(list[1].name == "TMP 80-HTGL");
  CHECK(list[1].dimensions == "time 1, 8 x 6");
}

TEST_CASE("two messages of one time are refused", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path = write_grib(folder, {temperature(0, 2, 260), temperature(0, 2, 261)});
  CHECK_THAT(why_not(path), Contains("two messages for 2020-01-01") && Contains("(bands 1 and 2)"));
}

TEST_CASE("GRIB grids that GDAL would put in the wrong place are refused", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path = write_grib(folder, {temperature(0, 2, 260), temperature(6, 2, 261)});
  const std::size_t grid = grid_section(path);
  SECTION("Gaussian")
  {
    patch(path, grid + 12, std::string("\0\x28", 2));
    CHECK_THAT(why_not(path), Contains("Gaussian grid") && Contains("cdo"));
  }
  SECTION("reduced")
  {
    patch(path, grid + 30, "\xff\xff\xff\xff");
    CHECK_THAT(why_not(path), Contains("rows of different length") || Contains("cannot be opened"));
  }
  SECTION("several grids")
  {
    patch(path, grid + 46, std::string("\x03", 1));  // another first latitude in the first message only
    CHECK_THAT(why_not(path), Contains("different grids"));
  }
  SECTION("a kind nobody knows")
  {
    patch(path, grid + 12, std::string("\x01\x00", 2));
    CHECK_THAT(why_not(path), Contains("GRIB2 type 256") || Contains("cannot be opened"));
  }
}

TEST_CASE("a GRIB file that is cut off is refused", "[gdal][grib]")
{
  const TempFolder folder;
  const std::string path = write_grib(folder, {temperature(0, 2, 260), temperature(6, 2, 261)});
  const auto size = std::filesystem::file_size(path);
  std::filesystem::resize_file(path, size - 30);
  CHECK(!refusal([&] {
           const Raster t = open_raster(RasterRequest {path, "", ""});
           for (std::size_t record = 0; record < 2; ++record) (void)t.read(record, {0, 0, 8, 6});
         }).empty());
}
