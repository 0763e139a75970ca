#include "forcing/time/time_axis.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "forcing/file/netcdf_grid.h"
#include "make_files.h"
#include "make_times.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::even;
using testing::flux;
using testing::months;
using testing::period;
using testing::refused;
using testing::shares;
using testing::times;

namespace {

const std::string from_may = "days since 2001-05-01";

/// Dates of a daily file in the standard calendar that has no 31 December in leap years.
RecordTimes daymet(int first_year, int last_year)
{
  RecordTimes out;
  for (int year = first_year; year <= last_year; ++year)
    for (int d = 0; d < 365; ++d)
      out.stamps.push_back(time_at(out.calendar, day_number(out.calendar, year, 1, 1) + d, 43200));
  return out;
}

}  // namespace

TEST_CASE("a daily record stands for the day its stamp falls in", "[forcing][time_axis]")
{
  const double hour = GENERATE(0.0, 0.5, 0.96);
  const TimeAxis axis(times(from_may, even(hour, 1, 40)));
  CHECK(axis.step() == TimeAxis::Step::daily);
  CHECK(axis.text() == "daily");
  CHECK(period(axis) == "2001-05-01 to 2001-06-09");
  CHECK(shares(axis, "2001-05-31") == "30");
}

TEST_CASE("bounds say which day a stamp at its end means", "[forcing][time_axis]")
{
  const TimeAxis axis(times(from_may, {1, 2}, {0, 1, 1, 2}));
  CHECK(period(axis) == "2001-05-01 to 2001-05-02");
}

TEST_CASE("sums stamped at midnight are of the day before, if told so", "[forcing][time_axis]")
{
  const RecordTimes midnights = times(from_may, {1, 2, 3});
  const TimeRules of_day {.quantity = Quantity::flux, .accumulation = Accumulation::day, .sums = true};
  CHECK(period(TimeAxis(midnights)) == "2001-05-02 to 2001-05-04");
  CHECK(period(TimeAxis(midnights, of_day)) == "2001-05-01 to 2001-05-03");
  CHECK_THAT(refused(times(from_may, {0.5, 1.5}), of_day),
             Contains("since midnight, one a day, stamped 2001-05-01 12:00"));
}

TEST_CASE("unsorted, repeated and missing days are refused with their date", "[forcing][time_axis]")
{
  CHECK_THAT(refused(times(from_may, {0, 1, 3, 4, 5})),
             Contains("2001-05-03 is missing: 2001-05-02 is followed by 2001-05-04"));
  CHECK_THAT(refused(times(from_may, {0, 1, 1, 2, 3})), Contains("2001-05-02 comes twice"));
  CHECK_THAT(refused(times(from_may, {0, 1, 1.4, 2, 3})), Contains("2001-05-02 comes twice"));
  CHECK_THAT(refused(times(from_may, {0, 2, 1, 3})), Contains("not in order: 2001-05-02 comes after 2001-05-03"));
  CHECK_THAT(refused(RecordTimes {}), Contains("has no records (length 0)"));
  CHECK_THAT(refused(times("days since -0100-01-01", {0, 1})), Contains("outside the years 0 to 9999"));
  RecordTimes named = times(from_may, {0, 2, 3, 4, 5});
  named.file = "a.nc";
  named.variable = "time";
  CHECK(refused(named) == "a.nc: time axis time: 2001-05-02 is missing: 2001-05-01 is followed by 2001-05-03");
}

TEST_CASE("29 February takes the 28th of a calendar without it", "[forcing][time_axis]")
{
  const TimeAxis axis(times("days since 2003-01-01", even(0.5, 1, 2 * 365), {}, "noleap"));
  CHECK(period(axis) == "2003-01-01 to 2004-12-31");
  CHECK(shares(axis, "2004-02-28") == "423");
  CHECK(shares(axis, "2004-02-29") == "423");
  CHECK(shares(axis, "2004-03-01") == "424");
  CHECK(axis.length_d(423) == 1);
  CHECK(period(TimeAxis(times("days since 2004-02-01", even(0, 1, 28), {}, "noleap"))) == "2004-02-01 to 2004-02-29");
}

