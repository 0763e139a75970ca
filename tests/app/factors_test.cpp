#include "app/factors.h"

#include <catch2/catch.hpp>

using namespace rangifer::app;

TEST_CASE("a coordinate becomes a value of the key, and back", "[app]")
{
  const Factor number {"calving.sd", Factor::Kind::number, 1, 10, "d", "E", 3.5};
  CHECK(value_at(number, 0) == 1);
  CHECK(value_at(number, 1) == 10);
  CHECK(value_at(number, 1.0 / 3) == 4);
  CHECK(coordinate_of(number, 4) == Approx(1.0 / 3));
  CHECK(setting(number, value_at(number, 0.123456789)) == "calving.sd=2.111");
}

TEST_CASE("whole numbers and true or false round", "[app]")
{
  const Factor whole {"snow.bare_days", Factor::Kind::whole, 1, 4, "d", "V", 5};
  CHECK(setting(whole, value_at(whole, 0.49)) == "snow.bare_days=2");
  CHECK(setting(whole, value_at(whole, 0.51)) == "snow.bare_days=3");
  const Factor truth {"layer.ndvi.every_year", Factor::Kind::truth, 0, 1, "", "-", 0};
  CHECK(setting(truth, value_at(truth, 1.0 / 3)) == "layer.ndvi.every_year=false");
  CHECK(setting(truth, value_at(truth, 2.0 / 3)) == "layer.ndvi.every_year=true");
}

TEST_CASE("a value has the decimals that a thousandth of its range needs, and no more", "[app]")
{
  const Factor wide {"a", Factor::Kind::number, 0, 20000, "m", "E", 0};
  CHECK(value_at(wide, 0.123456) == 2469);
  const Factor narrow {"a", Factor::Kind::number, 158, 158.02, "", "E", 0};
  CHECK(value_at(narrow, 0.5001) == 158.01);
  CHECK(value_at(narrow, 0.51234) == 158.01025);
}

TEST_CASE("a value never leaves its range by rounding", "[app]")
{
  const Factor narrow {"a", Factor::Kind::number, 0.1234567, 0.1234568, "", "E", 0};
  CHECK(value_at(narrow, 0) == 0.1234567);
  CHECK(value_at(narrow, 1) == 0.1234568);
}
