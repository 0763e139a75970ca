#include <catch2/catch.hpp>

#include "base/nearest_name.h"

using namespace rangifer;

namespace {

const std::vector<std::string> names {"degree_day_factor", "mean_step", "share", "shape", "seed"};

}  // namespace

TEST_CASE("a slip of the hand finds the name that was meant", "[base]")
{
  CHECK(nearest_name("degree_day_facter", names) == "degree_day_factor");
  CHECK(nearest_name("meanstep", names) == "mean_step");
  CHECK(nearest_name("men_stepp", names) == "mean_step");
  CHECK(nearest_name("seed", names) == "seed");
  CHECK(nearest_name("sede", names) == "seed");
}

TEST_CASE("the nearer one wins, and the first of equals", "[base]")
{
  CHECK(nearest_name("shape", names) == "shape");
  CHECK(nearest_name("shake", names) == "share");
}

TEST_CASE("two wrong letters are allowed in a short word, a third of a long one", "[base]")
{
  CHECK(nearest_name("sxxd", names) == "seed");
  CHECK(nearest_name("xxxd", names).empty());
  CHECK(nearest_name("degree_day_xxxxxr", names) == "degree_day_factor");  // 5 of 17
  CHECK(nearest_name("degree_dxx_xxxxxx", names).empty());                 // 8 of 17
  CHECK(nearest_name("elephants", names).empty());
  CHECK(nearest_name("seed", {}).empty());
}
