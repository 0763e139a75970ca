#include <catch2/catch.hpp>

#include "folder.h"
#include "sample.h"

using namespace rangifer;
using config::Document;
using config::Problems;

namespace {

/// Reads what a program knows: [run], [movement.winter], [[layer]], the herds, and says what is left.
Lines unknown_in(const std::string& text)
{
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", text), {}, problems};
  Sample sample;
  Layer layer;
  document.read("run", rows_of(sample), problems);
  document.read("movement.winter", rows_of(sample), problems);
  for (std::size_t i = 0; i < document.array_size("layer"); ++i) {
    document.read("layer." + std::to_string(i), rows_of(layer), problems);
  }
  for (const auto& herd : document.tables_below("herd")) document.read("herd." + herd, rows_of(sample), problems);
  document.report_unknown(problems);
  return folder.lines(problems);
}

}  // namespace

TEST_CASE("a scenario of known names has nothing unknown", "[config]")
{
  CHECK(
    unknown_in("[run]\nseed = 1\n[movement.winter]\nstep = 1\n[[layer]]\nrole = \"a\"\n[herd.x]\nseed = 1\n").empty());
  CHECK(unknown_in("").empty());
  CHECK(unknown_in("layer = []\n[movement]\n[herd]\n").empty());
}

TEST_CASE("an unknown name is reported with the nearest known one", "[config]")
{
  const auto [text, message] = GENERATE(table<std::string, std::string>({
    {"[movement.winter]\nstepp = 1\n", "a.toml:2:1: [movement.winter] stepp: no such key; did you mean step?"},
    {"[movement.winter]\nelephants = 1\n",
     "a.toml:2:1: [movement.winter] elephants: no such key; [movement.winter] has step, share, free, seed, quiet, title, "
     "start"},
    {"[movement.winter]\nquietly = 1\n", "a.toml:2:1: [movement.winter] quietly: no such key; did you mean quiet?"},
    {"[movement.winter]\nshares_of_all = 1\n",
     "a.toml:2:1: [movement.winter] shares_of_all: no such key; did you mean share?"},
    {"[movement]\nstep = 1\n", "a.toml:2:1: [movement] step: no such key; did you mean [movement.winter] step?"},
    {"[movement.wintr]\nstep = 1\n", "a.toml:1:1: [movement.wintr]: no such table; did you mean [movement.winter]?"},
    {"[movment.winter]\nstep = 1\n", "a.toml:1:1: [movment]: no such table; did you mean [movement]?"},
    {"[wintr]\nstep = 1\n", "a.toml:1:1: [wintr]: no such table"},
    {"[elephants]\nstep = 1\n", "a.toml:1:1: [elephants]: no such table"},
    {"[[layr]]\nrole = \"a\"\n", "a.toml:1:1: [[layr]]: no such table; did you mean [[layer]]?"},
    {"[layr]\nrole = \"a\"\n", "a.toml:1:1: [layr]: no such table; did you mean [[layer]]?"},
    {"[[layer]]\nrole = \"wind\"\nofset = 1\n", "a.toml:3:1: [layer.wind] ofset: no such key; did you mean offset?"},
    {"[[layer]]\nofset = 1\n", "a.toml:2:1: [layer.0] ofset: no such key; did you mean offset?"},
    {"[[layer]]\n[layer.deep]\nx = 1\n", "a.toml:2:1: [layer.0.deep]: no such table"},
    {"[herd.x]\nsed = 1\n", "a.toml:2:1: [herd.x] sed: no such key; did you mean seed?"},
    {"[herd]\nsize = 1\n", "a.toml:2:1: [herd] size: no such key"},
    {"extend = \"b.toml\"\n", "a.toml:1:1: extend: no such key; did you mean extends?"},
    {"elephants = [1]\n", "a.toml:1:1: elephants: no such key"},
    {"run.steps = [1]\n", "a.toml:1:5: [run] steps: no such key; did you mean step?"},
  }));
  CHECK(unknown_in(text) == Lines {message});
}

TEST_CASE("a table where a list is wanted, and the other way round", "[config]")
{
  const auto [text, message] = GENERATE(table<std::string, std::string>({
    {"[layer]\nrole = \"a\"\n", "a.toml:1:1: [layer]: expected a list of tables, each under [[layer]], found a table"},
    {"layer = 3\n", "a.toml:1:1: [layer]: expected a list of tables, each under [[layer]], found the number 3"},
    {"layer = [1, {role = \"a\"}]\n",
     "a.toml:1:1: [layer]: expected a list of tables, each under [[layer]], found a list"},
    {"[[herd]]\nseed = 1\n", "a.toml:1:1: [herd]: expected a table, found a list"},
    {"herd = 3\n", "a.toml:1:1: [herd]: expected a table, found the number 3"},
    {"movement = 3\n", "a.toml:1:1: [movement]: expected a table, found the number 3"},
  }));
  CHECK(unknown_in(text) == Lines {message});
}

TEST_CASE("what stands below an unknown table is not reported again", "[config]")
{
  CHECK(unknown_in("[snow.deep]\na = 1\nb = 2\n[snow.wet]\nc = 3\n").size() == 1);
}
