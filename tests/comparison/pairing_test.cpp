#include "comparison/pairing.h"

#include <catch2/catch.hpp>

#include "base/error.h"
#include "comparison/json_leaves.h"
#include "comparison/spans.h"

using namespace rangifer::comparison;

namespace {

RunHead head(double replicate)
{
  RunHead h;
  h.file = "run_" + std::to_string(static_cast<int>(replicate)) + ".h5";
  h.seed = 1;
  h.replicate = replicate;
  h.step_h = 3;
  h.x_m = h.y_m = {0, 1000};
  h.herds = {"small"};
  h.first_day = 12784;
  h.days = 365;
  h.years = {2005};
  h.parameters = {{"herd.small.animals_per_agent", "5"}, {"output.kernel", "6"}, {"run.title", "\"one\""}};
  return h;
}

std::string refused(std::vector<RunHead> base, std::vector<RunHead> scenario)
{
  try {
    (void)pair_up(std::move(base), std::move(scenario));
  } catch (const rangifer::InputError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("runs are paired by seed, replicate and first day, whatever their order", "[comparison]")
{
  const std::vector<RunPair> pairs = pair_up({head(2), head(0)}, {head(0), head(2)});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].base.replicate == 0);
  CHECK(pairs[0].scenario.replicate == 0);
  CHECK(pairs[1].scenario.replicate == 2);
}

TEST_CASE("a run without partner and one that comes twice are refused", "[comparison]")
{
  CHECK(
    refused({head(0), head(1)}, {head(0)}).find("run_1.h5: seed 1, replicate 1, first day 2005-01-01 has no partner") ==
    0);
  CHECK(refused({head(0), head(0)}, {head(0)}).find("both seed 1, replicate 0") != std::string::npos);
}

TEST_CASE("pairs may cover different years, a leap year too, but the same part of them", "[comparison]")
{
  const auto of = [](double replicate, int year, int first_day, int days) {
    RunHead h = head(replicate);
    h.first_day = first_day;
    h.days = days;
    h.years = {year};
    return h;
  };
  const std::vector<RunHead> runs {of(0, 2004, 12418, 366), of(0, 2005, 12784, 365), of(1, 2004, 12418, 366)};
  const std::vector<RunPair> pairs = pair_up(runs, runs);
  REQUIRE(pairs.size() == 3);
  const Spans spans = spans_of(pairs);
  CHECK(spans.count == 2);
  CHECK(spans.of_pair == std::vector<std::size_t> {0, 1, 0});
  CHECK(spans.first_year == 2004);
  CHECK(spans.last_year == 2005);
  CHECK_FALSE(spans.overlap);

  const std::vector<RunHead> other_part {of(0, 2004, 12418, 366), of(0, 2005, 12784, 300)};
  CHECK(refused(other_part, other_part).find("length: found 300 days, expected 366 days") != std::string::npos);
  const std::vector<RunHead> longer {of(0, 2004, 12418, 366 + 365), of(0, 2005, 12784, 365 + 365)};
  CHECK(spans_of(pair_up(longer, longer)).overlap);
  CHECK(refused({runs[0], runs[1]}, {runs[1]}).find("first day 2004-01-01 has no partner") != std::string::npos);
}

TEST_CASE("all that differs between two runs is told at once", "[comparison]")
{
  RunHead other = head(0);
  other.seed = 2;
  other.days = 730;
  other.parameters["herd.small.animals_per_agent"] = "50";
  const std::string said = refused({head(0)}, {other});
  CHECK(said.find("3 differences") != std::string::npos);
  CHECK(said.find("seed: found 2, expected 1") != std::string::npos);
  CHECK(said.find("length: found 730 days, expected 365 days") != std::string::npos);
  CHECK(said.find("animals per agent of herd small: found 50, expected 5") != std::string::npos);
}

TEST_CASE("what was changed is told with both values", "[comparison]")
{
  RunHead other = head(0);
  other.parameters["snow.melt"] = "4";
  other.parameters["run.title"] = "\"two\"";
  other.inputs["land, band 1, land.tif"] = "\"ab\"";
  CHECK(changes_json(head(0), other) == R"({"parameters": {"snow.melt": {"base": null, "scenario": 4}}, )"
                                        R"("inputs": {"land, band 1, land.tif": {"base": null, "scenario": "ab"}}})");
}

TEST_CASE("the values of a JSON text are found by their path", "[comparison]")
{
  const auto leaves = json_leaves(R"({"run": {"title": "a \"b\"", "n": [1, -2.5e3]}, "empty": {}, "on": true})");
  REQUIRE(leaves);
  CHECK(leaves->size() == 4);
  CHECK(plain(leaves->at("run.title")) == "a \"b\"");
  CHECK(leaves->at("run.n.1") == "-2.5e3");
  CHECK(leaves->at("on") == "true");
  for (const char* broken : {"", "{", "{\"a\" 1}", "[1,", "{\"a\": }", "[1] 2", "\"a"})
    CHECK_FALSE(json_leaves(broken));
}

TEST_CASE("a region that one side lacks is named, with what to do", "[comparison]")
{
  RunHead base = head(0), scenario = head(0);
  base.regions = {"Alaska"};
  scenario.regions = {"Alaska", "My_lease_block"};
  scenario.file = "leased.h5";
  const std::string why = refused({base}, {scenario});
  CHECK(why.find("1 difference\n") != std::string::npos);
  CHECK(why.find("My lease block is counted in leased.h5 only: add its [[region]] to the scenario of run_0.h5, and run "
                 "that again") != std::string::npos);
}
