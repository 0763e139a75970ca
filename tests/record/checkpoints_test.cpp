#include "record/checkpoints.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "base/error.h"
#include "record/file_copy.h"
#include "record/result_reader.h"
#include "tiny_run.h"

using namespace rangifer;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() : path {fs::temp_directory_path() / ("rangifer_checkpoints_" + std::to_string(::getpid()))}
  {
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

std::string bytes_of(const fs::path& path)
{
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

Snapshot state()
{
  Snapshot s;
  s["animals/0"] = std::vector<std::byte>(3'000'000, std::byte {7});
  s["day"] = std::vector<std::byte>(4, std::byte {1});
  s["nothing"] = {};
  return s;
}

record::StateOrigin origin(Day day)
{
  record::StateOrigin o;
  o.title = "a run für Tests";
  o.version = "0.1.0";
  o.commit = "0123";
  o.parameters_json = R"({"run": {"seed": 7}})";
  o.inputs_json = "[]";
  o.seed = 0xffff'ffff'ffff'fff0ull;
  o.replicate = 3;
  o.day = day;
  return o;
}

/// Every number of two results that differs, by name.
std::vector<std::string> differences(const fs::path& a, const fs::path& b)
{
  const record::ResultReader one(a), two(b);
  std::vector<std::string> out;
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  std::vector<std::string> groups = one.groups();
  groups.emplace_back();
  for (const std::string& group : groups)
    for (const std::string& variable : one.number_variables(group)) {
      const std::string name = group.empty() ? variable : group + "/" + variable;
      if (one.shape(name) != two.shape(name)) out.push_back(name + " (shape)");
      else if (!std::ranges::equal(one.numbers(name), two.numbers(name), same)) out.push_back(name);
    }
  return out;
}

const Day first = make_day(2001, 5, 1), second = make_day(2001, 5, 8), third = make_day(2001, 5, 15);

}  // namespace

TEST_CASE("a result that is stopped between two chunks and goes on is the result without a stop", "[record]")
{
  const Folder folder;
  const fs::path whole = folder.path / "whole.h5", parts = folder.path / "parts.h5", copy = folder.path / "copy.h5";
  tiny::write(whole);
  for (const int stop : {1, 40, 64}) {  // in the first chunk of days, in the second, at its end
    {
      record::RunFile file(parts, tiny::description(), tiny::terrain(), tiny::regions());
      tiny::append_days(file, 0, stop);
      file.write_out();
      record::copy_to_disk(file.partial(), copy);
      tiny::append_days(file, stop, 66);  // what comes after the copy is lost
    }
    CHECK(record::ResultReader(copy).shape("herd/alive")[0] == static_cast<std::size_t>(stop));
    CHECK_FALSE(fs::exists(parts.string() + ".partial"));
    {
      record::RunFile file(parts, tiny::description(), tiny::terrain(), tiny::regions(), copy);
      tiny::append_days(file, stop, tiny::days);
      tiny::append_years(file);
      file.close({});
    }
    CHECK(differences(whole, parts) == std::vector<std::string> {});
  }
}

TEST_CASE("rows that were written early leave nothing behind in a run that goes on", "[record]")
{
  const Folder folder;
  const fs::path whole = folder.path / "whole.h5", often = folder.path / "often.h5";
  tiny::write(whole);
  record::RunFile file(often, tiny::description(), tiny::terrain(), tiny::regions());
  for (int day = 0; day < tiny::days; ++day) {
    tiny::append_days(file, day, day + 1);
    file.write_out();
  }
  tiny::append_years(file);
  file.close({});
  CHECK(differences(whole, often) == std::vector<std::string> {});
}

TEST_CASE("a copy replaces what was there, and a reader of the one before does not see it change", "[record]")
{
  const Folder folder;
  const fs::path result = folder.path / "run.h5.partial";
  const record::Checkpoints checkpoints(folder.path / "run.h5");
  write_bytes(result, "result of the first");
  checkpoints.keep(origin(first), state(), result);
  std::ifstream reader(checkpoints.list()[0].result);
  for (const Day day : {second, third}) {
    write_bytes(result, "result of another day, and longer");
    checkpoints.keep(origin(day), state(), result);
  }
  std::string line;
  std::getline(reader, line);
  CHECK(line == "result of the first");
  CHECK_THROWS_WITH(record::copy_to_disk(folder.path / "none", result),
                    Contains("none: cannot be opened: No such file"));
}

TEST_CASE("the two newest checkpoints are kept, and read back as they were", "[record]")
{
  const Folder folder;
  const fs::path result = folder.path / "run.h5.partial";
  const record::Checkpoints checkpoints(folder.path / "run.h5");
  CHECK(checkpoints.list().empty());
  std::string text = "result of";
  for (const Day day : {first, second, third}) {
    write_bytes(result, text += " " + to_string(day));
    checkpoints.keep(origin(day), state(), result);
  }
  const auto kept = checkpoints.list();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].day == third);
  CHECK(kept[1].day == second);
  CHECK(bytes_of(kept[0].result) == text);
  CHECK(bytes_of(kept[1].result) == "result of 2001-05-01 2001-05-08");
  CHECK(record::read_state(kept[0].state) == state());
  const record::StateOrigin o = record::read_origin(kept[1].state);
  CHECK(o.title == "a run für Tests");
  CHECK(o.seed == 0xffff'ffff'ffff'fff0ull);
  CHECK(o.replicate == 3);
  CHECK(o.day == second);
  CHECK(o.parameters_json == R"({"run": {"seed": 7}})");
  CHECK(o.result_bytes == 31);
  CHECK(std::distance(fs::directory_iterator(checkpoints.folder()), {}) == 4);

  SECTION("a day that is kept again takes the place of the first")
  {
    write_bytes(result, "again");
    checkpoints.keep(origin(third), state(), result);
    REQUIRE(checkpoints.list().size() == 2);
    CHECK(bytes_of(checkpoints.list()[0].result) == "again");
    CHECK(checkpoints.list()[1].day == second);
  }
  SECTION("all go, and the folder with them, unless somebody keeps something there")
  {
    const bool note = GENERATE(false, true);
    if (note) write_bytes(checkpoints.folder() / "note.txt", "mine");
    checkpoints.remove();
    CHECK(checkpoints.list().empty());
    CHECK(fs::exists(checkpoints.folder()) == note);
  }
}

