#include "ensemble/product.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace rangifer::ensemble;

namespace {

/// Two scenarios by three years by two replicates.
std::vector<Axis> twelve()
{
  return {{"scenario", {{"baseline", {}, "baseline.toml"}, {"leasing", {}, "leasing.toml"}}},
          {"year",
           {{"2001", {"run.first_day=2001-01-01", "run.last_day=2001-12-31"}},
            {"2002", {"run.first_day=2002-01-01", "run.last_day=2002-12-31"}},
            {"2003", {"run.first_day=2003-01-01", "run.last_day=2003-12-31"}}}},
          {"replicate", {{"0", {"run.replicate=0"}}, {"1", {"run.replicate=1"}}}, true}};
}

std::string only_problem(const std::vector<Axis>& axes, const std::vector<std::string>& common = {})
{
  const std::vector<AxisProblem> problems = problems_of(axes, common);
  REQUIRE(problems.size() == 1);
  return std::to_string(problems[0].axis) + " " + problems[0].message;
}

constexpr std::size_t plenty = 1'000'000;

}  // namespace

TEST_CASE("members are the product of the axes", "[ensemble]")
{
  CHECK(members_of(twelve(), plenty) == 12);
  CHECK(members_of({}, plenty) == 1);
  CHECK(members_of(std::vector<Axis> {{"empty", {}}}, plenty) == 0);
}

TEST_CASE("a product too large to count is as many as may be asked for", "[ensemble]")
{
  const std::vector<Axis> axes(30, Axis {"long", std::vector<Level>(1000)});
  CHECK(members_of(axes, plenty) == plenty);
}

TEST_CASE("the first axis turns slowest, the last fastest", "[ensemble]")
{
  const auto axes = twelve();
  CHECK(place_of(axes, 0) == std::vector<std::size_t> {0, 0, 0});
  CHECK(place_of(axes, 1) == std::vector<std::size_t> {0, 0, 1});
  CHECK(place_of(axes, 2) == std::vector<std::size_t> {0, 1, 0});
  CHECK(place_of(axes, 6) == std::vector<std::size_t> {1, 0, 0});
  CHECK(place_of(axes, 11) == std::vector<std::size_t> {1, 2, 1});
}

TEST_CASE("each member has a place of its own", "[ensemble]")
{
  const auto axes = twelve();
  std::vector<std::vector<std::size_t>> places;
  for (std::size_t m = 0; m < 12; ++m) places.push_back(place_of(axes, m));
  std::ranges::sort(places);
  CHECK(std::ranges::adjacent_find(places) == places.end());
}

TEST_CASE("overrides come in the order of the axes, the common ones first", "[ensemble]")
{
  const std::vector<std::string> common {"grid.cell=4000"};
  CHECK(overrides_of(twelve(), 9, common) == std::vector<std::string> {"grid.cell=4000", "run.first_day=2002-01-01",
                                                                       "run.last_day=2002-12-31", "run.replicate=1"});
}

TEST_CASE("members are named so that names sort as numbers do", "[ensemble]")
{
  CHECK(stem_of(0, 1) == "member_0000");
  CHECK(stem_of(7, 12) == "member_0007");
  CHECK(stem_of(9999, 10000) == "member_9999");
  CHECK(stem_of(7, 10001) == "member_00007");
}

TEST_CASE("a member is told by its value along each axis", "[ensemble]")
{
  CHECK(words_of(twelve(), 9) == "scenario leasing, year 2002, replicate 1");
  CHECK(words_of({}, 0) == "the only one");
}

TEST_CASE("a good ensemble has no problems", "[ensemble]") { CHECK(problems_of(twelve(), {}).empty()); }

TEST_CASE("an axis needs a name that can be a coordinate", "[ensemble]")
{
  CHECK(only_problem({{"first day", {{"a", {}}}}}).starts_with("0 name = \"first day\": expected a word"));
  CHECK(only_problem({{"", {{"a", {}}}}}).starts_with("0 name = \"\": expected a word"));
  CHECK(only_problem({{"2001", {{"a", {}}}}}).starts_with("0 name = \"2001\": expected a word"));
  CHECK(only_problem({{"member", {{"a", {}}}}}).starts_with("0 name = \"member\": the table of members has a column"));
  CHECK(only_problem({{"a", {{"1", {}}}}, {"a", {{"1", {}}}}}) == "1 name = \"a\": an axis before it has this name");
}

TEST_CASE("two values of an axis have two names", "[ensemble]")
{
  CHECK(only_problem({{"a", {{"x", {"k.a=1"}}, {"y", {"k.a=2"}}, {"x", {"k.a=3"}}}}}) ==
        "0 its values 1 and 3 are both called \"x\"; tell them apart with labels");
}

TEST_CASE("no key is set twice", "[ensemble]")
{
  auto axes = twelve();
  axes.push_back({"again", {{"a", {"run.replicate = 7"}}}});
  CHECK(only_problem(axes) == "3 sets run.replicate, and so does the axis replicate; leave one of them out");
  CHECK(only_problem(twelve(), {"run.first_day=2005-01-01"}) ==
        "1 sets run.first_day, and so does set of [ensemble]; leave one of them out");
}

TEST_CASE("a member that repeats another is found, with the first of its kind", "[ensemble]")
{
  const std::vector<std::string> prints {"a", "b", "a", "c", "a", "b"};
  const std::vector<Repeat> repeats = repeats_among(prints);
  REQUIRE(repeats.size() == 3);
  CHECK(repeats[0].first == 0);
  CHECK(repeats[0].again == 2);
  CHECK(repeats[1].first == 0);
  CHECK(repeats[1].again == 4);
  CHECK(repeats[2].first == 1);
  CHECK(repeats[2].again == 5);
}
