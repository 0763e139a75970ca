#include "comparison/summary.h"

#include <catch2/catch.hpp>

using namespace rangifer::comparison;

TEST_CASE("a change is told with its interval, and as none where the interval holds zero", "[comparison]")
{
  CHECK(change_in_words(-3.62, -5.04, -2.11, "points") == "-3.6 points (95 %: -5.0 to -2.1)");
  CHECK(change_in_words(0.5, -1, 2, "points") == "+0.5 points (95 %: -1.0 to +2.0), not told apart from zero");
  CHECK(change_in_words(2, none, none, "km") == "+2.0 km (one year of one pair: no interval)");
  CHECK(change_in_words(0, 0, 0, "points") == "no change");
  CHECK(change_in_words(none, none, none, "points") == "cannot be compared");
}

TEST_CASE("what rounds to zero has no sign", "[comparison]")
{
  CHECK(change_in_words(-0.01, -0.3, -0.001, "points") == "0.0 points (95 %: -0.3 to 0.0)");
}

TEST_CASE("the answer names what changed, and what cannot be told apart", "[comparison]")
{
  const std::vector<Finding> findings {{"more calves in A", "fewer calves in A", "", -2.93, -4.0, -2.0},
                                       {"more calves in B", "fewer calves in B", "", 0.04, 0.01, 0.06},
                                       {"more calves in C", "fewer calves in C", "", 0.5, -0.1, 1.0},
                                       {"more live", "fewer live", "survival", 1.26, 0.2, 2.0},
                                       {"faster", "slower", "growth", -0.1, -0.3, 0.1}};
  CHECK(
    in_short(findings) ==
    "fewer calves in A (-2.9 points); more live (+1.3 points); growth: no difference that can be told apart from zero.");
  const std::vector<Finding> single {{"more live", "fewer live", "survival", 1.2, none, none}};
  CHECK(in_short(single) == "survival: not to be told from runs this few.");
}

TEST_CASE("words are put in lines, and a number keeps its per cent", "[comparison]")
{
  CHECK(wrapped("one two three four", 9, "  ") == "one two\n  three\n  four");
  CHECK(wrapped("  a 12 % b", 8, "") == "  a 12 %\nb");
  CHECK(wrapped("aaaa 12 % b", 7, "") == "aaaa\n12 % b");
}
