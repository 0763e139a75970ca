#include <catch2/catch.hpp>
#include <cmath>

#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using std::chrono::days;
using testing::constant;
using testing::DailyFile;
using testing::even;
using testing::Setting;

namespace {

/// Rain of hour 0..23 of a day, mm, alike every day: dry until noon.
double hourly_mm(std::size_t hour) { return hour < 12 ? 0.0 : 0.1 * static_cast<double>(24 - hour); }
const double daily_mm = 0.1 * 78;  // 1 + 2 + ... + 12

/// Hourly amounts stamped at the end of their hour, from 1 May 01:00 for eleven days; `since` midnight or
/// the hour before.
DailyFile hourly_sums(bool since_midnight)
{
  DailyFile file;
  file.units = "m";
  file.time_units = "hours since 2001-05-01";
  file.time = even(1, 1, 11 * 24);
  file.value = [since_midnight](std::size_t record, double, double) {
    const std::size_t hour = record % 24;
    double mm = since_midnight ? 0.0 : hourly_mm(hour);
    if (since_midnight)
      for (std::size_t h = 0; h <= hour; ++h) mm += hourly_mm(h);
    return mm / 1000.0;
  };
  return file;
}

}  // namespace

TEST_CASE("sums since midnight are taken apart, and sums of the hour put together", "[forcing][daily]")
{
  Setting s;
  const bool since_midnight = GENERATE(true, false);
  s.give("precipitation", hourly_sums(since_midnight)).accumulation = since_midnight ? "day" : "record";
  s.last = make_day(2001, 5, 9);
  const auto source = s.open();
  for (const std::string& problem : s.problems) UNSCOPED_INFO(problem);
  REQUIRE(source);
  landscape::Weather w;
  for (Day day = s.first; day <= s.last; day += days {1}) {
    source->read(day, w);
    CHECK(w.precipitation_mm[3] == Approx(daily_mm));
  }
  CHECK(s.facts.back().time.find("24") != std::string::npos);
}

TEST_CASE("hourly rates are averaged, whatever the hour they fall in", "[forcing][daily]")
{
  Setting s;
  DailyFile file = hourly_sums(false);
  const auto amount = file.value;
  file.units = "kg m-2 s-1";
  file.time = even(0.5, 1, 10 * 24);
  file.value = [amount](std::size_t record, double a, double b) { return amount(record, a, b) * 1000 / 3600; };
  s.give("precipitation", file);
  CHECK(s.read(s.first).precipitation_mm[0] == Approx(daily_mm));
}

TEST_CASE("sums that are not what they are said to be are refused", "[forcing][daily]")
{
  Setting s;
  s.last = make_day(2001, 5, 9);
  SECTION("not said")
  {
    s.give("precipitation", hourly_sums(true));
    CHECK_THAT(s.only_problem(), Contains("precipitation.nc: variable v: amounts ('m') every 1 hours") &&
                                   Contains("accumulation = \"record\"") && Contains("accumulation = \"day\""));
  }
  SECTION("since midnight, said of the hour")
  {
    s.give("precipitation", hourly_sums(true)).accumulation = "record";
    CHECK_THAT(s.only_problem(), Contains("they look like sums since midnight UTC"));
  }
  SECTION("of the hour, said since midnight")
  {
    s.give("precipitation", hourly_sums(false)).accumulation = "day";
    CHECK_THAT(s.only_problem(), Contains("its sums fall within a day, on 2001-05-01 14:00"));
  }
  SECTION("a word that is none")
  {
    s.give("precipitation", hourly_sums(false)).accumulation = "records";
    CHECK_THAT(s.only_problem(), Contains("`accumulation = \"records\"`: must be record or day; did you mean record?"));
  }
  SECTION("of a rate")
  {
    s.spec("precipitation").accumulation = "day";
    CHECK_THAT(s.only_problem(), Contains("is in 'mm day-1', not in an amount such as mm"));
  }
  SECTION("the last sum of each day alone, stamped at the next midnight")
  {
    DailyFile file;
    file.units = "m";
    file.time_units = "days since 2001-05-02";
    file.step_type = "accum";
    s.give("precipitation", file);
    CHECK_THAT(s.only_problem(), Contains("amounts ('m') every 24 hours"));
  }
}

