#include <catch2/catch.hpp>
#include <utility>

#include "folder.h"
#include "sample.h"

using namespace rangifer;
using config::Document;
using config::Problems;

namespace {

struct Outcome {
  Sample sample;
  Lines problems;
};

Outcome read_run(const std::string& text)
{
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", text), {}, problems};
  Sample sample;
  document.read("run", rows_of(sample), problems);
  document.report_unknown(problems);
  return {sample, folder.lines(problems)};
}

}  // namespace

TEST_CASE("every type of parameter is read, and a key left out keeps its default", "[config]")
{
  const auto [sample, problems] =
    read_run("[run]\nstep = 3.5\nseed = 42\nquiet = true\ntitle = \"spring\"\nstart = 2001-05-31\n");
  CHECK(problems.empty());
  CHECK(sample.step_h == 3.5);
  CHECK(sample.seed == 42);
  CHECK(sample.quiet);
  CHECK(sample.title == "spring");
  CHECK(to_string(sample.start) == "2001-05-31");
  CHECK(sample.share == 0.5);
}

TEST_CASE("a whole number serves as a number and a text as a date", "[config]")
{
  const auto [sample, problems] = read_run("[run]\nstep = 3\nstart = \"2001-05-31\"\n");
  CHECK(problems.empty());
  CHECK(sample.step_h == 3.0);
  CHECK(to_string(sample.start) == "2001-05-31");
}

TEST_CASE("the ends of a range are inside it", "[config]")
{
  CHECK(read_run("[run]\nstep = 0.5\nshare = 1\nseed = 0\n").problems.empty());
  CHECK(read_run("[run]\nstep = 24\nshare = 0\nseed = 1000\n").problems.empty());
}

TEST_CASE("a refused value is named with key, what was found and what is expected", "[config]")
{
  const auto [line, message] = GENERATE(table<std::string, std::string>({
    {"step = \"3 hours\"", "[run] step: expected a number (h, 0.5 to 24), found the text \"3 hours\""},
    {"step = 99", "[run] step = 99 h: outside 0.5 to 24 h"},
    {"step = 0.4", "[run] step = 0.4 h: outside 0.5 to 24 h"},
    {"step = nan", "[run] step = nan h: outside 0.5 to 24 h"},
    {"step = inf", "[run] step = inf h: outside 0.5 to 24 h"},
    {"step = -inf", "[run] step = -inf h: outside 0.5 to 24 h"},
    {"free = inf", "[run] free = inf m: outside 0 to inf m"},
    {"free = nan", "[run] free = nan m: outside 0 to inf m"},
    {"step = true", "[run] step: expected a number (h, 0.5 to 24), found true"},
    {"step = [1, 2]", "[run] step: expected a number (h, 0.5 to 24), found a list"},
    {"step = {hours = 3}", "[run] step: expected a number (h, 0.5 to 24), found a table"},
    {"share = 1.5", "[run] share = 1.5: outside 0 to 1"},
    {"share = \"half\"", "[run] share: expected a number (0 to 1), found the text \"half\""},
    {"seed = 3.0", "[run] seed: expected a whole number (0 to 1000), found the number 3.0"},
    {"seed = -1", "[run] seed = -1: outside 0 to 1000"},
    {"quiet = 1", "[run] quiet: expected true or false, found the number 1"},
    {"quiet = \"yes\"", "[run] quiet: expected true or false, found the text \"yes\""},
    {"title = 3", "[run] title: expected text, found the number 3"},
    {"title = 2001-05-31", "[run] title: expected text, found the date 2001-05-31"},
    {"start = \"31 May\"", "[run] start: expected a date (YYYY-MM-DD), found the text \"31 May\""},
    {"start = \"2001-02-30\"", "[run] start: expected a date (YYYY-MM-DD), found the text \"2001-02-30\""},
    {"start = 2001", "[run] start: expected a date (YYYY-MM-DD), found the number 2001"},
    {"start = 10:00:00", "[run] start: expected a date (YYYY-MM-DD), found the time 10:00:00"},
    {"start = 2001-05-31T10:00:00",
     "[run] start: expected a date (YYYY-MM-DD), found the date and time 2001-05-31T10:00:00"},
  }));
  const auto [sample, problems] = read_run("[run]\n" + line + "\n");
  CHECK(problems == Lines {"a.toml:2:1: " + message});
  const Sample untouched;
  CHECK(sample.step_h == untouched.step_h);
  CHECK(sample.seed == untouched.seed);
  CHECK(sample.start == untouched.start);
}

