#include "forcing/time/dated_files.h"

#include <catch2/catch.hpp>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

struct Files {
  testing::TempFolder folder;
  explicit Files(std::initializer_list<const char*> names)
  {
    for (const char* const name : names) std::ofstream(folder / name) << "x";
  }
  /// Names and dates of what matches.
  std::string matching(const std::string& pattern) const
  {
    std::string out;
    for (const DatedFile& f : matching_files(folder / pattern))
      out += std::filesystem::path(f.file).filename().string() + (f.time ? " " + to_string(*f.time) : "") + "; ";
    return out;
  }
  std::string refused(const std::string& pattern) const
  {
    return refusal([&] { (void)matching(pattern); });
  }
};

}  // namespace

TEST_CASE("a pattern matches as in the shell, in the order of names", "[forcing][dated_files]")
{
  const Files f {"tas_2002.nc", "tas_2001.nc", "tas_2010.nc", "pr_2001.nc"};
  CHECK(f.matching("tas_*.nc") == "tas_2001.nc; tas_2002.nc; tas_2010.nc; ");
  CHECK(f.matching("tas_200?.nc") == "tas_2001.nc; tas_2002.nc; ");
  CHECK(f.matching("tas_20[0]2.nc") == "tas_2002.nc; ");
  CHECK(f.matching("tas_2001.nc") == "tas_2001.nc; ");
}

TEST_CASE("dates in names", "[forcing][dated_files]")
{
  const Files f {"ndvi_2001032.tif", "ndvi_2000366.tif", "ndvi_2001001.tif", "ndvi_old.tif"};
  CHECK(f.matching("ndvi_%Y%j.tif") ==
        "ndvi_2000366.tif 2000-12-31; ndvi_2001001.tif 2001-01-01; ndvi_2001032.tif 2001-02-01; ");
  const Files months {"tas_02_2001.tif", "tas_01_2002.tif", "tas_10_2001.tif"};
  CHECK(months.matching("tas_%m_%Y.tif") ==
        "tas_02_2001.tif 2001-02-01; tas_10_2001.tif 2001-10-01; tas_01_2002.tif 2002-01-01; ");
  const Files hours {"x.2001053118.v+(1).tif"};
  CHECK(hours.matching("?.%Y%m%d%H.v+(1).*") == "x.2001053118.v+(1).tif 2001-05-31 18:00; ");
  const Files twice {"pr_20010101-20011231.nc"};
  CHECK(twice.matching("pr_%Y0101-%Y1231.nc") == "pr_20010101-20011231.nc 2001-01-01; ");
}

TEST_CASE("dates without a year are of one that stands for all", "[forcing][dated_files]")
{
  const Files f {"clim_01.tif", "clim_02.tif"};
  CHECK(f.matching("clim_%m.tif") == "clim_01.tif 2001-01-01; clim_02.tif 2001-02-01; ");
  const Files leap {"c_0228.tif", "c_0229.tif"};
  CHECK(leap.matching("c_%m%d.tif") == "c_0228.tif 2000-02-28; c_0229.tif 2000-02-29; ");
}

TEST_CASE("a path that is there is no pattern, whatever its letters", "[forcing][dated_files]")
{
  const Files f {"a[1]%Y?.tif"};
  CHECK_FALSE(is_pattern(f.folder / "a[1]%Y?.tif"));
  CHECK(f.matching("a[1]%Y?.tif") == "a[1]%Y?.tif; ");
  CHECK(is_pattern("a*.tif"));
  CHECK(is_pattern("%Y.tif"));
  CHECK_FALSE(is_pattern("100%.tif"));
  CHECK_FALSE(is_pattern("%A.tif"));
}

TEST_CASE("patterns that match nothing or no date are refused with the nearest name", "[forcing][dated_files]")
{
  const Files f {"tas_2001.nc",  "b_20010230.tif", "c_2001366.tif", "d_2001_05.tif",
                 "d_2001_5.tif", "e_1_2001.tif",   "e_2_2001.tif",  "g_2001_2002.tif"};
  CHECK_THAT(f.refused("tsa_*.nc"), Contains("no file matches"));
  CHECK_THAT(f.refused("tas_200l.nc"), Contains("no file matches; the nearest name there is tas_2001.nc"));
  CHECK_THAT(f.refused("none/tas_*.nc"), Contains("there is no folder"));
  CHECK_THAT(f.refused("b_%Y%m%d.tif"), Contains("b_20010230.tif: the date in its name does not exist"));
  CHECK_THAT(f.refused("c_%Y%j.tif"), Contains("c_2001366.tif: the date in its name does not exist"));
  CHECK_THAT(f.refused("e_*_%Y.tif"), Contains("e_1_2001.tif and ") && Contains("e_2_2001.tif are both of 2001-01-01"));
  CHECK_THAT(f.refused("g_%Y_%Y.tif"), Contains("two numbers for %Y in its name: 2001 and 2002"));
  CHECK_THAT(f.refused("x_%Y%m%j.tif"), Contains("not both"));
  CHECK_THAT(f.refused("x_%Y%d.tif"), Contains("needs its month"));
  CHECK_THAT(f.refused("x_%Y%m%H.tif"), Contains("needs its day"));
}
