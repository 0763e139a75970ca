#include <catch2/catch.hpp>

#include "forcing/time/time_axis.h"
#include "make_times.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::even;
using testing::months;
using testing::period;
using testing::refused;
using testing::shares;
using testing::times;

namespace {

constexpr TimeRules every_year {.every_year = true};
constexpr TimeRules every_year_flux {.quantity = Quantity::flux, .every_year = true};

}  // namespace

TEST_CASE("twelve months stand for every year", "[forcing][climatology]")
{
  const TimeAxis axis(months(1961), every_year);
  CHECK(axis.step() == TimeAxis::Step::climatology);
  CHECK(axis.text() == "12 months of every year");
  CHECK(period(axis) == "0000-01-01 to 9999-12-31");
  // Middle of January is the 16th at noon, of February (28 days) the 15th at 0 h: 29.5 days.
  CHECK(shares(axis, "2001-01-16") == "0");
  CHECK(shares(axis, "2001-01-26") == "0 0.661017, 1 0.338983");
  CHECK(shares(axis, "2001-02-05") == "1 0.677966, 0 0.322034");
  // Across the turn of the year, both ways: 31 days between the middles.
  CHECK(shares(axis, "2001-12-31") == "11 0.516129, 0 0.483871");
  CHECK(shares(axis, "2002-01-01") == "0 0.516129, 11 0.483871");
  // In a leap year the middle of February is at noon.
  CHECK(shares(axis, "2004-02-15") == "1");
}

TEST_CASE("monthly amounts of every year are spread over the days of that month", "[forcing][climatology]")
{
  const TimeAxis axis(months(1961), every_year_flux);
  CHECK(shares(axis, "2004-02-29") == "1");
  CHECK(axis.length_d(1, make_day(2004, 2, 10)) == 29);
  CHECK(axis.length_d(1, make_day(2001, 2, 10)) == 28);
  CHECK(axis.length_d(1) == 28);
  CHECK(axis.length_d(0, make_day(2004, 12, 31)) == 31);
  CHECK(axis.length_d(11, make_day(2004, 1, 1)) == 31);
}

TEST_CASE("bounds over many years name the month by their begin", "[forcing][climatology]")
{
  RecordTimes clim;
  clim.climatology = true;
  for (int m = 1; m <= 12; ++m) {
    clim.stamps.push_back({1975, 7, 2, 0});  // all the same: some files do so
    clim.bounds.push_back({1961, m, 1, 0});
    clim.bounds.push_back(m == 12 ? CfTime {1991, 1, 1, 0} : CfTime {1990, m + 1, 1, 0});
  }
  CHECK(TimeAxis(clim).text() == "12 months of every year");
  CHECK(shares(TimeAxis(clim), "2001-01-16") == "0");
}

TEST_CASE("365 or 366 days stand for every year", "[forcing][climatology]")
{
  const TimeAxis common(times("days since 2001-01-01", even(0.5, 1, 365)), every_year);
  CHECK(common.text() == "365 days of every year");
  CHECK(shares(common, "2004-02-28") == "58");
  CHECK(shares(common, "2004-02-29") == "58");
  CHECK(shares(common, "2004-03-01") == "59");
  CHECK(shares(common, "2004-12-31") == "364");
  const TimeAxis leap(times("days since 2000-01-01", even(0.5, 1, 366)), every_year);
  CHECK(shares(leap, "2004-02-29") == "59");
  CHECK(shares(leap, "2001-02-28") == "58");
  CHECK(shares(leap, "2001-03-01") == "60");
  CHECK(shares(leap, "2001-12-31") == "365");
  CHECK(leap.length_d(59, make_day(2004, 2, 29)) == 1);
}

TEST_CASE("what does not fill a year in order is refused with what was found", "[forcing][climatology]")
{
  RecordTimes shifted = months(2001);
  shifted.bounds.clear();
  std::rotate(shifted.stamps.begin(), shifted.stamps.begin() + 1, shifted.stamps.end());
  CHECK_THAT(refused(shifted, every_year), Contains("found 12 records") && Contains("record 1 is of 2001-02-15"));
  CHECK_THAT(refused(times("days since 2001-01-01", even(0, 1, 360), {}, "360_day"), every_year),
             Contains("12 months, 365 or 366 days") && Contains("found 360 records, 2001-01-01 to 2001-12-30"));
  CHECK_THAT(refused(times("days since 2001-03-01", even(0, 1, 365)), every_year),
             Contains("record 1 is of 2001-03-01"));
  // Daymet's leap year keeps 29 February: its days are not those of a common year.
  CHECK_THAT(refused(times("days since 2000-01-01", even(0, 1, 365)), every_year),
             Contains("record 60 is of 2000-02-29"));
}
