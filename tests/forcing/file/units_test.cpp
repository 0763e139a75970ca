#include "forcing/file/units.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace rangifer::forcing;

TEST_CASE("units are converted by UDUNITS", "[forcing]")
{
  CHECK((*UnitConverter::between("K", "degC"))(273.15) == Approx(0.0).margin(1e-12));
  CHECK((*UnitConverter::between("m s**-1", "m s-1"))(7.5) == 7.5);
  CHECK((*UnitConverter::between("0.1 mm", "m"))(20'000) == Approx(2.0));
  CHECK((*UnitConverter::between("%", "1"))(25) == Approx(0.25));
  CHECK((*UnitConverter::between("feet", "m"))(100) == Approx(30.48));
}

TEST_CASE("usual spellings of degrees Celsius and Fahrenheit are understood", "[forcing]")
{
  for (const char* const spelling : {"degC", "celsius", "Celsius", "deg C", "Deg C", "deg_C", "degrees Celsius",
                                     "degrees_celsius", "degree C", "C", "°C", "celcius", " degC "}) {
    CAPTURE(spelling);
    const auto convert = UnitConverter::between(spelling, "degC");
    REQUIRE(convert);
    CHECK((*convert)(-12.5) == Approx(-12.5));
  }
  for (const char* const spelling : {"degF", "Fahrenheit", "F", "degrees Fahrenheit"}) {
    CAPTURE(spelling);
    CHECK((*UnitConverter::between(spelling, "degC"))(-40) == Approx(-40));
  }
}

TEST_CASE("a unit of something else, or of nothing, does not convert", "[forcing]")
{
  CHECK_FALSE(UnitConverter::between("m s-1", "degC"));
  CHECK_FALSE(UnitConverter::between("wolves", "m"));
  CHECK_FALSE(UnitConverter::between("", "degC"));
}

TEST_CASE("a gap stays a gap through a conversion", "[forcing]")
{
  std::vector<double> values {273.15, std::nan("")};
  UnitConverter::between("K", "degC")->apply(values);
  CHECK(values[0] == Approx(0.0).margin(1e-12));
  CHECK(std::isnan(values[1]));
}

TEST_CASE("every way to write precipitation comes out in mm a day", "[forcing]")
{
  const auto rate = [](const char* unit, double value) {
    const auto water = water_unit(unit, true);
    REQUIRE(water);
    CHECK_FALSE(water->amount);
    return water->convert(value);
  };
  CHECK(rate("kg m-2 s-1", 1e-4) == Approx(8.64));
  CHECK(rate("mm s-1", 1e-4) == Approx(8.64));
  CHECK(rate("m s-1", 1e-7) == Approx(8.64));
  CHECK(rate("mm/day", 3) == Approx(3));
  CHECK(rate("inches/day", 1) == Approx(25.4));
  CHECK(rate("mm month-1", 30.436875) == Approx(1.0).epsilon(1e-4));  // of a day: a rate

  for (const auto& [unit, value] :
       {std::pair {"mm", 3.0}, {"m", 0.003}, {"kg m-2", 3.0}, {"m of water equivalent", 0.003}}) {
    CAPTURE(unit);
    const auto water = water_unit(unit, true);
    REQUIRE(water);
    CHECK(water->amount);
    CHECK(water->convert(value) == Approx(3.0));
  }
  const auto month = water_unit("mm/month", false);  // of a month: its sum
  REQUIRE(month);
  CHECK(month->amount);
  CHECK(month->convert(31) == Approx(31));
  CHECK_FALSE(water_unit("K", true));
}

TEST_CASE("every spelling met in files converts to the right number", "[forcing][units]")
{
  struct Row {
    const char *from, *to;
    double value, expected;
  };
  const auto row =
    GENERATE(Row {"K", "degC", 280, 6.85}, Row {"Kelvin", "degC", 280, 6.85}, Row {"deg K", "degC", 280, 6.85},
             Row {"degrees_Kelvin", "degC", 280, 6.85}, Row {"degC", "degC", 3, 3}, Row {"celsius", "degC", 3, 3},
             Row {"deg C", "degC", 3, 3}, Row {"degrees Celsius", "degC", 3, 3}, Row {"Deg C", "degC", 3, 3},
             Row {"DegC", "degC", 3, 3}, Row {"Degrees C", "degC", 3, 3}, Row {"Fahrenheit", "degC", 50, 10},
             Row {"degree_F", "degC", 50, 10}, Row {"inches", "mm", 2, 50.8}, Row {"inch", "mm", 2, 50.8},
             Row {"in", "mm", 2, 50.8}, Row {"kg m-2 s-1", "kg m-2 day-1", 1e-4, 8.64},
             Row {"kg m**-2 s**-1", "kg m-2 day-1", 1e-4, 8.64}, Row {"kg/m2/s", "kg m-2 day-1", 1e-4, 8.64},
             Row {"kg m^-2 s^-1", "kg m-2 day-1", 1e-4, 8.64}, Row {"mm s-1", "mm day-1", 1e-4, 8.64},
             Row {"mm/day", "mm day-1", 2, 2}, Row {"mm d-1", "mm day-1", 2, 2}, Row {"mm per day", "mm day-1", 2, 2},
             Row {"mm/hr", "mm day-1", 2, 48}, Row {"mm/3hr", "mm day-1", 2, 16}, Row {"0.1 mm", "mm", 25, 2.5},
             Row {"m of water equivalent", "mm", 0.01, 10}, Row {"m s**-1", "m s-1", 4, 4}, Row {"m/s", "m s-1", 4, 4},
             Row {"m/sec", "m s-1", 4, 4}, Row {"metres per second", "m s-1", 4, 4}, Row {"km/h", "m s-1", 36, 10},
             Row {"knots", "m s-1", 10, 5.14444}, Row {"km", "m", 2, 2000}, Row {"feet", "m", 10, 3.048},
             Row {"percent", "1", 30, 0.3}, Row {"pct", "1", 30, 0.3}, Row {"(0 - 1)", "1", 0.3, 0.3},
             Row {"kg m**-3", "kg m-3", 300, 300}, Row {"J m**-2", "J m-2", 5, 5}, Row {"gpm", "m", 5, 5});
  CAPTURE(row.from, row.to);
  const auto convert = UnitConverter::between(row.from, row.to);
  REQUIRE(convert);
  CHECK((*convert)(row.value) == Approx(row.expected).epsilon(1e-5));
}

TEST_CASE("a rate of temperature is no temperature", "[forcing][units]")
{
  CHECK_FALSE(UnitConverter::between("K day-1", "degC"));
  CHECK_FALSE(UnitConverter::between("K s-1", "degC"));
}

TEST_CASE("monthly precipitation in all its spellings is the sum of its month", "[forcing][units]")
{
  for (const char* const unit :
       {"mm month-1", "mm/month", "mm month**-1", "mm/mon", "mm mo-1", "mm per month", "kg m-2 month-1", "MM/MONTH"}) {
    CAPTURE(unit);
    const auto water = water_unit(unit, false);
    REQUIRE(water);
    CHECK(water->amount);
    CHECK(water->convert(31) == Approx(31));
  }
  const auto tenths = water_unit("0.1 mm/month", false);
  REQUIRE(tenths);
  CHECK(tenths->convert(310) == Approx(31));
}
