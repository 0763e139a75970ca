#include "report/words.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "report/html.h"

using namespace rangifer;
using namespace rangifer::report;

TEST_CASE("numbers as people write them", "[report]")
{
  CHECK(whole(218000) == "218,000");
  CHECK(whole(999) == "999");
  CHECK(whole(-1234567) == "-1,234,567");
  CHECK(percent(0.4935) == "49.4\u00a0%");
  CHECK(percent(std::nan("")) == "unknown");
  CHECK(signed_number(1.26) == "+1.3");
  CHECK(signed_number(-0.04) == "0.0");
}

TEST_CASE("dates as people write them", "[report]")
{
  CHECK(say_date(make_day(2005, 6, 5)) == "5 June 2005");
  CHECK(say_day_of_year(155.9) == "4 June");
  CHECK(say_day_of_year(1) == "1 January");
}

TEST_CASE("years with and without a spread", "[report]")
{
  CHECK(percent_by_year(std::vector {0.5, std::nan("")}) == "50.0\u00a0%");
  CHECK(percent_by_year(std::vector {0.5, 0.7}) == "60.0\u00a0% (50.0\u00a0% to 70.0\u00a0% from year to year)");
  CHECK(spread({}).n == 0);
}

TEST_CASE("a title cannot become markup", "[report]")
{
  CHECK(escaped("<b>\"a\" & b</b>") == "&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;");
}
