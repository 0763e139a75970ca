#include <catch2/catch.hpp>

#include "folder.h"
#include "sample.h"

using namespace rangifer;
using config::Document;
using config::Problems;

namespace {

constexpr std::string_view scenario =
  "[run]\nseed = 1\nstep = 2\n[[layer]]\nrole = \"wind\"\n[[layer]]\nrole = \"temperature\"\noffset = 1\n";

struct Outcome {
  Sample sample;
  Lines problems;
  std::string where_seed;
};

Outcome with(const std::vector<std::string>& overrides)
{
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", scenario), overrides, problems};
  Sample sample;
  document.read("run", rows_of(sample), problems);
  return {sample, folder.lines(problems), document.where("run", "seed")};
}

}  // namespace

TEST_CASE("an override wins, the last one most", "[config]")
{
  const auto [sample, problems, where] =
    with({"run.seed=3", " run.title = \"a=b\" ", "run.start=2001-05-31", "run.seed=4", "run.quiet=true"});
  CHECK(problems.empty());
  CHECK(sample.seed == 4);
  CHECK(sample.step_h == 2.0);
  CHECK(sample.title == "a=b");
  CHECK(to_string(sample.start) == "2001-05-31");
  CHECK(sample.quiet);
  CHECK(where == "--set");
}

TEST_CASE("an override can make a table, and lay one over another", "[config]")
{
  const Folder folder;
  Problems problems;
  const std::vector<std::string> overrides {"snow.deep.share=0.75", "run={seed=9}"};
  Document document {folder.write("a.toml", scenario), overrides, problems};
  Sample sample;
  document.read("snow.deep", rows_of(sample), problems);
  document.read("run", rows_of(sample), problems);
  CHECK(problems.empty());
  CHECK(sample.share == 0.75);
  CHECK(sample.seed == 9);
  CHECK(sample.step_h == 2.0);
  CHECK(document.where("snow.deep") == "--set");
}

TEST_CASE("an override reaches into a list by role and by number", "[config]")
{
  const Folder folder;
  const auto file = folder.write("a.toml", scenario);
  for (const std::string text : {"layer.temperature.offset=2", "layer.1.offset=2"}) {
    Problems problems;
    const std::vector<std::string> overrides {text};
    Document document {file, overrides, problems};
    Layer layer;
    document.read("layer.1", rows_of(layer), problems);
    CHECK(problems.empty());
    CHECK(layer.offset == 2.0);
    CHECK(layer.role == "temperature");
  }
}

TEST_CASE("an override out of range is a problem of the command line", "[config]")
{
  CHECK(with({"run.step=99"}).problems == Lines {"--set: [run] step = 99 h: outside 0.5 to 24 h"});
}

TEST_CASE("a refused override says why", "[config]")
{
  const auto [text, why] = GENERATE(table<std::string, std::string>({
    {"run.seed", "run.seed: expected name=value, such as run.seed=3"},
    {"=3", "=3: names are separated by single dots"},
    {"run..seed=3", "run..seed=3: names are separated by single dots"},
    {".run=3", ".run=3: names are separated by single dots"},
    {"run.=3", "run.=3: names are separated by single dots"},
    {"run.seed=", "run.seed=: no value after ="},
    {"run.last_day=2005-02-30", "run.last_day=2005-02-30: no such day in the calendar; expected YYYY-MM-DD"},
    {"run.title=spring",
     "run.title=spring: not a TOML value (0.5, true, 2001-05-31, \"text\"); text needs quotes, as in "
     "--set 'run.title=\"spring\"'"},
    {"run.step=3 hours",
     "run.step=3 hours: not a TOML value (0.5, true, 2001-05-31, \"text\"); text needs quotes, as in "
     "--set 'run.step=\"3 hours\"'"},
    {"run.seed=3\n[x]",
     "run.seed=3?[x]: not a TOML value (0.5, true, 2001-05-31, \"text\"); text needs quotes, as in "
     "--set 'run.seed=\"3?[x]\"'"},
    {"extends=\"b.toml\"", "extends=\"b.toml\": a parent is named in the scenario file only"},
    {"run.seed.x=3", "run.seed.x=3: run.seed is the number 1, not a table"},
    {"layer.snow.offset=3", "layer.snow.offset=3: layer has no entry \"snow\""},
    {"layer.7=3", "layer.7=3: layer has no entry \"7\""},
  }));
  CHECK(with({text}).problems == Lines {"--set: " + why});
}

TEST_CASE("every refused override is reported and the good ones still count", "[config]")
{
  const auto outcome = with({"run.seed", "run.seed=5", "run.title=x"});
  CHECK(outcome.problems.size() == 2);
  CHECK(outcome.sample.seed == 5);
}
