#include "engine/environment_day.h"

#include <catch2/catch.hpp>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// Rules whose numbers this file leans on.
engine::Rules plain_rules()
{
  engine::Rules r = rules();
  r.snow.all_snow_below_c = -1;
  r.snow.all_rain_above_c = 2;
  r.snow.degree_day_factor_mm = 3;
  r.snow.melt_threshold_c = 0;
  r.snow.gauge_undercatch = 1;
  r.snow.depletion_exponent = 0.5;
  r.snow.bare_below_cover = 0.15;
  r.snow.bare_days = 5;
  r.green_up.half_at_degc_d = 100;
  r.green_up.spread_degc_d = 20;
  r.insects.emergence_days = 14;
  r.insects.emergence_degc_d = 100;
  r.insects.oestrid_start_doy = 182;
  r.insects.oestrid_end_doy = 232;
  r.ice.freeze_after_degc_d = 100;
  r.ice.breakup_after_degc_d = 50;
  return r;
}

landscape::Weather even_weather(const landscape::Terrain& t, Day day, float temperature_c, float precipitation_mm)
{
  landscape::Weather w = weather_of(t, day);
  for (Field* f : {&w.temperature_c, &w.temperature_min_c, &w.temperature_max_c})
    f->assign(t.grid.size(), temperature_c);
  w.precipitation_mm.assign(t.grid.size(), precipitation_mm);
  return w;
}

struct FlatYear {
  engine::Rules rules = plain_rules();
  landscape::Terrain terrain = flat_land();
  landscape::Environment e;
  FlatYear() { e.resize(terrain.grid); }
  void days(Day from, int n, float temperature_c, float precipitation_mm)
  {
    const Threads these {1};
    for (int d = 0; d < n; ++d) {
      engine::environment_day(rules, terrain,
                              even_weather(terrain, from + std::chrono::days {d}, temperature_c, precipitation_mm), e);
    }
  }
};

constexpr std::size_t anywhere = 1234;

}  // namespace

TEST_CASE("snow builds up day by day and melts by degrees", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 1, 1), 30, -15.0f, 4.0f);
  CHECK(y.e.snow_water_mm[anywhere] == Approx(120));
  CHECK(y.e.snow_cover[anywhere] == Approx(1));
  CHECK(y.e.snow_depth_m[anywhere] > 0.3f);
  y.days(make_day(2001, 5, 1), 4, 5.0f, 0.0f);  // 15 mm a day
  CHECK(y.e.snow_water_mm[anywhere] == Approx(60));
  CHECK(y.e.snow_cover[anywhere] == Approx(std::sqrt(0.5)).epsilon(1e-4));
  CHECK(y.e.snow_water_max_mm[anywhere] == Approx(120));
  y.days(make_day(2001, 5, 5), 4, 5.0f, 0.0f);
  CHECK(y.e.snow_water_mm[anywhere] == 0.0f);
  CHECK(y.e.snow_cover[anywhere] == 0.0f);
  CHECK(y.e.snow_depth_m[anywhere] == 0.0f);
  CHECK(y.e.snow_water_max_mm[anywhere] == 0.0f);  // next winter starts anew
}

TEST_CASE("snow water is conserved: what fell is there or has melted", "[engine]")
{
  FlatYear y;
  double fallen = 0;
  for (int d = 0; d < 100; ++d) {
    y.days(make_day(2001, 1, 1) + std::chrono::days {d}, 1, -5.0f, 0.1f * static_cast<float>(d % 5));
    fallen += 0.1 * (d % 5);
    REQUIRE(y.e.snow_water_mm[anywhere] == Approx(fallen).margin(1e-3));
  }
}

TEST_CASE("the wind of the day is known, and a changed one is told", "[engine]")
{
  FlatYear y;
  const auto version = [&] { return y.e.version.wind; };
  y.days(make_day(2001, 7, 1), 1, 8.0f, 0.0f);
  CHECK(y.e.wind_m_s == weather_of(y.terrain, make_day(2001, 7, 1)).wind_m_s);
  const auto before = version();
  y.days(make_day(2001, 7, 2), 1, 8.0f, 0.0f);
  CHECK(version() == before);  // it blows as yesterday
  std::fill(y.e.wind_m_s.begin(), y.e.wind_m_s.end(), 9.0f);
  y.days(make_day(2001, 7, 3), 1, 8.0f, 0.0f);
  CHECK(version() == before + 1);
}

