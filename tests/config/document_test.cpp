#include <catch2/catch.hpp>

#include "folder.h"
#include "sample.h"

using namespace rangifer;
using config::Document;
using config::Problems;

namespace {

constexpr std::string_view scenario = R"(title = "x"
[herd.porcupine]
size = 3
[herd]
kind = "wild"
[herd.central]
size = 4
  [movement.winter]
  mean_step = 3
[[layer]]
role = "temperature"
[[layer]]
role = "wind"
file = "w.nc"
)";

}  // namespace

TEST_CASE("tables are listed in order of appearance, values are not", "[config]")
{
  const Folder folder;
  Problems problems;
  const Document document {folder.write("a.toml", scenario), {}, problems};
  REQUIRE(problems.empty());
  CHECK(document.tables_below("herd") == Lines {"porcupine", "central"});
  CHECK(document.tables_below("") == Lines {"herd", "movement"});
  CHECK(document.tables_below("movement.winter").empty());
  CHECK(document.tables_below("nowhere").empty());
  CHECK(document.tables_below("title").empty());
  CHECK(document.array_size("layer") == 2);
  CHECK(document.array_size("herd") == 0);
  CHECK(document.array_size("nowhere") == 0);
}

TEST_CASE("has() knows tables, keys and entries of lists", "[config]")
{
  const Folder folder;
  Problems problems;
  const Document document {folder.write("a.toml", scenario), {}, problems};
  CHECK(document.has("herd"));
  CHECK(document.has("herd.porcupine", "size"));
  CHECK(document.has("layer.1", "file"));
  CHECK(document.has("", "title"));
  CHECK_FALSE(document.has("herd.porcupine", "age"));
  CHECK_FALSE(document.has("layer.0", "file"));
  CHECK_FALSE(document.has("layer.2"));
  CHECK_FALSE(document.has("layer.-1"));
  CHECK_FALSE(document.has("layer.1x"));
  CHECK_FALSE(document.has("title.x"));
  CHECK_FALSE(document.has("herd..porcupine"));
}

TEST_CASE("a place is the key's, else the table's, else the file's", "[config]")
{
  const Folder folder;
  Problems problems;
  const Document document {folder.write("a.toml", scenario), {}, problems};
  const auto where = [&](std::string_view path, std::string_view key = {}) {
    return folder.without(document.where(path, key));
  };
  CHECK(where("movement.winter", "mean_step") == "a.toml:9:3");
  CHECK(where("movement.winter", "absent") == "a.toml:8:3");
  CHECK(where("movement.winter") == "a.toml:8:3");
  CHECK(where("layer.1", "file") == "a.toml:14:1");
  CHECK(where("layer.1") == "a.toml:12:1");
  CHECK(where("herd.nowhere") == "a.toml:4:1");
  CHECK(where("snow", "x") == "a.toml");
  CHECK(where("") == "a.toml");
  CHECK(where("", "title") == "a.toml:1:1");
}

TEST_CASE("names with a dot or none at all are refused: no path could say them", "[config]")
{
  const Folder folder;
  Problems problems;
  const Document document {folder.write("a.toml", "[herd.\"a.b\"]\nsize = 1\n[x]\n\"\" = 2\n"), {}, problems};
  CHECK(folder.lines(problems) == Lines {"a.toml:1:7: the name \"a.b\": a name may not be empty or hold a dot",
                                         "a.toml:4:1: the name \"\": a name may not be empty or hold a dot"});
  CHECK(document.tables_below("herd").empty());
}

TEST_CASE("a document can be moved", "[config]")
{
  const Folder folder;
  Problems problems;
  Document first {folder.write("a.toml", scenario), {}, problems};
  const Document second = std::move(first);
  CHECK(second.has("herd"));
}

TEST_CASE("problems are listed by place under one headline", "[config]")
{
  const Problems problems {{"a.toml:10:1", "ten"}, {"a.toml:9:12", "nine b"}, {"a.toml:9:2", "nine a"},
                           {"b.toml", "whole"},    {"--set", "set"},          {"a.toml:10:1", "ten"}};
  CHECK(config::describe("in/a.toml", problems) ==
        "in/a.toml: 5 problems\n"
        "  --set: set\n"
        "  a.toml:9:2: nine a\n"
        "  a.toml:9:12: nine b\n"
        "  a.toml:10:1: ten\n"
        "  b.toml: whole");
  CHECK(config::describe("a.toml", {{"a.toml:1:1", "x"}}) == "a.toml: 1 problem\n  a.toml:1:1: x");
}
