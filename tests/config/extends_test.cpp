#include <catch2/catch.hpp>

#include "folder.h"
#include "sample.h"

using namespace rangifer;
using config::Document;
using config::Problems;

TEST_CASE("a scenario is laid over its parent key by key, and places survive", "[config]")
{
  const Folder folder;
  folder.write("base/parent.toml", "title = \"p\"\n[run]\nseed = 1\nstep = 2\n[snow]\nshare = 0.25\n");
  const auto file = folder.write("warm/child.toml", "extends = \"../base/parent.toml\"\n\n[run]\nseed = 2\n");
  Problems problems;
  Document document {file, {}, problems};
  Sample sample;
  document.read("run", rows_of(sample), problems);
  CHECK(problems.empty());
  CHECK(sample.seed == 2);
  CHECK(sample.step_h == 2.0);
  CHECK(folder.without(document.where("run", "seed")) == "warm/child.toml:4:1");
  CHECK(folder.without(document.where("run", "step")) == "base/parent.toml:4:1");
  CHECK(folder.without(document.where("run")) == "warm/child.toml:3:1");
  CHECK(folder.without(document.where("snow")) == "base/parent.toml:5:1");
  CHECK(folder.without(document.where("absent")) == "warm/child.toml");
  CHECK_FALSE(document.has("", "extends"));
}

TEST_CASE("relative paths start at the file that wrote them", "[config]")
{
  const Folder folder;
  folder.write("base/parent.toml", "[run]\ndem = \"d.tif\"\nlake = \"l.tif\"\n[snow]\nx = 1\n");
  const auto file = folder.write("warm/child.toml", "extends = \"../base/parent.toml\"\n[run]\nlake = \"l2.tif\"\n");
  Problems problems;
  const std::vector<std::string> overrides {"run.road=\"r.gpkg\""};
  const Document document {file, overrides, problems};
  REQUIRE(problems.empty());
  CHECK(document.folder_of("run", "dem") == folder / "base");
  CHECK(document.folder_of("run", "lake") == folder / "warm");
  CHECK(document.folder_of("run", "road") == ".");
  CHECK(document.folder_of("snow", "absent") == folder / "base");
  CHECK(document.folder_of("absent", "absent") == folder / "warm");
}

TEST_CASE("the folder of a file named without one is the current folder", "[config]")
{
  const Folder folder;
  folder.write("parent.toml", "[run]\ndem = \"d.tif\"\n");
  folder.write("child.toml", "extends = \"parent.toml\"\n[run]\nlake = \"l.tif\"\n");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder / "");
  Problems problems;
  const Document document {"child.toml", {}, problems};
  std::filesystem::current_path(before);
  CHECK(problems.empty());
  CHECK(document.folder_of("run", "lake") == ".");
  CHECK(document.folder_of("run", "dem") == ".");
  CHECK(document.folder_of("absent", "absent") == ".");
  CHECK(document.where("run", "dem") == "parent.toml:2:1");
}

TEST_CASE("lists of tables are laid over each other by role, or by name", "[config]")
{
  const Folder folder;
  folder.write("parent.toml",
               "[[layer]]\nrole = \"temperature\"\nfile = \"t.nc\"\n"
               "[[layer]]\nrole = \"wind\"\nfile = \"w.nc\"\n"
               "[[region]]\nname = \"plain\"\nfile = \"p.gpkg\"\n");
  const auto file = folder.write("child.toml",
                                 "extends = \"parent.toml\"\n"
                                 "[[layer]]\nrole = \"snow\"\n"
                                 "[[layer]]\nrole = \"temperature\"\noffset = 2\n"
                                 "[[region]]\nname = \"plain\"\nfile = \"q.gpkg\"\n"
                                 "[[region]]\nname = \"hills\"\n");
  Problems problems;
  Document document {file, {}, problems};
  REQUIRE(problems.empty());
  REQUIRE(document.array_size("layer") == 3);
  Layer layer;
  document.read("layer.0", rows_of(layer), problems);
  CHECK(layer.role == "temperature");
  CHECK(layer.offset == 2.0);
  CHECK(folder.without(document.where("layer.0", "file")) == "parent.toml:3:1");
  CHECK(folder.without(document.where("layer.0", "offset")) == "child.toml:6:1");
  document.read("layer.2", rows_of(layer), problems);
  CHECK(layer.role == "snow");
  REQUIRE(document.array_size("region") == 2);
  CHECK(folder.without(document.where("region.0", "file")) == "child.toml:9:1");
  CHECK(folder.without(document.where("region.1", "name")) == "child.toml:11:1");
  CHECK(problems.empty());
}