TEST_CASE("snow buries trails, and what is left of them eases walking", "[engine]")
{
  FlatYear y;
  landscape::Presence herd;
  herd.resize(y.terrain.grid);
  const auto days = [&](Day from, int n, float temperature_c, float precipitation_mm) {
    for (int d = 0; d < n; ++d) {
      y.days(from + std::chrono::days {d}, 1, temperature_c, precipitation_mm);
      engine::bury_trails(y.rules.trails, y.e, herd);
    }
  };
  days(make_day(2001, 1, 1), 30, -15.0f, 4.0f);
  CHECK(herd.walking_depth_m[anywhere] == y.e.snow_depth_m[anywhere]);
  y.rules.trails.fresh_snow_m = 0.1;
  std::fill(herd.trail.begin(), herd.trail.end(), 1.0f);
  herd.touch();
  const auto before = herd.version.trail;
  days(make_day(2001, 2, 1), 1, -15.0f, 0.0f);
  CHECK(herd.trail[anywhere] == 1.0f);
  CHECK(herd.version.trail == before);
  CHECK(herd.walking_depth_m[anywhere] == behaviour::walking_depth_m(y.rules.trails, y.e.snow_depth_m[anywhere], 1.0f));
  days(make_day(2001, 2, 2), 1, -15.0f, 10.0f);  // some 4 cm
  CHECK(herd.trail[anywhere] < 0.8f);
  CHECK(herd.trail[anywhere] > 0.4f);
  CHECK(herd.version.trail == before + 1);
  days(make_day(2001, 5, 1), 30, 10.0f, 0.0f);
  CHECK(herd.trail[anywhere] == 0.0f);
  CHECK(herd.walking_depth_m[anywhere] == 0.0f);
}

TEST_CASE("it is known which rows have snow, be it reckoned or given", "[engine]")
{
  const Threads these {1};
  const bool given = GENERATE(false, true);
  const landscape::Terrain t = terrain();
  const auto columns = t.grid.columns;
  landscape::Environment e;
  e.resize(t.grid);
  int patchy = 0;
  for (int day = 0; day < 400; ++day) {
    landscape::Weather w = weather_of(t, make_day(2000, 9, 1) + std::chrono::days {day});
    if (given) {
      w.snow_depth_m.assign(t.grid.size(), 0.0f);
      if (day % 3 != 0) std::fill_n(&w.snow_depth_m[t.grid.index(0, day % 20)], columns / 2, 0.1f);
    }
    engine::environment_day(rules(), t, w, e);
    for (int r = 0; r < t.grid.rows; ++r) {
      const float* depth = &e.snow_depth_m[t.grid.index(0, r)];
      const bool snow = std::any_of(depth, depth + columns, [](float m) { return m > 0.0f; });
      CAPTURE(given, day, r);
      REQUIRE((e.snow_in_row[static_cast<std::size_t>(r)] != 0) == snow);
    }
    const auto rows = std::ranges::count(e.snow_in_row, 1);
    patchy += rows > 0 && rows < first_sea_row ? 1 : 0;
  }
  CHECK(patchy > 5);
}

TEST_CASE("rain on bare ground leaves no snow", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 7, 1), 10, 8.0f, 10.0f);
  CHECK(y.e.snow_water_mm[anywhere] == 0.0f);
  CHECK(y.e.snow_free_days[anywhere] == 10);
}

TEST_CASE("the snow-free day is the first of five bare days in a row", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 1, 1), 30, -15.0f, 2.0f);  // 60 mm
  y.days(make_day(2001, 5, 1), 10, 2.0f, 0.0f);    // 6 mm a day: gone in the tenth
  CHECK(y.e.snow_water_mm[anywhere] == 0.0f);
  CHECK(y.e.snow_free_days[anywhere] == 1);
  y.days(make_day(2001, 5, 11), 3, 2.0f, 0.0f);
  CHECK(y.e.snow_free_doy[anywhere] == 0);
  y.days(make_day(2001, 5, 14), 1, 2.0f, 0.0f);
  CHECK(y.e.snow_free_doy[anywhere] == 130);  // 10 May
}

