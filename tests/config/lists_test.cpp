#include <catch2/catch.hpp>

#include "folder.h"

using namespace rangifer;
using config::Document;
using config::Problems;

namespace {

struct Lists {
  Texts names {"kept"};
  Values values;
  TextLists groups;
  Numbers numbers;

  static constexpr std::array<Parameter<Lists>, 4> table {{
    {"names", &Lists::names, "", 0, 0, "-", "", "texts"},
    {"values", &Lists::values, "", 0, 0, "-", "", "values of any kind"},
    {"groups", &Lists::groups, "", 0, 0, "-", "", "lists of texts"},
    {"numbers", &Lists::numbers, "K", -5, 5, "-", "", "numbers"},
  }};
};

struct Outcome {
  Lists lists;
  Lines problems;
};

Outcome read(const std::string& text)
{
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", text), {}, problems};
  Lists lists;
  document.read("t", rows_of(lists), problems);
  return {lists, folder.lines(problems)};
}

}  // namespace

TEST_CASE("lists are read, and values keep the shape TOML gives them", "[config]")
{
  const auto [lists, problems] = read(
    "[t]\nnames = [\"a\", \"b c\"]\nvalues = [1, 2.0, 0.5, true, \"say \\\"so\\\"\", 2001-05-31]\n"
    "groups = [[\"a\", \"b\"], \"c\", []]\n");
  CHECK(problems.empty());
  CHECK(lists.names == Texts {"a", "b c"});
  CHECK(lists.values.toml == Texts {"1", "2.0", "0.5", "true", "\"say \\\"so\\\"\"", "2001-05-31"});
  CHECK(lists.groups.lists == std::vector<Texts> {{"a", "b"}, {"c"}, {}});
}

TEST_CASE("a list of the wrong things names the entry, and leaves the default", "[config]")
{
  const auto [lists, problems] =
    read("[t]\nnames = [\"a\", 3]\nvalues = [1, [2]]\ngroups = [[\"a\"], [\"b\", 4], 5]\n");
  CHECK(problems == Lines {
                      "a.toml:2:1: [t] names: expected a list of texts, found the number 3 as its entry 2",
                      "a.toml:3:1: [t] values: expected a list of values, found a list as its entry 2",
                      "a.toml:4:1: [t] groups: expected a list of lists of texts, found a list as its entry 2",
                    });
  CHECK(lists.names == Texts {"kept"});
}

TEST_CASE("a list of numbers keeps to its range, number by number", "[config]")
{
  const auto [lists, problems] = read("[t]\nnumbers = [1, -0.5, 5]\n");
  CHECK(problems.empty());
  CHECK(lists.numbers == Numbers {1, -0.5, 5});
  CHECK(read("[t]\nnumbers = [0, 5.5]\n").problems ==
        Lines {"a.toml:2:1: [t] numbers = 5.5 K: outside -5 to 5 K (its entry 2)"});
  CHECK(read("[t]\nnumbers = [0, \"x\"]\n").problems ==
        Lines {"a.toml:2:1: [t] numbers: expected a list of numbers, found the text \"x\" as its entry 2"});
  CHECK(read("[t]\nnumbers = 3\n").problems ==
        Lines {"a.toml:2:1: [t] numbers: expected a list of numbers, found the number 3"});
}

TEST_CASE("what is no list is told from one", "[config]")
{
  CHECK(read("[t]\nnames = \"a\"\n").problems ==
        Lines {"a.toml:2:1: [t] names: expected a list of texts, found the text \"a\""});
}

TEST_CASE("paths in overrides start from the folder that is named for them", "[config]")
{
  const Folder folder;
  Problems problems;
  const auto file = folder.write("a.toml", "[t]\nnames = []\n");
  const std::vector<std::string> overrides {"t.values=[1]"};
  CHECK(Document(file, overrides, problems, "/elsewhere").folder_of("t", "values") == "/elsewhere");
  CHECK(Document(file, overrides, problems).folder_of("t", "values") == ".");
  CHECK(problems.empty());
}
