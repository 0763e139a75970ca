#include "forcing/time/cf_time.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/file/netcdf_file.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

std::string decoded(double value, const std::string& units, const std::string& calendar = "standard")
{
  const std::vector<double> one {value};
  return to_string(decode_times(one, units, calendar_named(calendar))[0]);
}

std::string refused(double value, const std::string& units, const std::string& calendar = "standard")
{
  return refusal([&] { decoded(value, units, calendar); });
}

/// A file with one time coordinate.
struct TimeFile {
  testing::TempFolder folder;
  std::string path = folder / "t.nc";

  RecordTimes read() const
  {
    const NetcdfFile file(path);
    return read_record_times(file, *file.find("time"));
  }
  void write(int type, const std::string& units, const std::vector<double>& values,
             const std::function<void(testing::NcMaker&, int, int)>& more = {}) const
  {
    testing::NcMaker nc(path);
    const int d = nc.dimension("time", values.size());
    const int t = nc.variable("time", type, {d});
    nc.text(t, "units", units);
    if (more) more(nc, t, d);
    nc.put(t, values);
  }
};

RecordTimes days_of(const std::string& file, int year, int days)
{
  RecordTimes times;
  times.file = file;
  times.variable = "time";
  for (int d = 0; d < days; ++d)
    times.stamps.push_back(time_at(times.calendar, day_number(times.calendar, year, 1, 1) + d, 0.0));
  return times;
}

}  // namespace

