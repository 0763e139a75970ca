#include <array>
#include <catch2/catch.hpp>

#include "base/parameter.h"

using namespace rangifer;

namespace {

struct Sample {
  double step_h = 1.5;
  std::int64_t seed = 12;
  bool quiet = true;
  std::string title = "text";
  Day start = make_day(2001, 5, 31);

  static constexpr std::array<Parameter<Sample>, 5> table {{
    {"step", &Sample::step_h, "h", 0.5, 24, "D", "here", "time step"},
    {"seed", &Sample::seed, "", 0, 1000, "-", "", "random seed", true},
    {"quiet", &Sample::quiet, "", 0, 0, "-", "", "a switch"},
    {"title", &Sample::title, "", 0, 0, "-", "", "a word"},
    {"start", &Sample::start, "", 0, 0, "-", "", "a day"},
  }};
};

}  // namespace

TEST_CASE("rows keep the order, the bounds and the words of the table", "[base]")
{
  Sample sample;
  const auto rows = rows_of(sample);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].key == "step");
  CHECK(rows[0].unit == "h");
  CHECK(rows[0].low == 0.5);
  CHECK(rows[0].high == 24);
  CHECK(rows[0].evidence == "D");
  CHECK(rows[0].source == "here");
  CHECK(rows[0].meaning == "time step");
  CHECK_FALSE(rows[0].required);
  CHECK(rows[1].required);
  CHECK(rows[4].key == "start");
}

TEST_CASE("a row writes through to its own object", "[base]")
{
  Sample sample, other;
  *std::get<double*>(rows_of(sample)[0].value) = 3.0;
  CHECK(sample.step_h == 3.0);
  CHECK(other.step_h == 1.5);
}

TEST_CASE("values and types read as in a scenario", "[base]")
{
  Sample sample;
  const auto rows = rows_of(sample);
  const std::array<std::string, 5> texts {"1.5", "12", "true", "\"text\"", "2001-05-31"};
  const std::array<std::string, 5> types {"number", "whole number", "true or false", "text", "date"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(value_text(rows[i]) == texts[i]);
    CHECK(type_name(rows[i]) == types[i]);
  }
}

TEST_CASE("lists read as in a scenario, too", "[base]")
{
  Texts names {"a", "b"};
  Values values {{"1", "\"x\""}};
  TextLists groups {{{"a", "b"}, {"c"}}};
  const auto row = [](ParameterRow::Value value) { return ParameterRow {"key", value, "", 0, 0, "-", "", "", false}; };
  CHECK(value_text(row(&names)) == "[\"a\", \"b\"]");
  CHECK(value_text(row(&values)) == "[1, \"x\"]");
  CHECK(value_text(row(&groups)) == "[[\"a\", \"b\"], [\"c\"]]");
  CHECK(type_name(row(&names)) == "list of texts");
  CHECK(type_name(row(&groups)) == "list of lists of texts");
}
