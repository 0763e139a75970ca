#include "forcing/time/time_axis.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

double decoded(double value, const char* units, const char* calendar = "standard")
{
  const std::vector<double> one {value};
  return decode_times(one, units, calendar)[0];
}

double day_number(int year, unsigned month, unsigned day) { return days_since_1970(make_day(year, month, day)); }

std::string refuse(const std::vector<double>& stamps, const std::vector<double>& bounds = {})
{
  return refusal([&] { TimeAxis {stamps, bounds}; });
}

/// Mid-month stamps and calendar-month bounds of the months of 2001.
struct Months {
  std::vector<double> stamps, bounds;
  Months()
  {
    for (unsigned m = 1; m <= 12; ++m) {
      const double begin = day_number(2001, m, 1), end = m == 12 ? day_number(2002, 1, 1) : day_number(2001, m + 1, 1);
      stamps.push_back(0.5 * (begin + end));
      bounds.insert(bounds.end(), {begin, end});
    }
  }
};

}  // namespace

TEST_CASE("times count from their date in days, hours, minutes or seconds", "[forcing]")
{
  CHECK(decoded(0, "days since 1970-01-01") == 0);
  CHECK(decoded(31.5, "days since 2001-05-01 00:00:00") == day_number(2001, 6, 1) + 0.5);
  CHECK(decoded(978168, "hours since 1900-01-01 00:00:0.0", "gregorian") == day_number(2011, 8, 4));
  CHECK(decoded(720, "minutes since 1901-1-1 0:0:0") == day_number(1901, 1, 1) + 0.5);
  CHECK(decoded(86400, "seconds since 2000-02-28T00:00:00Z") == day_number(2000, 2, 29));
  CHECK(decoded(0, "Days Since 2001-01-01 03:00 +03:00") == day_number(2001, 1, 1));
  CHECK(decoded(0, "hours since 2001-01-01 00:00:00 -9") == day_number(2001, 1, 1) + 0.375);
  CHECK(decoded(20010531, "1") == day_number(2001, 5, 31));
  CHECK(decoded(20010531.25, "day as %Y%m%d.%f") == day_number(2001, 5, 31) + 0.25);
}

TEST_CASE("the standard calendar is Julian before 15 October 1582, the proleptic one is not", "[forcing]")
{
  CHECK(decoded(0, "days since 1582-10-04") == day_number(1582, 10, 14));
  CHECK(decoded(0, "days since 1-1-1 00:00:00") == day_number(1970, 1, 1) - 719164);  // cftime: 719164 days
  CHECK(decoded(0, "days since 1-1-1", "proleptic_gregorian") == day_number(1970, 1, 1) - 719162);
}

TEST_CASE("calendars and units of time that are not read are refused by name", "[forcing]")
{
  for (const char* const calendar : {"noleap", "365_day", "360_day", "julian", "all_leap", "365_days"})
    CHECK_THAT(refusal([&] { decoded(0, "days since 1850-01-01", calendar); }),
               Contains(std::string("calendar '") + calendar + "' is not read"));
  CHECK_THAT(refusal([] { decoded(0, "months since 1850-01-01"); }),
             Contains("counts in months, which have no fixed length"));
  CHECK_THAT(refusal([] { decoded(0, "moons since 1850-01-01"); }), Contains("counts in 'moons'"));
  CHECK_THAT(refusal([] { decoded(0, "days since yesterday"); }), Contains("'yesterday', which is no date"));
  CHECK_THAT(refusal([] { decoded(0, "days since 2001-02-30"); }), Contains("which is no date"));
  CHECK_THAT(refusal([] { decoded(0, "Year"); }), Contains("should count from a date"));
  CHECK_THAT(refusal([] { decoded(20010231, "1"); }), Contains("no date yyyymmdd"));
}

TEST_CASE("a daily record stands for the day its stamp falls in", "[forcing]")
{
  const double hour = GENERATE(0.0, 0.5, 0.96);
  const TimeAxis axis(testing::even(day_number(2001, 5, 1) + hour, 1, 40), {});
  CHECK(axis.daily());
  CHECK(axis.first() == make_day(2001, 5, 1));
  CHECK(axis.last() == make_day(2001, 6, 9));
  const auto shares = axis.on(make_day(2001, 5, 31), Quantity::state);
  REQUIRE(shares.size() == 1);
  CHECK(shares[0].record == 30);
  CHECK(shares[0].weight == 1.0);
}

TEST_CASE("bounds say which day a stamp at its end means", "[forcing]")
{
  const double first = day_number(2001, 5, 1);
  const TimeAxis axis(std::vector<double> {first + 1, first + 2},
                      std::vector<double> {first, first + 1, first + 1, first + 2});
  CHECK(axis.first() == make_day(2001, 5, 1));
  CHECK(axis.last() == make_day(2001, 5, 2));
}

