#include "validation/pattern_arrival.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

TEST_CASE("half of the cows that come have come", "[validation]")
{
  Daily d = year_of_days(2001);
  for (std::size_t doy = 140; doy <= 180; ++doy) d.cows_on_plain[doy - 1] = doy < 150 ? 0.3 : 0.8;
  d.cows_on_plain[144] = 0.4;  // doy 145: half of 0.8
  d.cows_on_plain[39] = 0.9;   // in winter: not they
  CHECK(cow_arrivals(d) == std::vector<double> {145});
  for (double& share : d.cows_on_plain) share = std::min(share, 0.29);
  CHECK(std::isinf(cow_arrivals(d).at(0)));
}

TEST_CASE("a year without its spring has no arrival", "[validation]")
{
  Daily d = year_of_days(2001);
  d.day.resize(150);
  CHECK(cow_arrivals(d).empty());
}

TEST_CASE("bulls have until the end of August to come", "[validation]")
{
  Run run;
  run.daily = year_of_days(2001);
  CHECK(males_join(std::span(&run, 1)).needs == "needs herd/bulls_on_plain, and days from April to August");
  run.daily.bulls_on_plain = daily_values(run.daily, [](int, int doy) {
    return doy < 178 ? 0.2 : doy < 220 ? 0.35 : doy < 241 ? 0.6 : 0.9;
  });
  CHECK(males_join(std::span(&run, 1)).value == 178);  // 0.35 is half of 0.6; September does not count
  for (double& share : run.daily.bulls_on_plain) share = 0.1;
  CHECK(std::isinf(males_join(std::span(&run, 1)).value));  // which fails
}