TEST_CASE("the sum stamped at midnight is of the day before", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "m";
  file.time_units = "days since 2001-05-02";
  file.step_type = "accum";
  file.value = [](std::size_t day, double, double) { return 0.001 * static_cast<double>(day + 1); };
  s.give("precipitation", file).accumulation = "day";
  CHECK(s.read(make_day(2001, 5, 3)).precipitation_mm[0] == Approx(3.0));
}

TEST_CASE("monthly means of sums are amounts a day, or refused", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "m";
  file.time_units = "days since 2001-01-01";
  file.time = {0, 31, 59, 90, 120, 151};
  file.value = constant(0.002);
  SECTION("of sums of days")
  {
    file.step_type = "avgad";
    s.give("precipitation", file);
    CHECK(s.read(s.first).precipitation_mm[0] == Approx(2.0));
    CHECK(s.facts[4].units == "m day-1");
  }
  SECTION("of something else")
  {
    file.step_type = "avgua";
    s.give("precipitation", file);
    CHECK_THAT(s.only_problem(), Contains("GRIB_stepType 'avgua'") && Contains("`units = \"m day-1\"`"));
  }
  SECTION("of something else, said what")
  {
    file.step_type = "avgua";
    s.give("precipitation", file).units = "m day-1";
    CHECK(s.read(s.first).precipitation_mm[0] == Approx(2.0));
  }
}

TEST_CASE("months' rain is kept to the drop in every calendar", "[forcing][daily]")
{
  Setting s;
  const auto [calendar, length] =
    GENERATE(std::pair {"standard", 0.0}, std::pair {"noleap", 0.0}, std::pair {"360_day", 30.0});
  CAPTURE(calendar);
  DailyFile months;
  months.units = "mm";
  months.calendar = calendar;
  months.time_units = "days since 2001-01-01";
  months.time.clear();
  const std::vector<double> ends {0, 31, 59, 90, 120, 151, 181};
  for (std::size_t m = 0; m < 6; ++m) {
    const double begin = length > 0 ? length * static_cast<double>(m) : ends[m];
    const double end = length > 0 ? begin + length : ends[m + 1];
    months.time.push_back(0.5 * (begin + end));
    months.bounds.insert(months.bounds.end(), {begin, end});
  }
  months.value = [](std::size_t m, double, double) { return 10.0 * static_cast<double>(m + 1); };
  s.give("precipitation", months);
  const auto daily = [](const char* units) {
    DailyFile file;
    file.units = units;
    file.time = even(0, 1, 31);
    return file;
  };
  for (const char* const role : {"temperature", "temperature_min", "temperature_max"}) s.give(role, daily("degC"));
  s.give("wind_speed", daily("m s-1"));
  s.last = make_day(2001, 5, 31);
  const auto source = s.open();
  for (const std::string& problem : s.problems) UNSCOPED_INFO(problem);
  REQUIRE(source);
  double sum_mm = 0;
  landscape::Weather w;
  for (Day day = s.first; day <= s.last; day += days {1}) {
    source->read(day, w);
    sum_mm += static_cast<double>(w.precipitation_mm[0]);
  }
  CHECK(sum_mm == Approx(50.0));
}

TEST_CASE("hourly temperatures give the day's mean, least and highest", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "K";
  file.time_units = "hours since 2001-05-01";
  file.time = even(0, 1, 240);
  file.value = [](std::size_t record, double, double) {
    return 263.15 + static_cast<double>(record / 24) + (record % 24 == 5 ? -6.0 : record % 24 == 15 ? 18.0 : 0.0);
  };
  for (const char* const role : {"temperature", "temperature_min", "temperature_max"}) s.give(role, file);
  const landscape::Weather w = s.read(make_day(2001, 5, 4));
  CHECK(w.temperature_c[0] == Approx(-7 + 12.0 / 24));
  CHECK(w.temperature_min_c[0] == Approx(-13));
  CHECK(w.temperature_max_c[0] == Approx(11));
}

TEST_CASE("a geopotential is a height, in a file of its own too", "[forcing][daily]")
{
  Setting s;
  const std::string path = s.folder / "geo.nc";
  {
    testing::NcMaker nc(path);
    const int y = nc.axis("lat", "latitude", "degrees_north", even(65, 1, 7)),
              x = nc.axis("lon", "longitude", "degrees_east", even(-145, 1, 9));
    const int z = nc.variable("z", NC_DOUBLE, {y, x});
    nc.text(z, "units", "m**2 s**-2");
    nc.put(z, std::vector<double>(63, 400 * 9.80665));
  }
  s.spec("temperature").elevation = "z";
  s.spec("temperature").elevation_file = path;
  CHECK(s.read(s.first).temperature_c[0] == Approx(-5 + s.lapse.on(121) * 0.6).margin(1e-5));
  REQUIRE(s.facts.size() == 6);
  CHECK(s.facts[1].role == "temperature (elevation)");
  CHECK(s.facts[1].file == path);
}