TEST_CASE("a long or odd text does not spoil the message", "[config]")
{
  const std::string text(500, 'x');
  CHECK(read_run("[run]\nstep = \"" + text + "\"\n").problems ==
        Lines {"a.toml:2:1: [run] step: expected a number (h, 0.5 to 24), found the text \"" + std::string(60, 'x') +
               "...\""});
  CHECK(read_run("[run]\nstep = \"a\\nb\"\n").problems ==
        Lines {"a.toml:2:1: [run] step: expected a number (h, 0.5 to 24), found the text \"a?b\""});
}

TEST_CASE("all problems of a table are reported at once", "[config]")
{
  CHECK(read_run("[run]\nstep = 99\nshare = 2\nseeed = 1\n").problems ==
        Lines {"a.toml:2:1: [run] step = 99 h: outside 0.5 to 24 h", "a.toml:3:1: [run] share = 2: outside 0 to 1",
               "a.toml:4:1: [run] seeed: no such key; did you mean seed?"});
}

TEST_CASE("a required key that is left out is missed, at its table or else its file", "[config]")
{
  const Folder folder;
  Problems problems;
  Needed needed;
  Document with_table {folder.write("a.toml", "title = 1\n [run]\nseed = 3\n"), {}, problems};
  with_table.read("run", rows_of(needed), problems);
  CHECK(folder.lines(problems) == Lines {"a.toml:2:2: [run] file: missing; expected text"});

  problems.clear();
  Document empty {folder.write("b.toml", ""), {}, problems};
  empty.read("run", rows_of(needed), problems);
  CHECK(folder.lines(problems) == Lines {"b.toml: [run] seed: missing; expected a whole number (0 to 1000)",
                                         "b.toml: [run] file: missing; expected text"});
}

TEST_CASE("keys outside any table are read with an empty path", "[config]")
{
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", "seed = 5\nstep = 99\n"), {}, problems};
  Sample sample;
  document.read("", rows_of(sample), problems);
  document.report_unknown(problems);
  CHECK(sample.seed == 5);
  CHECK(folder.lines(problems) == Lines {"a.toml:2:1: step = 99 h: outside 0.5 to 24 h"});
}

TEST_CASE("a value where a table is wanted is a problem, said once", "[config]")
{
  const auto [text, path, message] = GENERATE(table<std::string, std::string, std::string>({
    {"herd = 3\n", "herd.porcupine", "a.toml:1:1: [herd]: expected a table, found the number 3"},
    {"herd = 3\n", "herd", "a.toml:1:1: [herd]: expected a table, found the number 3"},
    {"[herd]\nporcupine = 3\n", "herd.porcupine", "a.toml:2:1: [herd.porcupine]: expected a table, found the number 3"},
    {"[[herd]]\nseed = 1\n", "herd", "a.toml:1:1: [herd]: expected a table, found a list"},
    {"herd = [1, 2]\n", "herd.0", "a.toml:1:1: [herd]: expected a table, found a list"},
  }));
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", text), {}, problems};
  Needed needed;
  document.read(path, rows_of(needed), problems);
  document.read(path, rows_of(needed), problems);
  document.report_unknown(problems);
  CHECK(folder.lines(problems) == Lines {message});
}
