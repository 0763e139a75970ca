#include "record/ensemble_file.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>

#include "base/error.h"
#include "record/ensemble_check.h"
#include "record/ensemble_layout.h"
#include "record/layout.h"
#include "tiny_run.h"

using namespace rangifer;
using namespace rangifer::record;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, gone at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / "rangifer_ensemble_test";
  Folder()
  {
    fs::remove_all(path);
    fs::create_directories(path / "members");
  }
  ~Folder() { fs::remove_all(path); }
};

/// The tiny run with `births` births and the ground raised.
void write_run(const fs::path& path, std::int64_t replicate, int births, float raised_m = 0)
{
  RunDescription run = tiny::description();
  run.seed = 7;
  run.replicate = replicate;
  landscape::Terrain terrain = tiny::terrain();
  terrain.elevation_m[5] += raised_m;
  RunFile file(path, run, terrain, tiny::regions());
  tiny::append_days(file, 0, tiny::days);
  std::vector<herd::Birth> all;
  for (int b = 0; b < births; ++b) all.push_back(tiny::birth(b));
  file.append(all);
  for (const int year : {2001, 2002}) {
    file.append(tiny::maps(year));
    for (const int h : {0, 1}) file.append(tiny::impact(year, h));
  }
  file.close({});
}

EnsembleMember member(const fs::path& path, std::int64_t number)
{
  EnsembleMember m;
  m.number = number;
  m.file = path;
  m.state = MemberState::whole;
  m.shape = shape_of(ResultReader(path));
  m.bytes = static_cast<std::int64_t>(fs::file_size(path));
  m.seed = 7;
  m.replicate = number;
  return m;
}

/// Two members of four births and of two, and one that is missing between them.
Ensemble three_members(const fs::path& folder)
{
  write_run(folder / "members/a.h5", 0, 4);
  write_run(folder / "members/c.h5", 2, 2);
  Ensemble what;
  what.attributes = {{"format", std::string {ensemble_format}}, {"storage", std::string {"virtual"}}};
  what.members = {member(folder / "members/a.h5", 0), {}, member(folder / "members/c.h5", 2)};
  what.members[1].file = folder / "members/b.h5";
  what.axes = {{"wind", "wind of the member", Column {Type::f64}, true}};
  what.axes[0].values.push(std::vector<double> {1.5, std::nan(""), 2.5});
  return what;
}