TEST_CASE("unsorted, repeated and missing days are refused with their date", "[forcing]")
{
  const double d = day_number(2001, 5, 1);
  CHECK_THAT(refuse({d, d + 1, d + 3, d + 4, d + 5}),
             Contains("2001-05-03 is missing: 2001-05-02 is followed by 2001-05-04"));
  CHECK_THAT(refuse({d, d + 1, d + 1, d + 2, d + 3}), Contains("2001-05-02 comes twice"));
  CHECK_THAT(refuse({d, d + 1, d + 1.4, d + 2, d + 3}), Contains("2001-05-02 comes twice"));
  CHECK_THAT(refuse({d, d + 2, d + 1, d + 3}), Contains("not in order: 2001-05-02 comes after 2001-05-03"));
  CHECK_THAT(refuse({}), Contains("no records"));
  CHECK_THAT(refuse({d, std::nan("")}), Contains("record 2 has no time"));
}

TEST_CASE("several records a day are refused", "[forcing]")
{
  CHECK_THAT(refuse(testing::even(day_number(2001, 5, 1), 0.25, 40)), Contains("a record every 6 hours"));
}

TEST_CASE("monthly states are linear between the middles of their months", "[forcing]")
{
  const Months m;
  const TimeAxis axis(m.stamps, m.bounds);
  CHECK(axis.first() == make_day(2001, 1, 1));
  CHECK(axis.last() == make_day(2001, 12, 31));
  // Middle of April 16.0, of May 16.5 (days from 1 of the month): from 16 April 0 h to 16 May 12 h is
  // 30.5 d; noon of 26 April is 10.5 d after.
  const auto shares = axis.on(make_day(2001, 4, 26), Quantity::state);
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].record == 3);
  CHECK(shares[1].record == 4);
  CHECK(shares[1].weight == Approx(10.5 / 30.5));
  CHECK(shares[0].weight + shares[1].weight == Approx(1.0).epsilon(1e-15));
  // The outer halves keep their month.
  CHECK(axis.on(make_day(2001, 1, 2), Quantity::state)[0].record == 0);
  CHECK(axis.on(make_day(2001, 12, 31), Quantity::state)[0].record == 11);
}

TEST_CASE("monthly fluxes are constant over their month and add up to its sum", "[forcing]")
{
  const Months m;
  const TimeAxis axis(m.stamps, m.bounds);
  std::vector<double> days_of(12, 0.0);
  for (Day day = axis.first(); day <= axis.last(); day += std::chrono::days {1})
    for (const Share& share : axis.on(day, Quantity::flux)) days_of[share.record] += share.weight;
  for (std::size_t i = 0; i < 12; ++i) CHECK(days_of[i] == Approx(axis.length_d(i)));
  CHECK(axis.length_d(1) == 28);
}

TEST_CASE("a day across two records of a flux gets its share of both", "[forcing]")
{
  const double d = day_number(2001, 5, 1);
  const TimeAxis axis(std::vector<double> {d + 2.5, d + 7.5}, std::vector<double> {d, d + 5.25, d + 5.25, d + 10});
  const auto shares = axis.on(make_day(2001, 5, 6), Quantity::flux);
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].weight == Approx(0.25));
  CHECK(shares[1].weight == Approx(0.75));
}

TEST_CASE("months without bounds are calendar months wherever their stamp is", "[forcing]")
{
  std::vector<double> stamps;
  const unsigned day = GENERATE(1u, 15u, 28u);
  for (unsigned month = 1; month <= 12; ++month) stamps.push_back(day_number(2004, month, day));
  const TimeAxis axis(stamps, {});
  CHECK(axis.first() == make_day(2004, 1, 1));
  CHECK(axis.last() == make_day(2004, 12, 31));
  CHECK(axis.length_d(1) == 29);
}

TEST_CASE("a month left out is refused", "[forcing]")
{
  std::vector<double> stamps;
  for (const unsigned month : {1u, 2u, 3u, 5u, 6u, 7u}) stamps.push_back(day_number(2001, month, 15));
  CHECK_THAT(refuse(stamps), Contains("2001-04-01 to 2001-04-30 is missing"));
  Months m;
  m.bounds[8] += 3;  // May begins late
  CHECK_THAT(refuse(m.stamps, m.bounds), Contains("2001-05-01 to 2001-05-03 is missing"));
  m.bounds[8] -= 6;
  CHECK_THAT(refuse(m.stamps, m.bounds), Contains("two records cover 2001-04-28"));
}

TEST_CASE("days in 32-bit reals, minutes off, fall on their day", "[forcing]")
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
  CHECK(read_time_axis(file, of).first() == make_day(2001, 5, 1));
  CHECK(calendar_of(file, of) == "standard");
}