TEST_CASE("two layers of one role in one file are kept apart, but cannot be overlaid", "[config]")
{
  const Folder folder;
  const std::string twice = "[[layer]]\nrole = \"wind\"\n[[layer]]\nrole = \"wind\"\n";
  const auto parent = folder.write("parent.toml", twice);
  Problems problems;
  CHECK(Document(parent, {}, problems).array_size("layer") == 2);
  CHECK(problems.empty());
  const auto file = folder.write("child.toml", "extends = \"parent.toml\"\n[[layer]]\nrole = \"wind\"\n");
  CHECK(Document(file, {}, problems).array_size("layer") == 2);
  CHECK(folder.lines(problems) ==
        Lines {"child.toml:2:1: [[layer]] \"wind\": cannot tell which entry it is to be laid over; more than "
               "one has this name"});
}

TEST_CASE("two layers of one role cannot be laid over one of the parent", "[config]")
{
  const Folder folder;
  folder.write("parent.toml", "[[layer]]\nrole = \"wind\"\nfile = \"w.nc\"\n");
  const auto file = folder.write("child.toml",
                                 "extends = \"parent.toml\"\n"
                                 "[[layer]]\nrole = \"wind\"\nfile = \"a.nc\"\n"
                                 "[[layer]]\nrole = \"wind\"\nfile = \"b.nc\"\n");
  Problems problems;
  const Document document {file, {}, problems};
  REQUIRE(problems.size() == 2);
  CHECK(folder.without(problems[0].where) == "child.toml:2:1");
  CHECK(folder.without(problems[1].where) == "child.toml:5:1");
  CHECK(folder.without(document.where("layer.0", "file")) == "parent.toml:3:1");
}

TEST_CASE("other lists, and values of another kind, are replaced", "[config]")
{
  const Folder folder;
  folder.write("parent.toml", "a = [1, 2]\n[[layer]]\nrole = \"wind\"\n[snow]\nx = 1\n");
  const auto file = folder.write("child.toml", "extends = \"parent.toml\"\na = [3]\nlayer = []\nsnow = 3\n");
  Problems problems;
  Document document {file, {}, problems};
  CHECK(document.array_size("layer") == 0);
  CHECK(document.has("a", "0"));
  CHECK_FALSE(document.has("a", "1"));
  Sample sample;
  document.read("snow", rows_of(sample), problems);
  CHECK(folder.lines(problems) == Lines {"child.toml:4:1: [snow]: expected a table, found the number 3"});
}

TEST_CASE("the text holds parents, file and overrides in this order", "[config]")
{
  const Folder folder;
  folder.write("a.toml", "# oldest\n");
  folder.write("b.toml", "extends = \"a.toml\"");
  const auto file = folder.write("c.toml", "extends = \"b.toml\"\n");
  Problems problems;
  const std::vector<std::string> overrides {"run.seed=3", "run.step=1"};
  const Document document {file, overrides, problems};
  CHECK(problems.empty());
  CHECK(document.text() ==
        "# ---- a.toml\n# oldest\n# ---- b.toml\nextends = \"a.toml\"\n"
        "# ---- c.toml\nextends = \"b.toml\"\n# ---- --set\nrun.seed=3\nrun.step=1\n");
}

TEST_CASE("a scenario that extends itself is refused with the chain", "[config]")
{
  const Folder folder;
  const auto alone = folder.write("alone.toml", "extends = \"./alone.toml\"\n[run]\nseed = 5\n");
  Problems problems;
  Document document {alone, {}, problems};
  CHECK(folder.lines(problems) == Lines {"alone.toml:1:1: a scenario that extends itself: alone.toml -> alone.toml"});
  Sample sample;
  document.read("run", rows_of(sample), problems);
  CHECK(sample.seed == 5);  // read as far as possible

  folder.write("b.toml", "\nextends = \"sub/c.toml\"\n");
  folder.write("sub/c.toml", "extends = \"../a.toml\"\n");
  problems.clear();
  Document {folder.write("a.toml", "extends = \"b.toml\"\n"), {}, problems};
  CHECK(folder.lines(problems) ==
        Lines {"sub/c.toml:1:1: a scenario that extends itself: a.toml -> b.toml -> sub/c.toml -> a.toml"});
}

TEST_CASE("a cycle is found through a symbolic link too", "[config]")
{
  const Folder folder;
  const auto file = folder.write("a.toml", "extends = \"link.toml\"\n");
  std::filesystem::create_symlink(file, folder / "link.toml");
  Problems problems;
  Document {file, {}, problems};
  CHECK(folder.lines(problems) == Lines {"a.toml:1:1: a scenario that extends itself: a.toml -> link.toml"});
}

TEST_CASE("a missing file is named where it was asked for", "[config]")
{
  const Folder folder;
  Problems problems;
  Document {folder / "no.toml", {}, problems};
  CHECK(folder.lines(problems) == Lines {"no.toml: no such file"});

  problems.clear();
  Document {folder.write("sub/a.toml", "\nextends = \"../no.toml\"\n"), {}, problems};
  CHECK(folder.lines(problems) == Lines {"sub/a.toml:2:1: extends = \"../no.toml\": no such file (no.toml)"});

  problems.clear();
  Document {folder / "sub", {}, problems};
  CHECK(folder.lines(problems) == Lines {"sub: is a folder, not a scenario file"});
}