template <class Number>
std::vector<Number> values(const fs::path& path, const char* name, Type type)
{
  silence_hdf5();
  const Handle file {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open"};
  const Handle variable {H5Dopen2(file.get(), name, H5P_DEFAULT), H5Dclose, "open"};
  const std::vector<std::byte> bytes = read_bytes(variable.get(), type);
  std::vector<Number> out(bytes.size() / sizeof(Number));
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

const Variable& find(const std::vector<Variable>& all, std::string_view name)
{
  return *std::ranges::find(all, name, &Variable::name);
}

}  // namespace

TEST_CASE("members have in common what a scenario cannot change", "[record][ensemble]")
{
  const auto map = variables_of("map"), calving = variables_of("calving"), track = variables_of("track");
  for (const char* name : {"x", "lat", "crs", "elevation", "region_mask", "region_name", "year"})
    CHECK(is_common(find(map, name)));
  for (const char* name : {"use", "births", "infrastructure_distance"}) CHECK_FALSE(is_common(find(map, name)));
  for (const char* name : {"time", "lat", "mother"}) CHECK_FALSE(is_common(find(calving, name)));
  CHECK(is_common(find(track, "time")));
  CHECK_FALSE(is_common(find(track, "animal_id")));
}

TEST_CASE("every number of the members has a value that stands for missing", "[record][ensemble]")
{
  const auto calving = variables_of("calving");
  CHECK(missing_of(find(calving, "animals")).value == -1);
  CHECK(missing_of(find(calving, "snow_free_doy")).value == 0);
  CHECK(missing_of(find(calving, "in_region")).value == 0);
  CHECK(std::isnan(missing_of(find(calving, "x")).value));
  CHECK_FALSE(missing_of(find(calving, "mother")).said);
  CHECK(missing_of(find(calving, "mother_age")).said);
}

TEST_CASE("an axis may not bear the name of something that stands in a file", "[record][ensemble]")
{
  for (const char* name : {"member", "members", "calving", "map", "alive", "herd", "seed", "births_of_member", "crs"}) {
    INFO(name);
    CHECK(record::is_taken(name));
  }
  CHECK_FALSE(record::is_taken("scenario"));
  CHECK_FALSE(record::is_taken("warming"));
}

TEST_CASE("an ensemble holds its members, padded, and what is missing", "[record][ensemble]")
{
  const Folder folder;
  const Ensemble what = three_members(folder.path);
  const fs::path path = folder.path / "ensemble.h5";
  const Storage storage = GENERATE(Storage::virtual_variables, Storage::copy);
  write_ensemble(path, what, storage);
  CHECK(is_ensemble(path));
  CHECK(fs::exists(path.string() + ".sources") == (storage == Storage::virtual_variables));
  const auto mother = values<std::int64_t>(path, "calving/mother", Type::i64);
  const auto first = static_cast<std::int64_t>(tiny::large_id);
  CHECK(mother == std::vector<std::int64_t> {first, first + 1, first + 2, first + 3,  //
                                             -1, -1, -1, -1, first, first + 1, -1, -1});
  CHECK(values<std::int64_t>(path, "calving/births_of_member", Type::i64) == std::vector<std::int64_t> {4, 0, 2});
  CHECK(values<std::int64_t>(path, "impact/member", Type::i64) == std::vector<std::int64_t> {0, 0, 2});
  CHECK(values<std::int8_t>(path, "impact/member_state", Type::i8) == std::vector<std::int8_t> {0, 1, 0});
  CHECK(values<double>(path, "herd/wind", Type::f64)[2] == 2.5);
  const auto births = values<std::int64_t>(path, "impact/births", Type::i64);  // member, year, herd
  CHECK(births == std::vector<std::int64_t> {20, 21, 20, 21, -1, -1, -1, -1, 20, 21, 20, 21});
  CHECK(values<float>(path, "map/elevation", Type::f32).size() == 108);
}

TEST_CASE("members whose common part differs are told apart", "[record][ensemble]")
{
  const Folder folder;
  write_run(folder.path / "a.h5", 0, 4);
  write_run(folder.path / "b.h5", 1, 2);
  write_run(folder.path / "c.h5", 2, 4, 1.0f);
  const MemberShape a = shape_of(ResultReader(folder.path / "a.h5")), b = shape_of(ResultReader(folder.path / "b.h5"));
  CHECK(differences_between(b, a).empty());  // births may be more or fewer
  CHECK(differences_between(shape_of(ResultReader(folder.path / "c.h5")), a) ==
        std::vector<std::string> {"map/elevation: found other values than expected"});
  MemberShape shorter = a;
  shorter.at("herd/alive").length[0] = 69;
  CHECK(differences_between(shorter, a) ==
        std::vector<std::string> {"herd/alive: found 69 x 2 x 4 values, expected 70 x 2 x 4"});
  shorter.erase("map/elevation");
  CHECK(differences_between(shorter, a).front() == "map/elevation: found none, expected 9 x 12");
}

TEST_CASE("an ensemble knows its members again, wherever the folder is", "[record][ensemble]")
{
  const Folder folder;
  const fs::path path = folder.path / "ensemble.h5", moved = folder.path.string() + "_moved";
  write_ensemble(path, three_members(folder.path), Storage::virtual_variables);
  CHECK(seen_from(folder.path / "members/a.h5", path) == "members/a.h5");
  CHECK(seen_from(folder.path / "a.h5", folder.path / "members/ensemble.h5") == "../a.h5");
  fs::remove_all(moved);
  fs::rename(folder.path, moved);
  CHECK(problems_of_ensemble(moved / "ensemble.h5").empty());
  CHECK(values<std::int64_t>(moved / "ensemble.h5", "impact/births", Type::i64)[1] == 21);
  fs::remove(moved / "members/a.h5");
  CHECK(values<std::int64_t>(moved / "ensemble.h5", "impact/births", Type::i64)[1] == -1);
  CHECK(problems_of_ensemble(moved / "ensemble.h5").size() == 1);
  fs::remove_all(moved);
}

TEST_CASE("a file that is no ensemble is kept", "[record][ensemble]")
{
  const Folder folder;
  const Ensemble what = three_members(folder.path);
  CHECK_THROWS_AS(write_ensemble(folder.path / "members/a.h5", what, Storage::copy), InputError);
  CHECK_NOTHROW(ResultReader(folder.path / "members/a.h5"));
  CHECK_FALSE(fs::exists(folder.path / "members/a.h5.partial"));
}