TEST_CASE("the 31st takes the 30th of a 360-day calendar, and 30 February is left over", "[forcing][time_axis]")
{
  const TimeAxis axis(times("days since 2003-01-01", even(0, 1, 360), {}, "360_day"));
  CHECK(period(axis) == "2003-01-01 to 2003-12-31");
  CHECK(shares(axis, "2003-12-31") == "359");
  CHECK(shares(axis, "2003-01-31") == "29");
  CHECK(shares(axis, "2003-02-28") == "57");
  CHECK(shares(axis, "2003-03-01") == "60");
  CHECK_THAT(refused(times("days since 2003-02-29", {0, 1}, {}, "360_day")), Contains("no whole day of the model"));
}

TEST_CASE("31 December takes the 30th where leap years end a day early", "[forcing][time_axis]")
{
  const TimeAxis axis(daymet(1999, 2001));
  CHECK(period(axis) == "1999-01-01 to 2001-12-31");
  CHECK(shares(axis, "2000-02-29") == "424");
  CHECK(shares(axis, "2000-12-30") == "729");
  CHECK(shares(axis, "2000-12-31") == "729");
  CHECK(shares(axis, "2001-01-01") == "730");
  CHECK(period(TimeAxis(daymet(1999, 2000))) == "1999-01-01 to 2000-12-31");
  CHECK(period(TimeAxis(daymet(2000, 2000))) == "2000-01-01 to 2000-12-31");

  RecordTimes one_has_it = daymet(1999, 2001);
  one_has_it.stamps.insert(one_has_it.stamps.begin() + 730, {2000, 12, 31, 43200});
  const RecordTimes next = daymet(2002, 2005);
  one_has_it.stamps.insert(one_has_it.stamps.end(), next.stamps.begin(), next.stamps.end());
  CHECK_THAT(refused(one_has_it), Contains("2004-12-31 is missing"));
  RecordTimes another_gap = daymet(1999, 2001);
  another_gap.stamps.erase(another_gap.stamps.begin() + 400);
  CHECK_THAT(refused(another_gap), Contains("2000-02-05 is missing"));
  // A file that just ends on 30 December of a leap year is no Daymet.
  CHECK(period(TimeAxis(times("days since 2000-12-01", even(0, 1, 30)))) == "2000-12-01 to 2000-12-30");
}

TEST_CASE("monthly states are linear between the middles of their months", "[forcing][time_axis]")
{
  const TimeAxis axis(months(2001));
  CHECK(axis.text() == "monthly");
  CHECK(period(axis) == "2001-01-01 to 2001-12-31");
  // Middle of April 16.0, of May 16.5 (days from 1 of the month): from 16 April 0 h to 16 May 12 h is
  // 30.5 d; noon of 26 April is 10.5 d after.
  const auto found = axis.on(make_day(2001, 4, 26));
  REQUIRE(found.size() == 2);
  CHECK(found[0].record == 3);
  CHECK(found[1].record == 4);
  CHECK(found[1].weight == Approx(10.5 / 30.5));
  CHECK(found[0].weight + found[1].weight == Approx(1.0).epsilon(1e-15));
  // The outer halves keep their month.
  CHECK(shares(axis, "2001-01-02") == "0");
  CHECK(shares(axis, "2001-12-31") == "11");
}

TEST_CASE("monthly fluxes are constant over their month and add up to its sum, in any calendar", "[forcing][time_axis]")
{
  const std::string calendar = GENERATE("standard", "noleap", "360_day", "all_leap", "julian");
  const bool bounds = GENERATE(true, false);
  CAPTURE(calendar, bounds);
  RecordTimes all = months(2004, calendar);
  if (!bounds) all.bounds.clear();
  const TimeAxis axis(all, flux);
  CHECK(period(axis) == "2004-01-01 to 2004-12-31");
  std::vector<double> days_of(12, 0.0);
  for (Day day = axis.first(); day <= axis.last(); day += std::chrono::days {1})
    for (const Share& share : axis.on(day)) days_of[share.record] += share.weight;
  for (std::size_t i = 0; i < 12; ++i) CHECK(days_of[i] == Approx(axis.length_d(i)));
  CHECK(axis.length_d(1) == 29);
  CHECK(axis.length_d(0) == 31);
}

TEST_CASE("a day across two records of a flux gets its share of both", "[forcing][time_axis]")
{
  const TimeAxis axis(times(from_may, {2.5, 7.5}, {0, 5.25, 5.25, 10}), flux);
  CHECK(shares(axis, "2001-05-06") == "0 0.25, 1 0.75");
  CHECK(axis.text() == "every 5 days");
}

