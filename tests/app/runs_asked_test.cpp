#include "app/runs_asked.h"

#include <catch2/catch.hpp>

#include "base/error.h"

using namespace rangifer;
using namespace rangifer::app;

namespace {

RunOptions asked(std::vector<std::filesystem::path> scenarios, std::string replicates = "",
                 std::filesystem::path out = "")
{
  RunOptions options;
  options.scenarios = std::move(scenarios);
  options.replicates = std::move(replicates);
  options.out = std::move(out);
  return options;
}

}  // namespace

TEST_CASE("replicates are numbers, ranges and lists of both", "[app]")
{
  CHECK(replicates_in("7") == std::vector<long> {7});
  CHECK(replicates_in("2..4") == std::vector<long> {2, 3, 4});
  CHECK(replicates_in("5,0..2,9") == std::vector<long> {5, 0, 1, 2, 9});
  CHECK_THROWS_WITH(replicates_in("0..3,2"), "--replicate 0..3,2: 2 is asked for twice");
  for (const char* wrong : {"", "a", "3..", "..3", "4..2", "1,,2", "-1", "0..1000001", "1000001"}) {
    CHECK_THROWS_AS(replicates_in(wrong), InputError);
  }
}

TEST_CASE("every scenario has every replicate, in a folder of its name", "[app]")
{
  const auto runs = runs_asked(asked({"in/base.toml", "in/road.toml"}, "0,2", "results"));
  REQUIRE(runs.size() == 4);
  CHECK(runs[0].scenario == "in/base.toml");
  CHECK(runs[1].replicate == 2);
  CHECK(runs[1].out == "results/base");
  CHECK(runs[2].scenario == "in/road.toml");
  CHECK(runs[2].replicate == 0);
  CHECK(runs[3].out == "results/road");
  CHECK(runs_asked(asked({"base.toml", "road.toml"}))[1].out == "outputs/road");
}

TEST_CASE("one run keeps its file, and its replicate where none is asked for", "[app]")
{
  const auto runs = runs_asked(asked({"base.toml"}, "", "r.h5"));
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].scenario == "base.toml");
  CHECK(runs[0].out == "r.h5");
  CHECK(runs[0].replicate == -1);
  CHECK(runs_asked(asked({"base.toml"}, "3")).front().out.empty());
}
