#include "report/summary_text.h"

#include <catch2/catch.hpp>

using namespace rangifer::report;

TEST_CASE("the lines of a summary become paragraphs and tables again", "[report]")
{
  const auto parts = summary_parts(
    "Base:     a herd\n"
    "Changed:  many things, one of which\n"
    "          takes a line more.\n"
    "\n"
    "Herd small\n"
    "  In short: fewer calves (-0.2\n"
    "    points); no more.\n"
    "  Where calves are born (share):\n"
    "    1002 Area                 26.7 %  25.1 %  -1.6 points (95 %: -2.2 to -0.9)\n"
    "  Growth of the herd: none.\n"
    "\n"
    "How sure: ten pairs since base and\n"
    "  scenario share their draws.\n");
  using Kind = SummaryPart::Kind;
  REQUIRE(parts.size() == 7);
  CHECK((parts[0].label == "Base" && parts[0].text == "a herd"));
  CHECK(parts[1].text == "many things, one of which takes a line more.");
  CHECK((parts[2].kind == Kind::heading && parts[2].text == "Herd small"));
  CHECK(parts[3].text == "fewer calves (-0.2 points); no more.");
  REQUIRE(parts[4].kind == Kind::table);
  CHECK(parts[4].rows ==
        std::vector<std::vector<std::string>> {{"1002 Area", "26.7 %", "25.1 %", "-1.6 points (95 %: -2.2 to -0.9)"}});
  CHECK(parts[5].label == "Growth of the herd");
  CHECK(parts[6].text == "ten pairs since base and scenario share their draws.");
}

TEST_CASE("a summary without tables or herds, and none at all", "[report]")
{
  CHECK(summary_parts("").empty());
  const auto parts = summary_parts("Base: a\n\nThe two are equal in every number.\n");
  REQUIRE(parts.size() == 2);
  CHECK((parts[1].label.empty() && parts[1].text == "The two are equal in every number."));
}
