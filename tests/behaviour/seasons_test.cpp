#include "behaviour/seasons.h"

#include <catch2/catch.hpp>
#include <random>

using namespace rangifer::behaviour;

namespace {

Seasons calendar()
{
  Seasons p;
  p.spring_departure_doy = 108;
  p.spring_spread_d = 8;
  p.spring_warmth_per_k = 0.1;
  p.spring_reference_c = -12;
  p.barren_lag_d = 7;
  p.bull_lag_d = 30;
  p.arrival_km = 20;
  p.pre_calving_d = 12;
  p.calving_d = 5;
  p.straggle_until_doy = 190;
  p.disperse_doy = 220;
  p.disperse_spread_d = 4;
  p.fall_departure_doy = 246;
  p.fall_spread_d = 6;
  p.fall_cold_push = 1.5;
  p.rut_from_doy = 281;
  p.rut_d = 14;
  p.rut_spread_d = 2;
  p.settle_spread_d = 3;
  p.winter_arrival_km = 40;
  p.settle_doy = 335;
  return p;
}

/// A pregnant cow in mid-winter weather, far from anywhere.
Cues cow(int day_of_year)
{
  Cues c;
  c.day_of_year = day_of_year;
  c.week_temperature_c = -12;
  c.to_go_km = 500;
  c.days_to_due = 155 - day_of_year;
  c.pregnant = true;
  return c;
}

double share_gone(Season from, const Cues& cues, const Seasons& by = calendar())
{
  constexpr int n = 10'000;
  int gone = 0;
  for (int i = 0; i < n; ++i) {
    gone += next_season(by, from, cues, (static_cast<float>(i) + 0.5f) / n) != from;
  }
  return static_cast<double>(gone) / n;
}

}  // namespace

TEST_CASE("half of the pregnant cows have left their winter range by the middle date", "[behaviour]")
{
  CHECK(share_gone(Season::winter, cow(108)) == Approx(0.5).margin(2e-4));
  CHECK(share_gone(Season::winter, cow(116)) == Approx(0.7311).margin(2e-4));  // one spread later
  CHECK(share_gone(Season::winter, cow(100)) == Approx(0.2689).margin(2e-4));
}

TEST_CASE("who has left by a day had left the day after: the threshold is the animal's own", "[behaviour]")
{
  for (const float draw : {0.02f, 0.3f, 0.7f, 0.98f}) {
    bool gone = false;
    for (int doy = 60; doy < 200; ++doy) {
      const bool leaves = next_season(calendar(), Season::winter, cow(doy), draw) == Season::spring_migration;
      REQUIRE((leaves || !gone));
      gone = leaves;
    }
    CHECK(gone);
  }
}

TEST_CASE("barren cows leave a week after pregnant ones, bulls a month after", "[behaviour]")
{
  Cues barren = cow(115);
  barren.pregnant = false;
  CHECK(share_gone(Season::winter, barren) == Approx(0.5).margin(2e-4));
  Cues bull = cow(138);
  bull.pregnant = false;
  bull.male = true;
  CHECK(share_gone(Season::winter, bull) == Approx(0.5).margin(2e-4));
}

TEST_CASE("a warm week hurries departure", "[behaviour]")
{
  Cues warm = cow(108);
  warm.week_temperature_c = -2;  // 10 K above the reference: one spread
  CHECK(share_gone(Season::winter, warm) == Approx(0.7311).margin(2e-4));
}

TEST_CASE("nobody sets out in autumn", "[behaviour]")
{
  Cues warm = cow(330);
  warm.week_temperature_c = 10;
  CHECK(share_gone(Season::winter, warm) == 0.0);
}

TEST_CASE("a pregnant cow looks for a place when she has arrived or her time is near", "[behaviour]")
{
  Cues c = cow(130);
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::spring_migration);
  c.to_go_km = 19;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::pre_calving);
  c = cow(143);
  c.days_to_due = 13;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::spring_migration);
  c.days_to_due = 12;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::pre_calving);
}