TEST_CASE("heights that no ground has are refused", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "m";
  file.variable = "z";
  file.time = {0};
  file.value = constant(20000);  // a geopotential called metres
  file.write(s.folder / "geo.nc");
  s.spec("temperature").elevation = "z";
  s.spec("temperature").elevation_file = s.folder / "geo.nc";
  CHECK_THAT(s.only_problem(), Contains("geo.nc: variable z is 20000 m at 67.") && Contains("-500 .. 9000 m"));
}

TEST_CASE("layers that replace submodels fill their fields", "[forcing][daily]")
{
  Setting s;
  CHECK(s.read(s.first).snow_depth_m.empty());
  DailyFile file;
  file.units = "cm";
  file.value = constant(35);
  s.give("snow_depth", file);
  file.units = "kg m-2";
  file.value = constant(90);
  s.give("snow_water", file);
  file.units = "1";
  file.value = constant(0.25);
  s.give("insects", file);
  DailyFile ndvi;  // MODIS: every 16 days, ten thousandths
  ndvi.time_units = "days since 2001-04-23";
  ndvi.time = {0, 16, 32};
  ndvi.value = [](std::size_t record, double, double) { return 1000.0 * static_cast<double>(record + 1); };
  LayerSpec& spec = s.give("ndvi", ndvi);
  spec.units = "1";
  spec.scale = 1e-4;
  const landscape::Weather w = s.read(make_day(2001, 5, 9));
  CHECK(w.snow_depth_m == Field(48, 0.35f));
  CHECK(w.snow_water_mm == Field(48, 90.0f));
  CHECK(w.insects == Field(48, 0.25f));
  CHECK(w.ndvi[0] == Approx(0.2).margin(0.01));
}

TEST_CASE("water in the snow is no depth of snow", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "m of water equivalent";  // ERA5's sd, "Snow depth"
  s.give("snow_depth", file);
  CHECK_THAT(s.only_problem(), Contains("is the water in the snow, not its depth: use it for the role snow_water"));
}

TEST_CASE("resampling follows the sizes of the cells, or the layer", "[forcing][daily]")
{
  Setting s;
  DailyFile file;
  file.units = "degC";
  file.time = even(0, 1, 10);
  SECTION("finer than the model's")
  {
    file.lon = even(-143, 0.02, 201);
    file.lat = even(67, 0.02, 101);
    s.give("temperature", file);
    (void)s.read(s.first);
    CHECK(s.facts[0].resampling == "area mean");
  }
  SECTION("as told")
  {
    file.value = [](std::size_t, double lon, double) { return std::round(lon) + 141; };
    s.give("temperature", file).resampling = "nearest";
    for (const float v : s.read(s.first).temperature_c) CHECK(v == std::round(v));
    CHECK(s.facts[0].resampling == "nearest");
  }
  SECTION("a word that is none")
  {
    s.spec("temperature").resampling = "area-mean";
    CHECK_THAT(s.only_problem(), Contains("`resampling = \"area-mean\"`") && Contains("did you mean area_mean?"));
  }
}

TEST_CASE("the sum of many files is that of sha256sum", "[forcing][daily]")
{
  Setting s;
  testing::TempFolder folder;
  for (int part = 0; part < 2; ++part) {
    DailyFile file;
    file.units = "degC";
    file.time = even(5.0 * part, 1, 5);
    file.write(folder / ("t_" + std::to_string(part) + ".nc"));
  }
  s.spec("temperature").file = folder / "t_*.nc";
  (void)s.read(s.first);
  REQUIRE(s.facts[0].files.size() == 2);
  hash_inputs(s.facts);
  const std::string command = "cd '" + (folder / "") + "' && sha256sum t_*.nc | sha256sum";
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char expected[65] = {};
  CHECK(fread(expected, 1, 64, pipe) == 64);
  pclose(pipe);
  CHECK(s.facts[0].sha256 == expected);
}
