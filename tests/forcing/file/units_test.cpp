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
