#include "forcing/layer/series.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "forcing/time/time_axis.h"
#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::DailyFile;
using testing::even;
using testing::refusal;

namespace {

/// Ten days from 1 May 2001 on, `first` days later; each value is the number of its day.
DailyFile ten_days(double first)
{
  DailyFile file;
  file.units = "degC";
  file.time = even(first, 1, 10);
  file.value = [first](std::size_t day, double, double) { return first + static_cast<double>(day); };
  return file;
}

std::size_t open_files()
{
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator("/proc/self/fd")) ++n;
  return n;
}

std::string told(const std::string& pattern)
{
  return refusal([&] { const Series series({pattern, "v", ""}); });
}

}  // namespace

TEST_CASE("files of a series are put in order by their times, whatever their names", "[forcing][series]")
{
  const testing::TempFolder folder;
  ten_days(10).write(folder / "t_a.nc");
  ten_days(20).write(folder / "t_b.nc");
  ten_days(0).write(folder / "t_c.nc");
  Series series({folder / "t_*.nc", "v", ""});
  REQUIRE(series.times().stamps.size() == 30);
  CHECK(series.files() == std::vector<std::string> {folder / "t_c.nc", folder / "t_a.nc", folder / "t_b.nc"});
  for (const std::size_t record : {0, 9, 10, 19, 20, 29, 15, 5})
    CHECK(series.read(record, {0, 0, 2, 1}) == std::vector<double>(2, static_cast<double>(record)));
  CHECK(series.file_of(9) == folder / "t_c.nc");
  CHECK(series.file_of(10) == folder / "t_a.nc");
  CHECK(series.name(29) == folder / "t_b.nc" + ": variable v");
}

TEST_CASE("no more than two files are open, however many there are", "[forcing][series]")
{
  const testing::TempFolder folder;
  for (int i = 0; i < 12; ++i) ten_days(10 * i).write(folder / ("t_" + std::to_string(i) + ".nc"));
  const std::size_t before = open_files();
  Series series({folder / "t_*.nc", "v", ""});
  CHECK(open_files() == before);
  for (std::size_t record = 0; record < 120; ++record) {
    CHECK(series.read(record, {0, 0, 1, 1}).front() == static_cast<double>(record));
    CHECK(open_files() <= before + 2);
  }
}

TEST_CASE("files that do not make one series are refused, both by name", "[forcing][series]")
{
  const testing::TempFolder folder;
  ten_days(0).write(folder / "t_1.nc");
  DailyFile next = ten_days(10);
  SECTION("overlap")
  {
    ten_days(8).write(folder / "t_2.nc");
    CHECK_THAT(told(folder / "t_*.nc"), Contains("t_1.nc") && Contains("t_2.nc") && Contains("overlap"));
  }
  SECTION("gap: no series of days")
  {
    ten_days(12).write(folder / "t_2.nc");
    const Series series({folder / "t_*.nc", "v", ""});
    CHECK_THAT(refusal([&] { TimeAxis axis(series.times()); }), Contains("2001-05-11"));
  }
  SECTION("unit")
  {
    next.units = "K";
    next.write(folder / "t_2.nc");
    CHECK_THAT(told(folder / "t_*.nc"), Contains("t_2.nc: variable v is in 'K', but in t_1.nc it is in 'degC'"));
  }
  SECTION("grid")
  {
    next.lon = even(-145, 1, 8);
    next.write(folder / "t_2.nc");
    CHECK_THAT(told(folder / "t_*.nc"),
               Contains("t_2.nc: variable v lies on another grid (longitude-latitude, 8 x 7") &&
                 Contains("than in t_1.nc (longitude-latitude, 9 x 7"));
  }
  SECTION("calendar")
  {
    next.calendar = "noleap";
    next.write(folder / "t_2.nc");
    CHECK_THAT(told(folder / "t_*.nc"), Contains("t_1.nc") && Contains("t_2.nc") && Contains("calendar"));
  }
  SECTION("none at all") { CHECK_THAT(told(folder / "x_*.nc"), Contains("x_*.nc")); }
}

TEST_CASE("rasters with the date in their names are a series", "[forcing][series]")
{
  const testing::TempFolder folder;
  for (const int day : {129, 97, 113}) {
    testing::TiffMaker tiff;
    tiff.write(folder / ("ndvi_2001" + std::string(day < 100 ? "0" : "") + std::to_string(day) + ".tif"),
               [day](double, double) { return day / 1000.0; });
  }
  Series series({folder / "ndvi_%Y%j.tif", "", ""});
  REQUIRE(series.times().stamps.size() == 3);
  CHECK(series.times().stamps[0] == CfTime {2001, 4, 7, 0});
  CHECK(series.times().stamps[2] == CfTime {2001, 5, 9, 0});
  CHECK(series.read(1, {3, 3, 1, 1}).front() == Approx(0.113));
}

TEST_CASE("a raster without a date is no series", "[forcing][series]")
{
  const testing::TempFolder folder;
  testing::TiffMaker {}.write(folder / "t.tif", [](double, double) { return 1.0; });
  CHECK_THAT(refusal([&] {
               const Series series({folder / "t.tif", "", ""});
             }),
             Contains("t.tif: variable band 1 has no time axis"));
}
