#include "forcing/time/cf_calendar.h"

#include <array>
#include <catch2/catch.hpp>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

constexpr std::array calendars {CfCalendar::standard, CfCalendar::proleptic_gregorian,
                                CfCalendar::julian,   CfCalendar::noleap,
                                CfCalendar::all_leap, CfCalendar::day_360};

double model_date(int year, unsigned month, unsigned day) { return days_since_1970(make_day(year, month, day)); }

}  // namespace

TEST_CASE("calendars go by the names of CF, in any case", "[forcing][cf_calendar]")
{
  CHECK(calendar_named("") == CfCalendar::standard);
  CHECK(calendar_named("Gregorian") == CfCalendar::standard);
  CHECK(calendar_named("PROLEPTIC_GREGORIAN") == CfCalendar::proleptic_gregorian);
  CHECK(calendar_named("365_day") == CfCalendar::noleap);
  CHECK(calendar_named("366_day") == CfCalendar::all_leap);
  CHECK(calendar_named("360_day") == CfCalendar::day_360);
  CHECK_THAT(refusal([] { (void)calendar_named("365_days"); }),
             Contains("'365_days'") && Contains("did you mean 365_day?"));
  CHECK_THAT(refusal([] { (void)calendar_named("no_leap"); }), Contains("did you mean noleap?"));
  CHECK_THAT(refusal([] { (void)calendar_named("none"); }), Contains("belong to no calendar"));
  CHECK_THAT(refusal([] { (void)calendar_named("mayan long count"); }),
             Contains("not one of CF: standard, gregorian,"));
}

TEST_CASE("dates follow each other day by day in every calendar", "[forcing][cf_calendar]")
{
  for (const CfCalendar calendar : calendars) {
    CHECK(day_number(calendar, 1970, 1, 1) == 0);
    CfTime before = time_at(calendar, -1'000'000, 0);
    for (std::int64_t n = -999'999; n < 200'000; ++n) {
      const CfTime date = time_at(calendar, n, 0);
      REQUIRE(exists(calendar, date.year, date.month, date.day));
      REQUIRE(day_number(calendar, date.year, date.month, date.day) == n);
      const bool new_month = date.day == 1, new_year = new_month && date.month == 1;
      const bool reform = calendar == CfCalendar::standard && date == CfTime {1582, 10, 15, 0};
      if (new_month) REQUIRE(before.day == month_length(calendar, before.year, before.month));
      if (!new_month) REQUIRE(date.day == (reform ? 15 : before.day + 1));
      if (new_year) REQUIRE(date.year == later_year(calendar, before.year, 1));
      before = date;
    }
  }
}

TEST_CASE("years have the length of their calendar", "[forcing][cf_calendar]")
{
  for (const CfCalendar calendar : calendars)
    for (const int year : {-401, -5, -4, -1, 1, 4, 1500, 1582, 1600, 1900, 2000, 2001, 2004, 9999}) {
      CAPTURE(static_cast<int>(calendar), year);
      CHECK(day_number(calendar, later_year(calendar, year, 1), 1, 1) - day_number(calendar, year, 1, 1) ==
            year_length(calendar, year));
    }
  CHECK(year_length(CfCalendar::julian, 1900) == 366);
  CHECK(year_length(CfCalendar::standard, 1500) == 366);
  CHECK(year_length(CfCalendar::standard, 1582) == 355);
  CHECK(year_length(CfCalendar::standard, 1900) == 365);
}

TEST_CASE("4 October 1582 is followed by the 15th in the standard calendar alone", "[forcing][cf_calendar]")
{
  CHECK(day_number(CfCalendar::standard, 1582, 10, 15) - day_number(CfCalendar::standard, 1582, 10, 4) == 1);
  CHECK(day_number(CfCalendar::julian, 1582, 10, 15) - day_number(CfCalendar::julian, 1582, 10, 4) == 11);
  CHECK(day_number(CfCalendar::standard, 1, 1, 1) == -719164);  // cftime
  CHECK(day_number(CfCalendar::proleptic_gregorian, 1, 1, 1) == -719162);
  CHECK_FALSE(exists(CfCalendar::standard, 1582, 10, 10));
  CHECK_FALSE(exists(CfCalendar::standard, 0, 1, 1));
  CHECK(exists(CfCalendar::noleap, 0, 1, 1));
}

TEST_CASE("seconds beyond the day move the date", "[forcing][cf_calendar]")
{
  CHECK(time_at(CfCalendar::noleap, 58, 86400.0 * 1.5) == CfTime {1970, 3, 1, 43200.0});
  CHECK(time_at(CfCalendar::day_360, 0, -1.0) == CfTime {1969, 12, 30, 86399.0});
  CHECK_THAT(refusal([] { (void)time_at(CfCalendar::standard, INT64_MAX / 2, 0); }), Contains("outside the years"));
  CHECK_THAT(refusal([] { (void)time_at(CfCalendar::standard, 0, 1e300); }), Contains("outside the years"));
  CHECK_THAT(refusal([] { (void)time_at(CfCalendar::standard, 36'600'000, 0); }), Contains("outside the years"));
}

TEST_CASE("dates the model lacks are at the end of the last day that it has", "[forcing][cf_calendar]")
{
  CHECK(model_days(CfCalendar::noleap, {2004, 2, 28, 43200}) == model_date(2004, 2, 28) + 0.5);
  CHECK(model_days(CfCalendar::day_360, {2001, 2, 29, 43200}) == model_date(2001, 3, 1));
  CHECK(model_days(CfCalendar::day_360, {2001, 2, 30, 0}) == model_date(2001, 3, 1));
  CHECK(model_days(CfCalendar::day_360, {2004, 2, 29, 0}) == model_date(2004, 2, 29));
  CHECK(model_days(CfCalendar::all_leap, {2001, 2, 29, 0}) == model_date(2001, 3, 1));
  CHECK_FALSE(model_has({2001, 2, 29, 0}));
  CHECK(model_has({2004, 2, 29, 0}));
}

TEST_CASE("a day of the model takes its date, else the last one before", "[forcing][cf_calendar]")
{
  const auto taken = [](CfCalendar calendar, const char* day) {
    return to_string(time_at(calendar, day_taken(calendar, parse_day(day).value()), 0));
  };
  CHECK(taken(CfCalendar::noleap, "2004-02-29") == "2004-02-28");
  CHECK(taken(CfCalendar::day_360, "2004-02-29") == "2004-02-29");
  CHECK(taken(CfCalendar::day_360, "2004-12-31") == "2004-12-30");
  CHECK(taken(CfCalendar::all_leap, "2001-03-01") == "2001-03-01");
  CHECK(taken(CfCalendar::standard, "1582-10-10") == "1582-10-04");
  CHECK(taken(CfCalendar::julian, "2001-05-31") == "2001-05-31");
}

TEST_CASE("times read as people write them", "[forcing][cf_calendar]")
{
  CHECK(to_string(CfTime {2007, 2, 28, 0}) == "2007-02-28");
  CHECK(to_string(CfTime {2007, 2, 28, 43200}) == "2007-02-28 12:00");
  CHECK(to_string(CfTime {2007, 2, 28, 43201}) == "2007-02-28 12:00:01");
  CHECK(to_string(CfTime {-44, 3, 15, 0}) == "-0044-03-15");
}
