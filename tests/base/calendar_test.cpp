#include <catch2/catch.hpp>

#include "base/calendar.h"

using namespace rangifer;

TEST_CASE("a day survives being written and read", "[base]")
{
  for (Day day = make_day(1899, 12, 30); day < make_day(1905, 1, 2); day += std::chrono::days {1}) {
    REQUIRE(parse_day(to_string(day)) == day);
  }
  CHECK(to_string(make_day(2001, 5, 31)) == "2001-05-31");
  CHECK(to_string(make_day(333, 2, 1)) == "0333-02-01");
}

TEST_CASE("what is no date is refused", "[base]")
{
  const std::string text = GENERATE("", "2001-5-31", "2001-05-31 ", "2001/05/31", "31-05-2001", "2001-02-29",
                                    "1900-02-29", "2001-13-01", "2001-00-01", "2001-01-00", "2001-01-32", "20010-1-01",
                                    "2001-+1-01", "2001-0a-01", "yyyy-mm-dd", "2001-05--1", "2001--5-01", "-001-05-01");
  CAPTURE(text);
  CHECK_FALSE(parse_day(text).has_value());
}

TEST_CASE("leap years are those of the Gregorian calendar", "[base]")
{
  CHECK(parse_day("2000-02-29").has_value());
  CHECK(parse_day("2004-02-29").has_value());
  CHECK(day_of_year(make_day(2001, 12, 31)) == 365);
  CHECK(day_of_year(make_day(2004, 12, 31)) == 366);
  CHECK(day_of_year(make_day(1900, 12, 31)) == 365);
  CHECK(day_of_year(make_day(2001, 1, 1)) == 1);
  CHECK(day_of_year(make_day(2001, 3, 1)) == 60);
  CHECK(day_of_year(make_day(2004, 3, 1)) == 61);
}

TEST_CASE("the parts of a day", "[base]")
{
  const Day day = make_day(2001, 5, 31);
  CHECK(year_of(day) == 2001);
  CHECK(month_of(day) == 5);
  CHECK(days_since_1970(make_day(1970, 1, 1)) == 0);
  CHECK(days_since_1970(make_day(2000, 1, 1)) == 10957);
  CHECK(days_since_1970(make_day(1969, 12, 31)) == -1);
}