TEST_CASE("months and years without bounds are calendar months and years wherever their stamp is",
          "[forcing][time_axis]")
{
  const int day = GENERATE(1, 15, 28);
  RecordTimes all;
  for (int month = 1; month <= 12; ++month) all.stamps.push_back({2004, month, day, 0});
  const TimeAxis axis(all);
  CHECK(period(axis) == "2004-01-01 to 2004-12-31");
  CHECK(axis.length_d(1) == 29);
  all.stamps = {{2003, 7, day, 0}, {2004, 7, day, 0}, {2005, 7, day, 0}};
  const TimeAxis years(all);
  CHECK(years.text() == "yearly");
  CHECK(period(years) == "2003-01-01 to 2005-12-31");
  CHECK(years.length_d(1) == 366);
}

TEST_CASE("records of some days reach half way to their neighbours, or to the next", "[forcing][time_axis]")
{
  RecordTimes all = times("days since 2001-01-01", {0, 16, 32, 48});
  CHECK(TimeAxis(all).text() == "every 16 days");
  CHECK(period(TimeAxis(all)) == "2000-12-24 to 2001-02-25");
  all.begins = true;
  CHECK(period(TimeAxis(all)) == "2001-01-01 to 2001-03-05");
  CHECK(shares(TimeAxis(all, flux), "2001-01-17") == "1");
  all.stamps.erase(all.stamps.begin() + 1);
  all.stamps.push_back({2001, 3, 6, 0});
  CHECK_THAT(refused(all), Contains("a record is missing between 2001-01-01 and 2001-02-02"));
  // Five-day means in a 360-day year fill it.
  const TimeAxis pentads(times("days since 2001-01-01", even(2.5, 5, 72), {}, "360_day"), flux);
  CHECK(period(pentads) == "2001-01-01 to 2001-12-31");
}

TEST_CASE("a month left out is refused", "[forcing][time_axis]")
{
  RecordTimes stamps;
  for (const int month : {1, 2, 3, 5, 6, 7}) stamps.stamps.push_back({2001, month, 15, 0});
  CHECK_THAT(refused(stamps), Contains("2001-04-01 to 2001-04-30 is missing"));
  RecordTimes m = months(2001);
  m.bounds[8] = {2001, 5, 4, 0};
  CHECK_THAT(refused(m), Contains("2001-05-01 to 2001-05-03 is missing"));
  m.bounds[8] = {2001, 4, 28, 0};
  CHECK_THAT(refused(m), Contains("two records cover 2001-04-28"));
  m.bounds[8] = {2001, 6, 1, 0};
  CHECK_THAT(refused(m), Contains("bounds of record 5 are empty"));
}

TEST_CASE("forty years by the hour are found at once", "[forcing][time_axis]")
{
  const RecordTimes hourly = times("hours since 1980-01-01", even(0, 1, 350'640));
  const TimeAxis axis(hourly);
  CHECK(period(axis) == "1980-01-01 to 2019-12-31");
  const auto start = std::chrono::steady_clock::now();
  double total = 0;
  for (int pass = 0; pass < 10; ++pass)
    for (Day day = axis.first(); day <= axis.last(); day += std::chrono::days {1})
      for (const Share& share : axis.on(day)) total += share.weight;
  CHECK(total == Approx(10 * 14'610));
  // A look through all records each day would take minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds {5});
}

TEST_CASE("the time axis of a file, in 32-bit reals minutes off", "[forcing][time_axis]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "t.nc");
    const int d = nc.dimension("time", 3);
    const int t = nc.variable("time", NC_FLOAT, {d});
    nc.text(t, "units", "days since 1850-01-01");
    nc.put(t, {55271.996, 55273.004, 55274.0});
    const int y = nc.axis("lat", "latitude", "degrees_north", {60, 61}),
              x = nc.axis("lon", "longitude", "degrees_east", {1, 2});
    nc.variable("v", NC_FLOAT, {d, y, x});
  }
  const NetcdfFile file(folder / "t.nc");
  const GridVariable of = open_grid_variable(file, "v");
  CHECK(TimeAxis(read_record_times(file, *of.time)).first() == make_day(2001, 5, 1));
}
