#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/forcing.h"
#include "landscape/weather.h"
#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::constant;
using testing::DailyFile;
using testing::even;
using testing::refusal;
using testing::Setting;

TEST_CASE("five layers make a day of weather", "[forcing]")
{
  Setting s;
  const landscape::Weather w = s.read(make_day(2001, 5, 4));
  CHECK(w.day == make_day(2001, 5, 4));
  CHECK(w.temperature_c == Field(48, -5.0f));
  CHECK(w.temperature_min_c == Field(48, -10.0f));
  CHECK(w.temperature_max_c == Field(48, 1.0f));
  CHECK(w.wind_m_s == Field(48, 4.0f));
  CHECK(w.precipitation_mm == Field(48, 2.0f));
  REQUIRE(s.facts.size() == 5);
  CHECK(s.facts[0].role == "temperature");
  CHECK(s.facts[0].variable == "v");
  CHECK(s.facts[0].units == "degC");
  CHECK(s.facts[0].calendar == "standard");
  CHECK(s.facts[0].grid == "longitude-latitude, 9 x 7 cells of 1 x 1 degrees");
  CHECK(s.facts[0].resampling == "bilinear");
  CHECK(s.facts[0].first_day == "2001-05-01");
  CHECK(s.facts[0].last_day == "2001-05-10");
  CHECK(s.facts[0].time == "daily");
  CHECK(s.facts[0].sha256.empty());  // until a run asks for it
  hash_inputs(s.facts);
  CHECK(s.facts[0].sha256.size() == 64);
  CHECK(s.facts[0].sha256 == checksum(s.facts[0]));
}

TEST_CASE("without a layer of temperature it is the middle of the day's extremes", "[forcing]")
{
  Setting s;
  std::erase_if(s.layers, [](const ResolvedLayer& layer) { return layer.spec.role == "temperature"; });
  const landscape::Weather w = s.read(make_day(2001, 5, 4));
  CHECK(w.temperature_c == Field(48, -4.5f));
  REQUIRE(s.facts.size() == 4);
  CHECK(s.facts[0].note == "no layer of temperature: it is the middle of min and max");
}

TEST_CASE("extremes that were mixed up are refused", "[forcing]")
{
  Setting s;
  std::swap(s.spec("temperature_min").file, s.spec("temperature_max").file);
  CHECK(s.only_problem() ==
        "on 2001-05-01 temperature_min is above temperature_max, by 11 K on the mean of all cells; are the two layers "
        "mixed up?");
}

TEST_CASE("each day gets its own record", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "K";
  file.value = [](std::size_t day, double, double) { return 263.15 + static_cast<double>(day); };
  s.give("temperature", file);
  const auto source = s.open();
  REQUIRE(source);
  landscape::Weather w;
  for (int day = 0; day < 10; ++day) {
    source->read(s.first + std::chrono::days {day}, w);
    CHECK(w.temperature_c[7] == Approx(-10 + day).margin(1e-4));
  }
}

TEST_CASE("a plane in longitude and latitude arrives as one", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "degC";
  file.lon = even(215, 1, 9);
  file.lat = even(71, -1, 7);
  file.value = [](std::size_t, double lon, double lat) { return (lon - 219) + 3 * (lat - 68); };
  s.give("temperature", file);
  const landscape::Weather w = s.read(s.first);
  const Projection projection(testing::model_crs);
  const Grid grid = testing::small_grid();
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const std::vector<double> x {grid.x_of(column)}, y {grid.y_of(row)};
      std::vector<double> lon(1), lat(1);
      projection.to_geographic(x, y, lon, lat);
      CHECK(w.temperature_c[grid.index(column, row)] == Approx((lon[0] + 141) + 3 * (lat[0] - 68)).margin(1e-4));
    }
}

TEST_CASE("precipitation in any unit is mm a day", "[forcing]")
{
  Setting s;
  DailyFile file;
  const auto [units, value] =
    GENERATE(std::pair<const char*, double> {"kg m-2 s-1", 3.0 / 86400}, std::pair<const char*, double> {"m", 0.003},
             std::pair<const char*, double> {"mm", 3.0}, std::pair<const char*, double> {"mm/day", 3.0});
  file.units = units;
  file.value = constant(value);
  s.give("precipitation", file);
  CAPTURE(units);
  CHECK(s.read(s.first).precipitation_mm[0] == Approx(3.0));
}