TEST_CASE("a flurry does not move the snow-free day, snow that stays does, a short bare spell sets none", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 1, 1), 30, -15.0f, 1.0f);
  y.days(make_day(2001, 5, 1), 5, 2.0f, 0.0f);  // gone on 5 May
  y.days(make_day(2001, 5, 6), 3, 2.0f, 0.0f);  // four bare days
  y.days(make_day(2001, 5, 9), 1, -5.0f, 12.0f);
  CHECK(y.e.snow_free_days[anywhere] == -1);
  CHECK(y.e.snow_free_doy[anywhere] == 0);
  y.days(make_day(2001, 5, 10), 12, 2.0f, 0.0f);  // two days of melt
  CHECK(y.e.snow_free_doy[anywhere] == 131);      // 11 May
  y.days(make_day(2001, 5, 22), 1, -5.0f, 12.0f);
  y.days(make_day(2001, 5, 23), 12, 2.0f, 0.0f);
  CHECK(y.e.snow_free_doy[anywhere] == 131);      // two days of snow change nothing
  y.days(make_day(2001, 6, 4), 6, -5.0f, 12.0f);  // 72 mm, six days
  CHECK(y.e.snow_free_doy[anywhere] == 0);
  y.days(make_day(2001, 6, 10), 20, 4.0f, 0.0f);  // 12 mm a day: gone on 15 June
  CHECK(y.e.snow_free_doy[anywhere] == 166);
}

TEST_CASE("plants wait for bare ground, then green up by warmth", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 1, 1), 50, -15.0f, 3.0f);  // 150 mm
  y.days(make_day(2001, 5, 1), 9, 5.0f, 0.0f);     // 15 mm a day
  CHECK(y.e.thaw_degree_days[anywhere] == 0.0f);
  CHECK(y.e.greenness[anywhere] == 0.0f);
  y.days(make_day(2001, 5, 10), 20, 5.0f, 0.0f);  // bare from the 10th on
  CHECK(y.e.thaw_degree_days[anywhere] == Approx(100));
  CHECK(y.e.green_up_doy[anywhere] == 149);  // 29 May
  CHECK(y.e.greenness[anywhere] == Approx(0.5).margin(0.01));
  y.days(make_day(2001, 5, 30), 30, 5.0f, 0.0f);
  CHECK(y.e.greenness[anywhere] > 0.98f);
  CHECK(y.e.green_up_doy[anywhere] == 149);
}

TEST_CASE("a new year counts from the start", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 6, 1), 60, 15.0f, 0.0f);
  CHECK(y.e.green_up_doy[anywhere] > 0);
  CHECK(y.e.mosquito_hours[anywhere] > 0.0f);
  y.days(make_day(2002, 1, 1), 1, -15.0f, 0.0f);
  CHECK(y.e.green_up_doy[anywhere] == 0);
  CHECK(y.e.snow_free_doy[anywhere] == 0);
  CHECK(y.e.thaw_degree_days[anywhere] == 0.0f);
  CHECK(y.e.mosquito_hours[anywhere] == 0.0f);
  CHECK(y.e.oestrid_hours[anywhere] == 0.0f);
}

TEST_CASE("no mosquito is counted before emergence, and hours add up after it", "[engine]")
{
  FlatYear y;
  y.rules.insects.wind_at_animal = 1;
  y.rules.insects.mosquito_from_c = 6;
  y.rules.insects.mosquito_full_c = 18;
  y.rules.insects.mosquito_calm_m_s = 6;
  y.rules.insects.sea_breeze_k = 0;
  const auto still_day = [&](int d) {
    landscape::Weather w = even_weather(y.terrain, make_day(2001, 6, 1) + std::chrono::days {d}, 10.0f, 0.0f);
    w.wind_m_s.assign(y.terrain.grid.size(), 2.0f);
    engine::environment_day(y.rules, y.terrain, w, y.e);
  };
  for (int d = 0; d < 14; ++d) still_day(d);
  CHECK(y.e.mosquito_hours[anywhere] == 0.0f);  // 140 degree-days, but 13 days since the snow went
  for (int d = 14; d < 17; ++d) still_day(d);
  CHECK(y.e.mosquito_hours[anywhere] == Approx(3 * 24 * 5.0 / 13 * 4 / 6).epsilon(1e-4));  // (10 degC, 2 m/s): 0.26
  CHECK(y.e.oestrid_hours[anywhere] == 0.0f);
}

