#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/layer/monthly_offset.h"
#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::DailyFile;
using testing::even;
using testing::Setting;

namespace {

/// Twelve months on a coarse grid; the value of month m (0..11).
DailyFile changes(const std::string& units, const std::function<double(std::size_t)>& value)
{
  DailyFile file;
  file.variable = "change";
  file.units = units;
  file.lon = even(-160, 10, 4);
  file.lat = even(50, 10, 4);
  file.time_units = "days since 1999-01-01";
  file.time.clear();
  for (const double end : {31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}) file.time.push_back(end - 15);
  file.value = [value](std::size_t m, double, double) { return value(m); };
  return file;
}

}  // namespace

TEST_CASE("monthly changes are put on every day", "[forcing][delta]")
{
  Setting s;
  const std::string path = s.folder / "delta.nc";
  LayerSpec& temperature = s.spec("temperature");
  temperature.delta = path;
  SECTION("differences in degC are not shifted by 273.15")
  {
    const char* const units = GENERATE("degC", "K");
    changes(units, [](std::size_t) { return 2.5; }).write(path);
    CHECK(s.read(s.first).temperature_c[0] == Approx(-2.5));
    CHECK(s.facts[1].role == "temperature (changes)");
    CHECK(s.facts[1].time == "12 months of every year");
  }
  SECTION("differences in degF are smaller degrees")
  {
    changes("degF", [](std::size_t) { return 1.8; }).write(path);
    CHECK(s.read(s.first).temperature_c[0] == Approx(-4));
  }
  SECTION("linear between the middles of the months")
  {
    changes("K", [](std::size_t m) { return static_cast<double>(m); }).write(path);
    const float first = s.read(make_day(2001, 5, 1)).temperature_c[0],
                next = s.read(make_day(2001, 5, 2)).temperature_c[0];
    CHECK(first == Approx(-5 + 3.5).margin(0.03));
    CHECK(next - first == Approx(1 / 30.5).margin(0.001));
  }
  SECTION("ratios")
  {
    temperature.delta = "";
    changes("1", [](std::size_t) { return 1.25; }).write(path);
    s.spec("precipitation").delta = path;
    s.spec("precipitation").delta_method = "multiply";
    CHECK(s.read(s.first).precipitation_mm[0] == Approx(2.5));
  }
  SECTION("sums of months are added as days")
  {
    temperature.delta = "";
    changes("mm", [](std::size_t) { return 31.0; }).write(path);
    s.spec("precipitation").delta = path;
    CHECK(s.read(make_day(2001, 5, 10)).precipitation_mm[0] == Approx(3.0).margin(0.01));
  }
}

TEST_CASE("twelve numbers do what a file of twelve months of them does", "[forcing][delta]")
{
  const auto of_month = [](std::size_t m) { return m == 4 ? 3.0 : m == 11 ? -2.0 : 0.5; };
  Setting with_file, with_numbers;
  const std::string path = with_file.folder / "delta.nc";
  changes("K", of_month).write(path);
  with_file.spec("temperature").delta = path;
  for (std::size_t m = 0; m < 12; ++m) with_numbers.spec("temperature").offset_by_month.push_back(of_month(m));
  for (const Day day : {make_day(2001, 5, 1), make_day(2001, 5, 9), make_day(2001, 5, 10)}) {
    CHECK(with_numbers.read(day).temperature_c == with_file.read(day).temperature_c);
  }
}

TEST_CASE("a monthly offset is whole in the middle of its month and half at its ends", "[forcing][delta]")
{
  LayerSpec spec;
  spec.role = "temperature";
  spec.offset_by_month = {0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 4};
  const MonthlyOffset offset(spec);
  CHECK(offset.on(make_day(2001, 5, 16)) == Approx(2).margin(0.04));
  CHECK(offset.on(make_day(2001, 5, 1)) == Approx(1).margin(0.04));
  CHECK(offset.on(make_day(2001, 5, 31)) == Approx(1).margin(0.04));
  CHECK(offset.on(make_day(2001, 4, 24)) == Approx(0.55).margin(0.04));
  CHECK(offset.on(make_day(2001, 7, 16)) == 0.0);
  CHECK(offset.on(make_day(2001, 1, 1)) == Approx(2).margin(0.07));  // across the turn of the year
  CHECK(offset.on(make_day(2004, 2, 29)) == 0.0);
  spec.offset_by_month.pop_back();
  CHECK_THROWS_WITH(MonthlyOffset(spec), Contains("`offset_by_month` has 11 numbers; expected 12"));
}

TEST_CASE("changes that cannot be used say why", "[forcing][delta]")
{
  Setting s;
  const std::string path = s.folder / "delta.nc";
  LayerSpec& temperature = s.spec("temperature");
  temperature.delta = path;
  DailyFile file = changes("K", [](std::size_t) { return 1.0; });
  SECTION("ratios of degrees Celsius")
  {
    file.write(path);
    temperature.delta_method = "multiply";
    CHECK_THAT(s.only_problem(), Contains("degrees Celsius have no ratio; use add"));
  }
  SECTION("another method")
  {
    file.write(path);
    temperature.delta_method = "plus";
    CHECK_THAT(s.only_problem(), Contains("`delta_method = \"plus\"`: must be add or multiply"));
  }
  SECTION("a percentage")
  {
    temperature.delta = "";
    changes("%", [](std::size_t) { return 10.0; }).write(path);
    s.spec("precipitation").delta = path;
    s.spec("precipitation").delta_method = "multiply";
    CHECK_THAT(s.only_problem(), Contains("factors must be in '1' (a percentage may be a share or a change)"));
  }
  SECTION("temperatures, not changes")
  {
    changes("K", [](std::size_t) { return 265.0; }).write(path);
    CHECK_THAT(s.only_problem(), Contains("delta.nc: variable change reaches from 265 to 265 on 2001-05-01"));
  }
  SECTION("eleven months")
  {
    file.time.pop_back();
    file.write(path);
    CHECK_THAT(s.only_problem(), Contains("delta.nc"));
  }
  SECTION("elsewhere")
  {
    file.lon = even(0, 10, 4);
    file.write(path);
    CHECK_THAT(s.only_problem(), Contains("delta.nc: variable change covers 0 % of the model grid"));
  }
}
