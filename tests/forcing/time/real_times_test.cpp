#include <catch2/catch.hpp>
#include <filesystem>

#include "forcing/file/netcdf_file.h"
#include "forcing/time/time_axis.h"
#include "make_times.h"

/// Time axes of real files that nobody here made; dates from cftime (shared/data/README.md).
/// Skipped, with a word about it, where the folder is not there.

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::period;
using testing::refusal;

namespace {

/// "first stamp .. last stamp, kind of step, first day to last day"
std::string understood(const std::string& name, const std::string& variable = "time")
{
  const std::string path = std::string(RANGIFER_SOURCE_DIR) + "/../shared/data/" + name;
  if (!std::filesystem::exists(path)) {
    WARN("skipped: no " << path);
    return "";
  }
  const NetcdfFile file(path);
  const RecordTimes times = read_record_times(file, *file.find(variable));
  const TimeAxis axis(times);
  return to_string(times.stamps.front()) + " .. " + to_string(times.stamps.back()) + ", " + axis.text() + ", " +
         period(axis);
}

void check(const std::string& found, const std::string& expected)
{
  if (!found.empty()) CHECK(found == expected);
}

}  // namespace

TEST_CASE("time axes of real files", "[forcing][real][real_times]")
{
  check(understood("climate/canesm2_tas_2007_365day.nc"),
        "2006-12-16 12:00 .. 2007-11-16, monthly, 2006-12-01 to 2007-11-30");
  check(understood("climate/cru_ts401_yukon_3x3_1901-2016.tmp.nc"),
        "1901-01-16 .. 2016-12-16, monthly, 1901-01-01 to 2016-12-31");
  check(understood("climate/era5_monthly_denali_2010.nc", "date"),
        "2010-01-01 .. 2019-12-01, monthly, 2010-01-01 to 2019-12-31");
  check(understood("climate/toolik_akalbers_1km/historic-climate.nc"),
        "1901-01-01 .. 2015-12-01, monthly, 1901-01-01 to 2015-12-31");
  check(understood("climate/toolik_akalbers_1km/projected-climate.nc"),
        "2016-01-01 .. 2100-12-01, monthly, 2016-01-01 to 2100-12-31");
  check(understood("climate/era5_wgust_20110801_packed_int16.nc"),
        "2011-08-01 .. 2011-08-01, daily, 2011-08-01 to 2011-08-01");
  check(understood("climate/cordex_arc44_rotpole_tas_20010101.nc"),
        "2001-01-01 12:00 .. 2001-01-01 12:00, daily, 2001-01-01 to 2001-01-01");
  check(understood("torture/gdal-netcdf/netcdf-4d.nc"),
        "2000-01-01 .. 2000-01-01 18:00, 4 a day, 2000-01-01 to 2000-01-01");
}

TEST_CASE("time axes of real files that say nothing are refused", "[forcing][real][real_times]")
{
  const auto refused = [](const std::string& name, const std::string& variable, const std::string& why) {
    std::string found;
    const std::string said = refusal([&] { found = understood(name, variable); });
    if (!said.empty() || !found.empty()) CHECK_THAT(said, Contains(why));
  };
  refused("torture/gdal-netcdf/test6645.nc", "time", "test6645.nc: time axis time: has no records (length 0)");
  refused("torture/gdal-netcdf/int64dim.nc", "TIME", "int64dim.nc: time axis TIME: ");
}