TEST_CASE("lakes freeze in autumn and open in summer", "[engine]")
{
  FlatYear y;
  y.days(make_day(2000, 10, 1), 9, -10.0f, 0.0f);
  CHECK(y.e.ice[anywhere] == 0);
  y.days(make_day(2000, 10, 10), 1, -10.0f, 0.0f);
  CHECK(y.e.ice[anywhere] == 1);
  y.days(make_day(2001, 5, 20), 10, 5.0f, 0.0f);
  CHECK(y.e.ice[anywhere] == 0);
}

TEST_CASE("the week's temperature follows the day's within a week or two", "[engine]")
{
  FlatYear y;
  y.days(make_day(2001, 1, 1), 7, -20.0f, 0.0f);
  CHECK(y.e.week_temperature_c[anywhere] == Approx(-20 * (1 - std::pow(6.0 / 7, 7))).epsilon(1e-4));
}

TEST_CASE("in the small world snow lies in winter and is gone in July, last on the ridge", "[engine]")
{
  const landscape::Terrain t = terrain();
  const engine::Rules r = plain_rules();
  const landscape::Environment april = environment_on(r, t, make_day(2001, 4, 15));
  const landscape::Environment july = environment_on(r, t, make_day(2001, 7, 25));
  const auto cell = [&](double x_km, double y_km) {
    return static_cast<std::size_t>(t.grid.cell_at(x_km * 1000, y_km * 1000));
  };
  for (const std::size_t i : {cell(-50, 50), cell(10, 0), cell(30, -80)}) {
    CHECK(april.snow_cover[i] > 0.9f);
    CHECK(april.ice[i] == 1);
    CHECK(july.snow_cover[i] == 0.0f);
    CHECK(july.ice[i] == 0);
    CHECK(july.snow_free_doy[i] > 120);
  }
  CHECK(july.snow_free_doy[cell(10, 0)] > july.snow_free_doy[cell(-50, 50)]);
  CHECK(july.mosquito_hours[cell(30, -80)] > 0.0f);
}

TEST_CASE("rain on snow leaves a crust when it freezes, which new snow and thaw undo", "[engine]")
{
  FlatYear y;
  y.rules.icing.rain_mm = 2;
  y.rules.icing.least_snow_mm = 5;
  y.rules.icing.covered_by_mm = 10;
  const Day first = make_day(2001, 2, 1);
  y.days(first, 20, -15.0f, 2.0f);
  CHECK(y.e.icing[anywhere] == 0.0f);
  landscape::Weather thaw = even_weather(y.terrain, first + std::chrono::days {20}, 2.5f, 6.0f);
  thaw.temperature_min_c.assign(y.terrain.grid.size(), -1.0f);
  engine::environment_day(y.rules, y.terrain, thaw, y.e);
  REQUIRE(y.e.snow_water_mm[anywhere] > 5.0f);
  CHECK(y.e.icing[anywhere] == 1.0f);
  y.days(first + std::chrono::days {21}, 10, -15.0f, 0.0f);
  CHECK(y.e.icing[anywhere] == 1.0f);
  y.days(first + std::chrono::days {31}, 2, -15.0f, 2.5f);
  CHECK(y.e.icing[anywhere] == Approx(0.5));
  y.days(first + std::chrono::days {33}, 40, 8.0f, 0.0f);
  CHECK(y.e.icing[anywhere] == 0.0f);
}

TEST_CASE("nothing happens to the snow of the sea", "[engine]")
{
  const landscape::Terrain t = terrain();
  const landscape::Environment e = environment_on(plain_rules(), t, make_day(2001, 4, 15));
  CHECK(e.snow_water_mm[t.grid.index(5, first_sea_row + 1)] == 0.0f);
}