TEST_CASE("what a kill leaves behind is no checkpoint, and goes with the next", "[record]")
{
  const Folder folder;
  const fs::path result = folder.path / "run.h5.partial";
  const record::Checkpoints checkpoints(folder.path / "run.h5");
  write_bytes(result, "result");
  checkpoints.keep(origin(first), state(), result);
  const fs::path in = checkpoints.folder();
  write_bytes(in / "2001-05-08.result.h5.partial", "res");  // killed in the copy
  write_bytes(in / "2001-05-15.result.h5", "result");       // killed before the state
  write_bytes(in / "2001-05-15.state.h5.partial", "stat");  // killed in the state
  REQUIRE(checkpoints.list().size() == 1);
  CHECK(checkpoints.list()[0].day == first);
  checkpoints.keep(origin(third), state(), result);
  CHECK(checkpoints.list().size() == 2);
  CHECK(std::distance(fs::directory_iterator(in), {}) == 4);
}

TEST_CASE("a state that is broken or none is refused by name", "[record]")
{
  const Folder folder;
  const fs::path file = folder.path / "2001-05-01.state.h5";
  CHECK_THROWS_WITH(record::read_origin(file), Contains("2001-05-01.state.h5: no such file"));
  write_bytes(file, "text");
  CHECK_THROWS_AS(record::read_origin(file), InputError);
  CHECK_THROWS_WITH(record::read_origin(file), Contains("not an HDF5 file"));
  record::write_state(file, origin(first), state());
  std::string bytes = bytes_of(file);
  const auto at = bytes.find(std::string(1000, '\7'));
  REQUIRE(at != std::string::npos);
  bytes[at + 500] = '\6';  // one bit of three million bytes
  write_bytes(file, bytes);
  CHECK_THROWS_AS(record::read_state(file), InputError);
  CHECK_THROWS_WITH(record::read_state(file), Contains("broken: cannot read animals.0"));
  tiny::write(folder.path / "run.h5");
  CHECK_THROWS_WITH(record::read_state(folder.path / "run.h5"),
                    Contains("not a state that rangifer run kept: attribute format is 'rangifer run'"));
}