TEST_CASE("monthly sums are spread evenly, monthly temperatures drawn from middle to middle", "[forcing]")
{
  Setting s;
  s.last = make_day(2001, 5, 31);
  for (const char* const role : {"temperature_min", "temperature_max", "wind_speed"}) {
    DailyFile longer;
    longer.units = std::string(role) == "wind_speed" ? "m s-1" : "degC";
    longer.time = even(0, 1, 31);
    s.give(role, longer);
  }
  DailyFile months;
  months.time_units = "days since 2001-04-01";
  months.time = {15, 45.5, 76};
  months.bounds = {0, 30, 30, 61, 61, 91};
  months.units = "mm/month";
  months.value = [](std::size_t m, double, double) { return m == 1 ? 62.0 : 0.0; };
  s.give("precipitation", months);
  months.units = "degC";
  months.value = [](std::size_t m, double, double) { return 10.0 * static_cast<double>(m); };
  s.give("temperature", months);
  const auto source = s.open();
  REQUIRE(source);
  landscape::Weather w;
  double rain_mm = 0;
  for (Day day = s.first; day <= s.last; day += std::chrono::days {1}) {
    source->read(day, w);
    rain_mm += static_cast<double>(w.precipitation_mm[0]);
    CHECK(w.precipitation_mm[0] == Approx(2.0));
    if (day == make_day(2001, 5, 1)) CHECK(w.temperature_c[0] == Approx(10 * 15.5 / 30.5));
    if (day == make_day(2001, 5, 16)) CHECK(w.temperature_c[0] == Approx(10));
  }
  CHECK(rain_mm == Approx(62.0));
}

TEST_CASE("temperature is carried to the model's height", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "degC";
  file.with_height = true;  // 400 m on the border meridian, 100 m more a degree east
  file.time = even(0, 1, 120);
  s.give("temperature", file).elevation = "orog";
  s.spec("temperature").variable = "v";
  s.terrain.grid = {testing::model_crs, -500, -500, 1000, 1, 1};
  s.terrain.elevation_m = {1000.0f};
  s.last = s.first;
  const landscape::Weather w = s.read(s.first);
  CHECK(w.temperature_c[0] == Approx(s.lapse.on(121) * 0.6).margin(1e-5));
  CHECK(w.temperature_min_c[0] == -10.0f);  // no elevation given: as it is
}

TEST_CASE("a warming scenario is an offset; the scale comes first", "[forcing]")
{
  Setting s;
  s.spec("temperature").offset = 2;
  s.spec("precipitation").scale = 1.5;
  s.spec("precipitation").offset = 1;
  const landscape::Weather w = s.read(s.first);
  CHECK(w.temperature_c[0] == -3.0f);
  CHECK(w.precipitation_mm[0] == 4.0f);
}

TEST_CASE("a hair of negative rain, as packing leaves it, is none", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "mm day-1";
  file.value = constant(-0.001);
  s.give("precipitation", file);
  CHECK(s.read(s.first).precipitation_mm[0] == 0.0f);
}