TEST_CASE("extends must be a path", "[config]")
{
  const auto [value, what] = GENERATE(
    table<std::string, std::string>({{"3", "the number 3"}, {"\"\"", "the text \"\""}, {"[\"a\"]", "a list"}}));
  const Folder folder;
  Problems problems;
  Document {folder.write("a.toml", "extends = " + value + "\n"), {}, problems};
  CHECK(folder.lines(problems) == Lines {"a.toml:1:1: extends: expected the path of a scenario, found " + what});
}

TEST_CASE("a syntax error has its place and does not make every key missing", "[config]")
{
  const auto [text, message] = GENERATE(table<std::string, std::string>({
    {"[run]\nseed = \n", "a.toml:2:8: not TOML: "},
    {"[run]\nseed = 1\nseed = 2\n", "a.toml:3:8: not TOML: "},
    {"[=9 q ", "a.toml:1:2: not TOML: "},
    {"\xc3\xa9 = 1\n", "a.toml:1:1: not TOML: "},
    {"\x89HDF\r\n\x1a\n", "a.toml:1:1: not TOML: "},
  }));
  const Folder folder;
  Problems problems;
  Document document {folder.write("a.toml", text), {}, problems};
  Needed needed;
  document.read("run", rows_of(needed), problems);
  document.report_unknown(problems);
  REQUIRE(problems.size() == 1);
  CHECK_THAT(folder.lines(problems)[0], Catch::StartsWith(message));
}

TEST_CASE("a syntax error in a parent leaves the child readable", "[config]")
{
  const Folder folder;
  folder.write("parent.toml", "[run\n");
  const auto file = folder.write("child.toml", "extends = \"parent.toml\"\n[run]\nseed = 99\nstep = 99\n");
  Problems problems;
  Document document {file, {}, problems};
  Sample sample;
  document.read("run", rows_of(sample), problems);
  CHECK(sample.seed == 99);
  REQUIRE(problems.size() == 2);
  CHECK_THAT(folder.lines(problems)[0], Catch::StartsWith("parent.toml:1:5: not TOML: "));
  CHECK(folder.lines(problems)[1] == "child.toml:4:1: [run] step = 99 h: outside 0.5 to 24 h");
}

TEST_CASE("a layer that names its own file takes the place of the parent's whole", "[config]")
{
  const Folder folder;
  folder.write("parent.toml",
               "[[layer]]\nrole = \"snow\"\nfile = \"a.nc\"\nvariable = \"swe\"\n"
               "[[layer]]\nrole = \"rain\"\nfile = \"b.nc\"\nvariable = \"pr\"\n");
  const auto file = folder.write("child.toml",
                                 "extends = \"parent.toml\"\n[[layer]]\nrole = \"snow\"\nfile = \"c.tif\"\n"
                                 "[[layer]]\nrole = \"rain\"\nvariable = \"tp\"\n");
  Problems problems;
  const Document document {file, {}, problems};
  CHECK(problems.empty());
  REQUIRE(document.array_size("layer") == 2);
  CHECK_FALSE(document.has("layer.0", "variable"));
  CHECK(document.has("layer.0", "file"));
  CHECK(document.has("layer.1", "variable"));
  CHECK(document.has("layer.1", "file"));
}

TEST_CASE("a value of a named entry that another one takes the place of is told", "[config]")
{
  const Folder folder;
  folder.write("base/parent.toml",
               "[[area]]\nname = \"A\"\nfile = \"a.gpkg\"\nkind = \"x\"\n[[area]]\nname = \"B\"\n"
               "file = \"b.gpkg\"\n[[layer]]\nrole = \"r\"\nunits = \"m\"\n");
  const auto file = folder.write("warm/child.toml",
                                 "extends = \"../base/parent.toml\"\n[[area]]\nname = \"A\"\n"
                                 "file = \"a.gpkg\"\nkind = \"x\"\nsize = 3\n[[area]]\nname = \"C\"\n"
                                 "file = \"b.gpkg\"\n[[layer]]\nrole = \"r\"\nunits = \"km\"\n");
  Problems problems;
  const Document document {file, {}, problems};
  REQUIRE(document.replaced().size() == 2);  // a text may be a path, and another folder makes it another file
  const auto& replaced = document.replaced().front();
  CHECK(replaced.list == "area");
  CHECK(replaced.name == "A");
  CHECK(replaced.key == "file");
  CHECK(folder.without(replaced.where) == "warm/child.toml:4:1");
  CHECK(folder.without(replaced.was_at) == "base/parent.toml:3:1");
}