TEST_CASE("weather passes over the land the same on any number of threads", "[engine][reproducible]")
{
  const landscape::Terrain t = terrain();
  const auto run = [&](int threads) { return environment_on(plain_rules(), t, make_day(2001, 6, 10), threads); };
  const landscape::Environment one = run(1), seven = run(7);
  CHECK(one.snow_water_mm == seven.snow_water_mm);
  CHECK(one.greenness == seven.greenness);
  CHECK(one.snow_free_doy == seven.snow_free_doy);
  CHECK(one.thaw_degree_days == seven.thaw_degree_days);
  CHECK(one.mosquito_hours == seven.mosquito_hours);
}

TEST_CASE("a snow layer takes the place of the snow the weather would have made", "[engine]")
{
  FlatYear y;
  landscape::Weather w = even_weather(y.terrain, make_day(2001, 4, 1), -20, 10);
  SECTION("water alone: depth by density")
  {
    w.snow_water_mm.assign(y.terrain.grid.size(), 120.0f);
    engine::environment_day(y.rules, y.terrain, w, y.e);
    CHECK(y.e.snow_water_mm[anywhere] == 120.0f);
    CHECK(y.e.snow_depth_m[anywhere] == Approx(behaviour::snow_depth_m(y.rules.snow, 120.0f, false, 91)));
  }
  SECTION("depth alone: water by density, and back again")
  {
    w.snow_depth_m.assign(y.terrain.grid.size(), 0.40f);
    engine::environment_day(y.rules, y.terrain, w, y.e);
    CHECK(y.e.snow_depth_m[anywhere] == 0.40f);
    CHECK(y.e.snow_water_mm[anywhere] == Approx(0.40 * 294.0).margin(3.0));
    CHECK(behaviour::snow_depth_m(y.rules.snow, y.e.snow_water_mm[anywhere], false, 91) == Approx(0.40).epsilon(0.01));
  }
  SECTION("both: each as given")
  {
    w.snow_water_mm.assign(y.terrain.grid.size(), 0.0f);
    w.snow_depth_m.assign(y.terrain.grid.size(), 0.1f);
    engine::environment_day(y.rules, y.terrain, w, y.e);
    CHECK(y.e.snow_water_mm[anywhere] == 0.0f);
    CHECK(y.e.snow_depth_m[anywhere] == 0.1f);
    CHECK(y.e.snow_cover[anywhere] == 0.0f);
  }
}

TEST_CASE("an NDVI layer takes the place of green-up by warmth", "[engine]")
{
  FlatYear y;
  const behaviour::GreenUp& p = y.rules.green_up;
  const auto see = [&](Day day, double ndvi) {
    landscape::Weather w = even_weather(y.terrain, day, 15, 0);
    w.ndvi.assign(y.terrain.grid.size(), static_cast<float>(ndvi));
    engine::environment_day(y.rules, y.terrain, w, y.e);
  };
  see(make_day(2001, 6, 1), p.ndvi_bare);
  CHECK(y.e.greenness[anywhere] == 0.0f);
  CHECK(y.e.green_up_doy[anywhere] == 0);
  see(make_day(2001, 6, 2), 0.5 * (p.ndvi_bare + p.ndvi_full_tundra) + 0.01);
  CHECK(y.e.greenness[anywhere] == Approx(0.5).margin(0.03));
  CHECK(y.e.green_up_doy[anywhere] == 153);
  see(make_day(2001, 6, 3), 0.95);
  CHECK(y.e.greenness[anywhere] == 1.0f);
  CHECK(y.e.green_up_doy[anywhere] == 153);
}

TEST_CASE("an insect layer takes the place of the mosquitoes, by 24 hours a day", "[engine]")
{
  FlatYear y;
  landscape::Weather w = even_weather(y.terrain, make_day(2001, 5, 1), -5, 0);
  w.insects.assign(y.terrain.grid.size(), 0.25f);
  engine::environment_day(y.rules, y.terrain, w, y.e);
  CHECK(y.e.mosquito_hours[anywhere] == 6.0f);
  CHECK(y.e.oestrid_hours[anywhere] == 0.0f);
}