TEST_CASE("daily layers that cannot be used say why, before the first step", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "degC";

  SECTION("missing role")
  {
    s.layers.erase(s.layers.begin() + 3);
    CHECK_THAT(s.only_problem(),
               Contains("no [[layer]] has role wind_speed (daily mean wind speed at 10 m; or give wind_u and wind_v)"));
  }
  SECTION("twice")
  {
    s.layers.push_back(s.layers[1]);
    s.layers.back().where = "s.toml:9:1";
    CHECK_THAT(s.only_problem(), Contains("s.toml:9:1: role temperature_min is given twice"));
  }
  SECTION("no file")
  {
    s.spec("wind_speed").file = s.folder / "gone.nc";
    CHECK_THAT(s.only_problem(), Contains("s.toml:4:1: ") && Contains("gone.nc: no such file"));
  }
  SECTION("network")
  {
    s.spec("wind_speed").file = "https://example.org/wind.nc";
    CHECK_THAT(s.only_problem(), Contains("s.toml:4:1: https://example.org/wind.nc: is a network address"));
  }
  SECTION("no such variable")
  {
    file.variable = "t2m";
    s.give("temperature", file).variable = "tm2";
    CHECK_THAT(s.only_problem(),
               Contains("s.toml:1:1: ") && Contains("temperature.nc: no variable tm2; did you mean t2m?"));
  }
  SECTION("units")
  {
    file.units = "furlong";
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(),
               Contains("temperature.nc: variable v is in 'furlong', which does not convert to 'degC'"));
  }
  SECTION("no units")
  {
    file.units = "";
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(),
               Contains("variable v has no units; give them with `units` (temperature wants 'degC')"));
  }
  SECTION("precipitation that is none")
  {
    s.give("precipitation", file);
    CHECK_THAT(s.only_problem(), Contains("variable v is in 'degC', which does not convert to 'mm day-1'"));
  }
  SECTION("elsewhere")
  {
    file.lon = even(10, 1, 5);
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("variable v covers 0 % of the model grid; its own extent is lon 10 .. "
                                          "14, lat 65 .. 71; first cell outside: 67.7"));
  }
  SECTION("half covered")
  {
    file.lon = even(-145, 1, 4);  // its eastern edge is 141.5 W: three of eight columns are west of it
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("% of the model grid; its own extent is lon -145 .. -142"));
  }
  SECTION("too short")
  {
    s.last = make_day(2001, 5, 20);
    const auto source = s.open();
    CHECK_FALSE(source);
    REQUIRE(s.problems.size() == 5);
    CHECK_THAT(s.problems[0],
               Contains("variable v holds 2001-05-01 to 2001-05-10, but 2001-05-01 to 2001-05-20 is needed"));
  }
  SECTION("calendar")
  {
    file.calendar = "365_days";
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("temperature.nc") && Contains("365_days") && Contains("365_day?"));
  }
  SECTION("a day is missing")
  {
    file.time = {0, 1, 2, 4, 5, 6, 7, 8, 9, 10};
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("2001-05-04 is missing"));
  }
  SECTION("nothing in it")
  {
    file.value = constant(std::nan(""));
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("temperature.nc: variable v on 2001-05-01: no value anywhere"));
  }
  SECTION("a gap on the first day")
  {
    file.value = [](std::size_t, double lon, double lat) { return lon <= -141 && lat >= 67 ? std::nan("") : 1.0; };
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("variable v on 2001-05-01: no value at 67."));
  }
  SECTION("not to be believed")
  {
    file.value = constant(263);  // Kelvin called Celsius
    s.give("temperature", file);
    CHECK_THAT(s.only_problem(), Contains("variable v gives 263 degC on 2001-05-01 at 67.7") &&
                                   Contains("temperature must lie in -75 .. 45 degC"));
  }
  SECTION("elevation for the wind")
  {
    s.spec("wind_speed").elevation = "orog";
    CHECK_THAT(s.only_problem(), Contains("only temperatures are carried to another height, not wind_speed"));
  }
  SECTION("no time")
  {
    {
      testing::NcMaker nc(s.spec("temperature").file);
      const int y = nc.axis("lat", "", "degrees_north", even(65, 1, 7)),
                x = nc.axis("lon", "", "degrees_east", even(-145, 1, 9));
      nc.text(nc.variable("v", NC_FLOAT, {y, x}), "units", "degC");
    }
    CHECK_THAT(s.only_problem(), Contains("temperature.nc: variable v has no time axis"));
  }
}

TEST_CASE("all problems are told at once", "[forcing]")
{
  Setting s;
  for (ResolvedLayer& layer : s.layers) layer.spec.units = "furlong";
  CHECK_FALSE(s.open());
  CHECK(s.problems.size() == 5);
  CHECK(s.facts.empty());
}

TEST_CASE("a gap or a wrong value on a later day stops the run there", "[forcing]")
{
  Setting s;
  DailyFile file;
  file.units = "degC";
  const bool gap = GENERATE(true, false);
  file.value = [gap](std::size_t day, double, double) { return day < 6 ? 1.0 : gap ? std::nan("") : 99.0; };
  s.give("temperature", file);
  const auto source = s.open();
  REQUIRE(source);
  landscape::Weather w;
  source->read(make_day(2001, 5, 6), w);
  const std::string told = refusal([&] { source->read(make_day(2001, 5, 7), w); });
  CHECK_THAT(told, Contains("s.toml:1:1: ") && Contains("temperature.nc: variable v") && Contains("on 2001-05-07"));
  CHECK_THAT(told, Contains(gap ? "no value anywhere" : "gives 99 degC"));
  CHECK_THAT(refusal([&] { source->read(make_day(2002, 1, 1), w); }), Contains("2002-01-01 to 2002-01-01 is needed"));
}