TEST_CASE("who is not pregnant ends its spring migration on arrival, or late in the season wherever it is",
          "[behaviour]")
{
  Cues c = cow(160);
  c.pregnant = false;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::spring_migration);
  c.to_go_km = 5;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::post_calving);
  c.to_go_km = 500;
  c.day_of_year = 190;
  CHECK(next_season(calendar(), Season::spring_migration, c, 0.5f) == Season::post_calving);
}

TEST_CASE("a cow that gives birth on the way calves there", "[behaviour]")
{
  Cues c = cow(156);
  c.pregnant = false;
  c.gave_birth = true;
  const auto from = GENERATE(Season::spring_migration, Season::pre_calving, Season::winter, Season::post_calving);
  CHECK(next_season(calendar(), from, c, 0.99f) == Season::calving);
}

TEST_CASE("a cow looks for a place until she gives birth", "[behaviour]")
{
  Cues c = cow(154);
  CHECK(next_season(calendar(), Season::pre_calving, c, 0.5f) == Season::pre_calving);
  c.pregnant = false;
  CHECK(next_season(calendar(), Season::pre_calving, c, 0.5f) == Season::post_calving);  // she lost it
}

TEST_CASE("mother and calf stay for their days, then join the others", "[behaviour]")
{
  Cues c = cow(158);
  c.pregnant = false;
  c.days_in_season = 4;
  CHECK(next_season(calendar(), Season::calving, c, 0.5f) == Season::calving);
  c.with_calf = false;  // it died
  CHECK(next_season(calendar(), Season::calving, c, 0.5f) == Season::post_calving);
  c.with_calf = true;
  c.days_in_season = 5;
  CHECK(next_season(calendar(), Season::calving, c, 0.5f) == Season::post_calving);
}

TEST_CASE("aggregations break up about their date", "[behaviour]")
{
  Cues c = cow(220);
  c.pregnant = false;
  CHECK(share_gone(Season::post_calving, c) == Approx(0.5).margin(2e-4));
  CHECK(next_season(calendar(), Season::post_calving, c, 0.1f) == Season::late_summer);
}

TEST_CASE("frost or snow hurries the herd south", "[behaviour]")
{
  Cues c = cow(246);
  c.week_temperature_c = 5;
  CHECK(share_gone(Season::late_summer, c) == Approx(0.5).margin(2e-4));
  const double pushed = 0.8176;  // logistic of 1.5
  c.week_temperature_c = -1;
  CHECK(share_gone(Season::late_summer, c) == Approx(pushed).margin(2e-4));
  c.week_temperature_c = 5;
  c.snow_cover = 0.5f;
  CHECK(share_gone(Season::late_summer, c) == Approx(pushed).margin(2e-4));
  CHECK(next_season(calendar(), Season::late_summer, c, 0.1f) == Season::fall_migration);
}

TEST_CASE("what is frost and what is snow in fall can be told", "[behaviour]")
{
  Seasons p = calendar();
  Cues c = cow(246);
  const double pushed = 0.8176;  // logistic of 1.5
  c.week_temperature_c = 2;
  p.fall_frost_c = 3;
  CHECK(share_gone(Season::late_summer, c, p) == Approx(pushed).margin(2e-4));
  p.fall_frost_c = -15;
  c.week_temperature_c = -14;
  CHECK(share_gone(Season::late_summer, c, p) == Approx(0.5).margin(2e-4));
  c.snow_cover = 0.25f;
  CHECK(share_gone(Season::late_summer, c, p) == Approx(0.5).margin(2e-4));
  p.fall_snow_cover = 0.2;
  CHECK(share_gone(Season::late_summer, c, p) == Approx(pushed).margin(2e-4));
}

TEST_CASE("adults rut for their two weeks, in October, wherever they are", "[behaviour]")
{
  Cues c = cow(280);
  c.to_go_km = 5;
  CHECK(next_season(calendar(), Season::fall_migration, c, 0.5f) == Season::fall_migration);
  c.day_of_year = 281;
  CHECK(next_season(calendar(), Season::fall_migration, c, 0.5f) == Season::rut);
  c.day_of_year = 294;
  CHECK(next_season(calendar(), Season::rut, c, 0.5f) == Season::rut);
  c.day_of_year = 295;
  CHECK(next_season(calendar(), Season::rut, c, 0.5f) == Season::winter);  // arrived
  c.to_go_km = 100;
  CHECK(next_season(calendar(), Season::rut, c, 0.5f) == Season::fall_migration);
}

