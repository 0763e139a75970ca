#include "record/contents.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tiny_run.h"

using namespace rangifer;
using namespace rangifer::record;

namespace {

const Described& find(const std::vector<Described>& all, const std::string& name)
{
  const auto found = std::ranges::find(all, name, &Described::name);
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("a result says what its variables are", "[record]")
{
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "rangifer_contents_test.h5";
  tiny::write(path);
  const ResultReader file(path);
  const std::vector<Described> maps = contents(file, "map");
  CHECK(find(maps, "map/use").along("herd season y x"));
  CHECK(find(maps, "map/births").along("year y x"));
  CHECK(find(maps, "map/elevation").units == "m");
  CHECK_FALSE(find(maps, "map/elevation").whole);
  CHECK(find(maps, "map/lat").standard_name == "latitude");
  CHECK(find(maps, "map/season").dimensions.empty());
  CHECK(find(maps, "map/season").words == std::vector<std::string> {"winter", "spring", "calving"});
  CHECK(find(maps, "map/region_mask").flags_are_bits);
  CHECK(find(maps, "map/region_mask").flags == std::vector<double> {1, 2, 4, 8});
  CHECK(std::ranges::none_of(maps, [](const Described& v) { return v.short_name == "herd_name"; }));  // texts
  const std::vector<Described> calving = contents(file, "calving");
  CHECK(find(calving, "calving/snow_free_doy").missing == 0.0);
  CHECK(find(calving, "calving/mother").along("birth"));
  CHECK(contents(file, "attic").empty());
  std::filesystem::remove(path);
}
