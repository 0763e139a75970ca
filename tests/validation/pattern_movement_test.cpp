#include "validation/pattern_movement.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

/// One cow followed over all of 2001 in steps of `step_h`, at place x(hours since the start), y = 0.
template <class X>
Tracks one_cow(double step_h, X x_m)
{
  Tracks t;
  t.cows = 1;
  for (int i = 1; i <= static_cast<int>(365 * 24 / step_h); ++i) {
    t.time.push_back(day(2001, 1, 1) + i * step_h / 24);
    t.x_m.push_back(static_cast<float>(x_m(i * step_h)));
    t.y_m.push_back(0.0f);
  }
  return t;
}

}  // namespace

TEST_CASE("rates are of winter, spring and July, and their order is the smaller ratio", "[validation]")
{
  Run run;
  run.daily = year_of_days(2001);
  for (std::size_t doy = 1; doy <= 365; ++doy) {
    run.daily.cow_distance_km[doy - 1] = doy < 60 || doy > 335     ? 4
                                         : doy >= 110 && doy < 150 ? 10
                                         : doy >= 182 && doy < 213 ? 15
                                                                   : 99;
  }
  const Rates r = seasonal_rates(std::span(&run.daily, 1));
  CHECK(r.winter == Approx(4));
  CHECK(r.spring == Approx(10));
  CHECK(r.july == Approx(15));
  CHECK(order_of_rates(std::span(&run, 1)).value == Approx(1.5));
  run.step_h = 3;
  CHECK(winter_rate(std::span(&run, 1)).needs == "needs hourly steps in winter");
  run.step_h = 1;
  CHECK(winter_rate(std::span(&run, 1)).value == Approx(4));
}

TEST_CASE("a round trip is twice the way to the farthest place, of cows that lived", "[validation]")
{
  Tracks t = one_cow(24, [](double h) { return h < 4000 ? 0.0 : 300'000.0; });
  CHECK(round_trips(t) == std::vector<double> {600});
  t.x_m[364 - 24] = std::numeric_limits<float>::quiet_NaN();  // looked at: every second day
  CHECK(round_trips(t).empty());
}

TEST_CASE("a track of 200 days makes no round trip", "[validation]")
{
  Tracks t = one_cow(24, [](double) { return 0.0; });
  for (auto* v : {&t.x_m, &t.y_m}) v->resize(200);
  t.time.resize(200);
  CHECK(round_trips(t).empty());
}

TEST_CASE("autumn: a week southward, then nine tenths of the way", "[validation]")
{
  Daily d = year_of_days(2001);
  // At 500 km to day 240, then 5 km a day to 250 km on day 290, then still.
  for (std::size_t doy = 1; doy <= 365; ++doy) {
    d.cow_northing_km[doy - 1] = doy <= 240 ? 500 : doy <= 290 ? 500 - 5.0 * static_cast<double>(doy - 240) : 250;
  }
  const std::vector<Fall> f = falls(d);
  REQUIRE(f.size() == 1);
  // The smoothed day's step grows by 5/7 km a day from day 238: on day 240 it is 15/7 > 2 for the first time.
  CHECK(f[0].start_doy == 240);
  CHECK(f[0].deep_taiga_doy == 285);  // 225 of 250 km
}

TEST_CASE("rarer fixes see a shorter path", "[validation]")
{
  // A cow that goes a kilometre out in one hour and back in the next.
  const Tracks t = one_cow(1, [](double h) { return static_cast<int>(h) % 2 == 0 ? 0.0 : 1000.0; });
  CHECK(rate_by_fixes(t, 1, 2001, 1, 59, 1).value() == Approx(24));
  CHECK(rate_by_fixes(t, 1, 2001, 1, 59, 2).value() == Approx(0));
  CHECK(rate_by_fixes(t, 1, 2001, 1, 59, 3).value() == Approx(8));
  CHECK(!rate_by_fixes(t, 1, 2001, 1, 59, 2.5));
  CHECK(!rate_by_fixes(t, 1, 2002, 1, 59, 1));
}

TEST_CASE("a straight walk is as long by any fixes, and its year is 365 of its days", "[validation]")
{
  Run run;
  run.step_h = 1;
  run.tracks = one_cow(1, [](double h) { return 250.0 * h; });  // 6 km a day
  CHECK(two_hour_decay(std::span(&run, 1)).value == Approx(1).epsilon(1e-3));
  CHECK(weekly_decay(std::span(&run, 1)).value == Approx(1).epsilon(1e-3));
  CHECK(mosquito_rate(std::span(&run, 1)).value == Approx(6).epsilon(1e-3));
  CHECK(annual_path(std::span(&run, 1)).value == Approx(2190).epsilon(1e-3));
  run.tracks.reset();
  CHECK(annual_path(std::span(&run, 1)).needs == "needs cows followed through a year");
}