TEST_CASE("the young do not rut: they winter when they have arrived", "[behaviour]")
{
  Cues c = cow(285);
  c.pregnant = false;
  c.yearling = true;
  CHECK(next_season(calendar(), Season::fall_migration, c, 0.5f) == Season::fall_migration);
  c.to_go_km = 39;
  CHECK(next_season(calendar(), Season::fall_migration, c, 0.5f) == Season::winter);
}

TEST_CASE("half have begun to rut by the middle date, and each ruts for its two weeks", "[behaviour]")
{
  const auto begun = [](int doy) {
    int rutting = 0;
    for (int i = 0; i < 1000; ++i) {
      rutting +=
        next_season(calendar(), Season::fall_migration, cow(doy), (static_cast<float>(i) + 0.5f) / 1000) == Season::rut;
    }
    return rutting / 1000.0;
  };
  CHECK(begun(281) == Approx(0.5).margin(2e-3));
  CHECK(begun(283) == Approx(0.7311).margin(4e-3));  // the very first are done by then
  for (const float draw : {0.03f, 0.4f, 0.77f, 0.99f}) {
    Season now = Season::fall_migration;
    int days = 0;
    for (int doy = 250; doy < 330; ++doy) {
      const Season next = next_season(calendar(), now, cow(doy), draw);
      days += next == Season::rut;
      REQUIRE((next == Season::rut || now != Season::rut || days == 14));
      now = next;
    }
    CHECK(days == 14);
  }
}

TEST_CASE("half of those still on their way settle by the first of December, all in the new year", "[behaviour]")
{
  CHECK(share_gone(Season::fall_migration, cow(335)) == Approx(0.5).margin(2e-4));
  CHECK(share_gone(Season::fall_migration, cow(350)) > 0.99);
  CHECK(share_gone(Season::fall_migration, cow(3)) == 1.0);
  CHECK(next_season(calendar(), Season::fall_migration, cow(336), 0.5f) == Season::winter);
  CHECK(next_season(calendar(), Season::rut, cow(3), 0.5f) == Season::winter);
}

TEST_CASE("what a season is said not to heed makes no difference to it", "[behaviour]")
{
  std::mt19937 random {5};
  std::uniform_real_distribution<float> share {0.001f, 0.999f};
  int by_draw = 0, by_way = 0, by_ground = 0;
  for (int round = 0; round < 200'000; ++round) {
    const auto now = static_cast<Season>(round % 8);
    Cues c = cow(1 + static_cast<int>(365 * share(random)));
    c.week_temperature_c = 60 * share(random) - 40;
    c.snow_cover = share(random);
    c.to_go_km = 100 * share(random);
    c.days_in_season = static_cast<int>(10 * share(random));
    c.pregnant = share(random) < 0.5f;
    c.with_calf = share(random) < 0.5f;
    c.male = !c.pregnant && share(random) < 0.5f;
    const float draw = share(random);
    const Heeds heed = heeds(now, c.day_of_year);
    const Season next = next_season(calendar(), now, c, draw);
    Cues elsewhere = c, on_other_ground = c;
    elsewhere.to_go_km = 100 * share(random);
    on_other_ground.week_temperature_c = 60 * share(random) - 40;
    on_other_ground.snow_cover = share(random);
    const bool draw_matters = next_season(calendar(), now, c, share(random)) != next;
    const bool way_matters = next_season(calendar(), now, elsewhere, draw) != next;
    const bool ground_matters = next_season(calendar(), now, on_other_ground, draw) != next;
    REQUIRE((heed.draw || !draw_matters));
    REQUIRE((heed.way || !way_matters));
    REQUIRE((heed.ground || !ground_matters));
    by_draw += draw_matters;
    by_way += way_matters;
    by_ground += ground_matters;
  }
  CHECK(by_draw > 100);
  CHECK(by_way > 100);
  CHECK(by_ground > 100);
}