TEST_CASE("times count from their date in units of fixed length", "[forcing][cf_time]")
{
  CHECK(decoded(0, "days since 1970-01-01") == "1970-01-01");
  CHECK(decoded(31.5, "days since 2001-05-01 00:00:00") == "2001-06-01 12:00");
  CHECK(decoded(978168, "hours since 1900-01-01 00:00:0.0", "gregorian") == "2011-08-04");
  CHECK(decoded(720, "minutes since 1901-1-1 0:0:0") == "1901-01-01 12:00");
  CHECK(decoded(86400, "seconds since 2000-02-28T00:00:00Z") == "2000-02-29");
  CHECK(decoded(86400, "sec since 2000-02-28T00:00:00Z", "365_day") == "2000-03-01");
  CHECK(decoded(60'000, "msecs since 2000-2-28") == "2000-02-28 00:01");
  CHECK(decoded(6e7, "microseconds since 2000-2-28") == "2000-02-28 00:01");
  CHECK(decoded(2, "weeks since 2000-2-28") == "2000-03-13");
  CHECK(decoded(-1, "day since 2001-01-01", "360_day") == "2000-12-30");
  CHECK(decoded(0, "  Days Since 2001-01-01 03:00 +03:00") == "2001-01-01");
  CHECK(decoded(0, "hours since 2001-01-01 00:00:00 -9") == "2001-01-01 09:00");
  CHECK(decoded(0, "hours since 2001-01-01 00:00:00 -0930") == "2001-01-01 09:30");
  CHECK(decoded(0, "days since 2001-01-01 -8:00") == "2001-01-01 08:00");
  CHECK(decoded(0, "days since 2001-01-01 12") == "2001-01-01 12:00");
  CHECK(decoded(0, "days since 20010101") == "2001-01-01");
}

TEST_CASE("tenths of an hour come out to the second", "[forcing][cf_time]")
{
  for (int k = 0; k < 240'000; k += 7) {
    const std::vector<double> one {k * 0.1};
    const CfTime t = decode_times(one, "hours since 1850-01-01", CfCalendar::standard, 1e-6)[0];
    REQUIRE(std::abs(t.second - k % 240 * 360.0) < 1e-7);
    REQUIRE(day_number(CfCalendar::standard, t.year, t.month, t.day) - day_number(CfCalendar::standard, 1850, 1, 1) ==
            k / 240);
  }
}

TEST_CASE("months and years since a date are those of the calendar", "[forcing][cf_time]")
{
  CHECK(decoded(1, "months since 2000-01-15") == "2000-02-15");
  CHECK(decoded(-1, "months since 2000-01-15") == "1999-12-15");
  CHECK(decoded(1, "months since 2001-01-31") == "2001-02-28");
  CHECK(decoded(0.5, "months since 2001-01-01") == "2001-01-16 12:00");
  CHECK(decoded(1.5, "months since 2001-01-01") == "2001-02-15");
  CHECK(decoded(1.5, "months since 2001-01-01", "360_day") == "2001-02-16");
  CHECK(decoded(13, "month since 1960-01-01", "noleap") == "1961-02-01");
  CHECK(decoded(141, "years since 1860-1-1") == "2001-01-01");
  CHECK(decoded(0.5, "years since 2001-1-1", "noleap") == "2001-07-02 12:00");
  CHECK(decoded(1, "years since 2000-2-29") == "2001-02-28");
  CHECK(decoded(1, "common_years since 2000-1-1") == "2000-12-31");
}

TEST_CASE("dates as numbers", "[forcing][cf_time]")
{
  CHECK(decoded(20010531, "1") == "2001-05-31");
  CHECK(decoded(20010531, "") == "2001-05-31");
  CHECK(decoded(200105, "") == "2001-05-01");
  CHECK(decoded(2001053118, "") == "2001-05-31 18:00");
  CHECK(decoded(20010531.25, "day as %Y%m%d.%f") == "2001-05-31 06:00");
  CHECK(decoded(20010230, "", "360_day") == "2001-02-30");
  for (const double wrong : {20010231.0, 200113.0, 2001053124.0, 200105.5, 5.0, 2001.0, 1e15, -20010531.0})
    CHECK_THAT(refused(wrong, "1"), Contains("no date yyyymmdd"));
}

TEST_CASE("what is no time is refused with what was found", "[forcing][cf_time]")
{
  CHECK_THAT(refused(0, "moons since 1850-01-01"), Contains("counts in 'moons'"));
  CHECK_THAT(refused(0, "dais since 1850-01-01"), Contains("counts in 'dais'") && Contains("did you mean days?"));
  CHECK_THAT(refused(0, "days since yesterday"), Contains("'yesterday', which is no date"));
  CHECK_THAT(refused(0, "days since 2001-02-30"), Contains("which is no date"));
  CHECK_THAT(refused(0, "days since 2001-02-29", "noleap"), Contains("which is no date of its calendar"));
  CHECK_THAT(refused(0, "days since 0000-00-00"), Contains("which is no date"));
  CHECK_THAT(refused(0, "days since 0000-01-01"), Contains("it has no year 0"));
  CHECK(decoded(0, "days since 0000-01-01", "noleap") == "0000-01-01");
  CHECK_THAT(refused(0, "days since 2001-01-01 25:00"), Contains("which is no date"));
  CHECK_THAT(refused(0, "days since 2001-01-01 12:00 PST"), Contains("which is no date"));
  CHECK_THAT(refused(0, "Year"), Contains("should count from a date"));
  CHECK_THAT(refused(std::nan(""), "days since 2001-01-01"), Contains("record 1 has no time"));
  CHECK_THAT(refused(HUGE_VAL, "days since 2001-01-01"), Contains("record 1 has no time"));
  for (const char* const unit : {"days", "microseconds", "months", "years"})
    CHECK_THAT(refused(9.96921e36, std::string(unit) + " since 1850-01-01"), Contains("outside the years"));
  CHECK_THAT(refused(36'600'000, "days since 1850-01-01"), Contains("outside the years -9999 to 99999"));
}

TEST_CASE("dates as text", "[forcing][cf_time]")
{
  const std::vector<std::string> texts {"2001-05-31", "2001-05-31T12:00:00Z", "20010531", "200105",
                                        "2001-05-31_06:30:00"};
  const std::vector<CfTime> times = parse_times(texts);
  CHECK(to_string(times[1]) == "2001-05-31 12:00");
  CHECK(to_string(times[3]) == "2001-05-01");
  CHECK(to_string(times[4]) == "2001-05-31 06:30");
  const std::vector<std::string> wrong {"2001-05-31", "0001"};
  CHECK_THAT(refusal([] {
               (void)parse_times(std::vector<std::string> {"2001-05-31", "May"});
             }),
             Contains("record 2 is at 'May'"));
}

TEST_CASE("a time is as long as it is written", "[forcing][cf_time]")
{
  const auto span = [](const char* text, CfCalendar calendar = CfCalendar::standard) {
    const auto s = parse_time_span(text, calendar);
    return s ? to_string(s->begin) + " .. " + to_string(s->end) : "none";
  };
  CHECK(span("2001") == "2001-01-01 .. 2002-01-01");
  CHECK(span("2001-02") == "2001-02-01 .. 2001-03-01");
  CHECK(span("2001-12") == "2001-12-01 .. 2002-01-01");
  CHECK(span("2004-02-28", CfCalendar::noleap) == "2004-02-28 .. 2004-03-01");
  CHECK(span("2001-05-31 12:00") == "2001-05-31 12:00 .. 2001-05-31 12:01");
  CHECK(span("2001-05-31T23Z") == "2001-05-31 23:00 .. 2001-06-01");
  CHECK(span("2001-02-30") == "none");
  CHECK(span("summer") == "none");
  CHECK(span("2001-05-31 noon") == "none");
}

TEST_CASE("time coordinates of a file with their bounds", "[forcing][cf_time]")
{
  const TimeFile f;
  f.write(NC_DOUBLE, "days since 2001-01-01", {15, 45}, [](testing::NcMaker& nc, int t, int d) {
    nc.text(t, "calendar", "360_day").text(t, "bounds", "time_bnds");
    nc.put(nc.variable("time_bnds", NC_DOUBLE, {d, nc.dimension("nv", 2)}), {0, 30, 30, 60});
  });
  const RecordTimes times = f.read();
  CHECK(times.calendar == CfCalendar::day_360);
  CHECK(to_string(times.stamps[1]) == "2001-02-16");
  REQUIRE(times.bounds.size() == 4);
  CHECK(to_string(times.bounds[3]) == "2001-03-01");
  CHECK_FALSE(times.climatology);
}

TEST_CASE("bounds of a climatology say so", "[forcing][cf_time]")
{
  const TimeFile f;
  f.write(NC_DOUBLE, "days since 1961-01-01", {15}, [](testing::NcMaker& nc, int t, int d) {
    nc.text(t, "climatology", "clim");
    nc.put(nc.variable("clim", NC_DOUBLE, {d, nc.dimension("nv", 2)}), {0, 10623});
  });
  CHECK(f.read().climatology);
  CHECK(to_string(f.read().bounds[1]) == "1990-02-01");
}

TEST_CASE("days in 32-bit reals, minutes off, fall on their hour or half hour", "[forcing][cf_time]")
{
  const TimeFile f;
  f.write(NC_FLOAT, "days since 1850-01-01", {55271.996, 55273.004, 55274.0 + 0.5 / 24});
  const RecordTimes times = f.read();
  CHECK(to_string(times.stamps[0]) == "2001-05-01");
  CHECK(to_string(times.stamps[1]) == "2001-05-02");
  CHECK(to_string(times.stamps[2]) == "2001-05-03 00:30");
  f.write(NC_FLOAT, "", {20010531});
  CHECK_THAT(refusal([&] { (void)f.read(); }), Contains("t.nc: time axis time: holds dates such as 2001053"));
}

TEST_CASE("missing times, odd bounds and unknown calendars are refused with the file", "[forcing][cf_time]")
{
  const TimeFile f;
  f.write(NC_DOUBLE, "days since 1850-01-01", {1, -999, 3},
          [](testing::NcMaker& nc, int t, int) { nc.number(t, "_FillValue", NC_DOUBLE, {-999}); });
  CHECK_THAT(refusal([&] { (void)f.read(); }), Contains("t.nc: time axis time: record 2 has no time"));
  f.write(NC_DOUBLE, "days since 1850-01-01", {1, 2, 3},
          [](testing::NcMaker& nc, int t, int) { nc.text(t, "calendar", "365_days"); });
  CHECK_THAT(refusal([&] { (void)f.read(); }), Contains("t.nc: time axis time: calendar '365_days'"));
  f.write(NC_DOUBLE, "days since 1850-01-01", {1, 2, 3}, [](testing::NcMaker& nc, int t, int d) {
    nc.text(t, "bounds", "b");
    nc.put(nc.variable("b", NC_DOUBLE, {d}), {0, 1, 2});
  });
  CHECK_THAT(refusal([&] { (void)f.read(); }), Contains("its bounds b do not hold two values"));
}

TEST_CASE("whole numbers of 64 bits and dates in text are times too", "[forcing][cf_time]")
{
  const TimeFile f;
  f.write(NC_INT64, "seconds since 1970-01-01", {1'754'006'400});
  CHECK(to_string(f.read().stamps[0]) == "2025-08-01");
  {
    testing::NcMaker nc(f.path);
    const int t = nc.variable("time", NC_CHAR, {nc.dimension("time", 2), nc.dimension("length", 19)});
    const std::string text = "2000-01-24_12:00:002000-01-25_12:00:00";
    REQUIRE(nc_put_var_text(nc.id(), t, text.c_str()) == NC_NOERR);
  }
  const RecordTimes times = f.read();
  REQUIRE(times.stamps.size() == 2);
  CHECK(to_string(times.stamps[1]) == "2000-01-25 12:00");
}

TEST_CASE("files along time are put in order; overlaps are refused by name", "[forcing][cf_time]")
{
  std::vector<RecordTimes> files {days_of("b.nc", 2002, 365), days_of("a.nc", 2001, 365), days_of("c.nc", 2003, 365)};
  const MergedTimes all = merged(files);
  CHECK(all.order == std::vector<std::size_t> {1, 0, 2});
  CHECK(all.times.stamps.size() == 3 * 365);
  CHECK(all.times.file == "a.nc to c.nc");
  const auto refused_merge = [&] { return refusal([&] { (void)merged(files); }); };
  files[2] = days_of("c.nc", 2002, 10);
  CHECK_THAT(refused_merge(), Contains("b.nc and c.nc overlap"));
  files[2] = days_of("c.nc", 2003, 10);
  files[2].calendar = CfCalendar::proleptic_gregorian;
  CHECK(refused_merge() == "");
  files[2].calendar = CfCalendar::noleap;
  files[2].calendar_name = "noleap";
  CHECK_THAT(refused_merge(), Contains("b.nc and c.nc are in different calendars: standard and noleap"));
  files[2] = days_of("c.nc", 2003, 10);
  std::swap(files[2].stamps[3], files[2].stamps[4]);
  CHECK_THAT(refused_merge(),
             Contains("c.nc: time axis time: records are not in order: 2003-01-04 comes after 2003-01-05"));
  files[2].stamps.clear();
  CHECK_THAT(refused_merge(), Contains("c.nc: time axis time: has no records"));
  files[2] = days_of("c.nc", 2003, 1);
  files[2].bounds = {{2003, 1, 1, 0}, {2003, 1, 2, 0}};
  CHECK_THAT(refused_merge(), Contains("only one of them has time bounds"));
}
